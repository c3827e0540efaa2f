package registrar

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// Candidates lists up to limit candidates with a higher number.
func (r *Registrar) Candidates(ctx context.Context, by Actor, after int64, limit int) ([]store.Candidate, error) {
	var out []store.Candidate
	err := r.view(ctx, by, ReadRecord, 0, func(v *store.View) (err error) {
		out, err = v.Candidates(after, limit)
		return err
	})
	return out, err
}

// CandidatesNamed lists up to limit candidates with a higher number whose name, or one they had before, has each of the words in it.
// Capital letters of the Latin alphabet are as small ones.
func (r *Registrar) CandidatesNamed(ctx context.Context, by Actor, name string, after int64, limit int) ([]store.Candidate, error) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return r.Candidates(ctx, by, after, limit)
	}
	var out []store.Candidate
	err := r.view(ctx, by, ReadRecord, 0, func(v *store.View) (err error) {
		out, err = v.CandidatesNamed(words, after, limit)
		return err
	})
	return out, err
}

// WhoIs gives the candidate whom an identity names, or false.
func (r *Registrar) WhoIs(ctx context.Context, by Actor, identity store.Identity) (store.Candidate, bool, error) {
	var out store.Candidate
	found := false
	err := r.view(ctx, by, ReadRecord, 0, func(v *store.View) error {
		whose, err := v.Identified(identity)
		if err != nil || whose[0] == 0 {
			return err
		}
		out, found, err = v.Candidate(whose[0])
		return err
	})
	return out, found, err
}

// CandidatesKnownAs lists those whom the text names, as the number of a record, an e-mail address or what a vendor calls them.
func (r *Registrar) CandidatesKnownAs(ctx context.Context, by Actor, text string) ([]store.Candidate, error) {
	var out []store.Candidate
	err := r.view(ctx, by, ReadRecord, 0, func(v *store.View) error {
		kinds, err := v.IdentityKinds()
		if err != nil {
			return err
		}
		identities := make([]store.Identity, len(kinds))
		for i, kind := range kinds {
			identities[i] = store.Identity{Kind: kind, Value: text}
		}
		whose, err := v.Identified(identities...)
		if err != nil {
			return err
		}
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			whose = append(whose, id)
		}
		slices.Sort(whose)
		for _, id := range slices.Compact(whose) {
			c, known, err := v.Candidate(id)
			if err != nil {
				return err
			}
			if known { // 0 is nobody
				out = append(out, c)
			}
		}
		return nil
	})
	return out, err
}

// Feeds lists up to limit feeds with a higher number.
func (r *Registrar) Feeds(ctx context.Context, by Actor, after int64, limit int) ([]store.Feed, error) {
	var out []store.Feed
	err := r.view(ctx, by, ImportFeed, 0, func(v *store.View) (err error) {
		out, err = v.Feeds(after, limit)
		return err
	})
	return out, err
}

// Motion gives a motion, whatever became of it.
func (r *Registrar) Motion(ctx context.Context, by Actor, id int64) (store.Motion, error) {
	var m store.Motion
	err := r.view(ctx, by, ReadMotions, 0, func(v *store.View) (err error) {
		var known bool
		if m, known, err = v.Motion(id); err == nil && !known {
			err = fault.New(fault.NotFound, "fault.no-motion", message.Op("motion", int(id)))
		}
		return err
	})
	return m, err
}

// Relations lists the relations that the actor has declared.
func (r *Registrar) Relations(ctx context.Context, by Actor) ([]store.Relation, error) {
	var out []store.Relation
	err := r.view(ctx, by, ReadRelations, 0, func(v *store.View) (err error) {
		out, err = v.RelationsOf(by.Account)
		return err
	})
	return out, err
}

// Merges lists up to limit claims that hold, with a higher number.
func (r *Registrar) Merges(ctx context.Context, by Actor, after int64, limit int) ([]store.Merge, error) {
	var out []store.Merge
	err := r.view(ctx, by, ReadRecord, 0, func(v *store.View) error {
		all, err := v.Merges()
		for _, m := range all {
			if m.ID > after && len(out) < limit {
				out = append(out, m)
			}
		}
		return err
	})
	return out, err
}

// Publications lists every publication of a file, whether its day has come or not; they are public.
func (r *Registrar) Publications(ctx context.Context) ([]store.Publication, error) {
	var out []store.Publication
	err := r.store.View(ctx, func(v *store.View) (err error) {
		out, err = v.Publications()
		return err
	})
	return out, err
}

// Today is the business day.
func (r *Registrar) Today() record.Date { return r.options.Today() }
