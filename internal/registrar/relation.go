package registrar

import (
	"context"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// RelationKinds are the ways in which a person may stand to a candidate and be kept from acts on them.
var RelationKinds = []string{"taught", "employs", "kin"}

// DeclareRelation says how the actor stands to a candidate, from a day on and until another where that is known. It gives the
// relation's number.
func (r *Registrar) DeclareRelation(ctx context.Context, by Actor, candidate int64, kind string, from, until record.Date) (int64, error) {
	if !slices.Contains(RelationKinds, kind) {
		return 0, fault.New(fault.Invalid, "fault.relation-kind", message.Op("found", kind), message.Op("known", RelationKinds))
	}
	if from == 0 || until != 0 && until < from {
		return 0, fault.New(fault.Invalid, "fault.relation-dates")
	}
	var id int64
	_, err := r.actGiving(ctx, by, DeclareRelation, candidate, "", &id, func(a *store.Act) (err error) {
		n := store.Relation{Account: by.Account, Candidate: candidate, Kind: kind, From: from, Until: until}
		if id, err = a.AddRelation(n); err != nil {
			return err
		}
		return a.Tell(nil, map[string]any{"relation": id, "kind": kind, "from": from, "until": until})
	})
	return id, err
}

// EndRelation says that a relation of the actor's own ended on a day.
func (r *Registrar) EndRelation(ctx context.Context, by Actor, relation int64, until record.Date) error {
	_, err := r.act(ctx, by, DeclareRelation, 0, "", func(a *store.Act) error {
		n, known, err := a.Relation(relation)
		if err != nil || !known || n.Account != by.Account {
			return firstError(err, fault.New(fault.NotFound, "fault.no-relation", message.Op("relation", int(relation))))
		}
		if until < n.From {
			return fault.New(fault.Invalid, "fault.relation-dates")
		}
		before := n
		n.Until, n.Step = until, n.Step+1
		a.Entry.Subject = subject(n.Candidate)
		if err := a.Tell(map[string]any{"relation": relation, "until": before.Until}, map[string]any{"relation": relation, "until": until}); err != nil {
			return err
		}
		return a.ChangeRelation(n)
	})
	return err
}
