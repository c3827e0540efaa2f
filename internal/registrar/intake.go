package registrar

import (
	"errors"
	"maps"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

// intake takes rows of a feed in within one act.
type intake struct {
	act     *store.Act
	profile *source.Profile
	rules   *Rules
	feed    int64
	// corrects allows corrections whatever the profile says: a person has looked at the row.
	corrects bool
	// bound are the records on which whoever takes the rows in may not act, own the e-mail address of their account.
	bound map[int64]bool
	own   store.Identity

	people  map[store.Identity]int64
	known   map[string]*store.Fact // by reference, as it is after the rows before
	names   []string               // of people to add
	added   []store.Identification
	facts   []store.Fact // new pieces
	steps   []store.Fact // further steps of known pieces
	waiting []*row

	recorded, same, corrected, quarantined, leftOut int64
}

// bind notes on whom whoever takes the rows in may not act: a file is an act of theirs too.
func (in *intake) bind(r *Registrar, by Actor) (err error) {
	if by.Account == 0 {
		return nil
	}
	c, _, err := in.act.Account(by.Account)
	if err != nil {
		return err
	}
	in.own = store.Identity{Kind: store.Email, Value: c.Email}.Canonical()
	in.bound, err = r.bound(&in.act.View, by)
	return err
}

// take sorts the rows, then writes all that they bring at once.
func (in *intake) take(rows []row) error {
	if err := in.look(rows); err != nil {
		return err
	}
	for i := range rows {
		in.sort(&rows[i])
	}
	return in.write()
}

// look finds whom and what the rows speak of among what is known.
func (in *intake) look(rows []row) error {
	in.people, in.known = map[store.Identity]int64{}, map[string]*store.Fact{}
	var people []store.Identity
	var numbers []store.Number
	for i := range rows {
		w := &rows[i]
		if w.why.code != "" || w.leftOut {
			continue
		}
		if _, seen := in.people[w.person]; !seen {
			in.people[w.person] = 0
			people = append(people, w.person)
		}
		if _, seen := in.known[w.Reference]; !seen {
			in.known[w.Reference] = nil
			numbers = append(numbers, store.Number{Source: w.Source, Reference: w.Reference})
		}
	}
	if err := firstError(in.identify(people), in.identify(in.addresses(rows))); err != nil {
		return err
	}
	facts, err := in.act.Referenced(numbers...)
	for i := range facts {
		if facts[i].Piece != 0 {
			in.known[numbers[i].Reference] = &facts[i]
		}
	}
	return err
}

// identify notes whom identities name.
func (in *intake) identify(identities []store.Identity) error {
	whose, err := in.act.Identified(identities...)
	for i, id := range whose {
		in.people[identities[i]] = id
	}
	return err
}

// addresses are the e-mail addresses of those whose numbers name nobody: of others nobody asks.
func (in *intake) addresses(rows []row) []store.Identity {
	var out []store.Identity
	for i := range rows {
		w := &rows[i]
		if w.why.code != "" || w.leftOut || w.email == "" || in.people[w.person] != 0 {
			continue
		}
		address := w.address()
		if _, seen := in.people[address]; !seen {
			in.people[address] = 0
			out = append(out, address)
		}
	}
	return out
}

// sort decides what becomes of a row.
func (in *intake) sort(w *row) {
	if w.why.code == "" && !w.leftOut {
		in.fit(w)
	}
	switch {
	case w.why.code != "":
		in.quarantined++
		in.waiting = append(in.waiting, w)
	case w.leftOut:
		in.leftOut++
	}
}

// fit compares a row with what is known.
func (in *intake) fit(w *row) {
	if !in.rules.knows(w.Ref) {
		w.why = because("feed.unknown-item", message.Op("item", w.String()))
		return
	}
	candidate := in.people[w.person]
	before := in.known[w.Reference]
	if in.bound[candidate] && (before == nil || !sameContent(&before.Evidence, &w.Evidence)) {
		w.why = because("feed.bound", message.Op("candidate", int(candidate)))
		return
	}
	if before == nil {
		in.fresh(w, candidate)
		return
	}
	after := *before
	after.Act, after.Evidence = store.Corrected, w.Evidence
	after.Step++
	switch {
	case before.Candidate != candidate:
		w.why = because("feed.other-person", message.Op("reference", w.Reference), message.Op("candidate", int(before.Candidate)))
	case sameContent(&before.Evidence, &w.Evidence):
		in.same++
	case before.Act == store.Voided || before.Act == store.Refused:
		w.why = because("feed.void", message.Op("reference", w.Reference))
	case !in.profile.Corrects && !in.corrects:
		w.why = because("feed.changed", message.Op("reference", w.Reference))
	case before.Piece < 0: // added by a row before, not yet written
		in.corrected++
		in.facts[-before.Piece-1].Evidence = w.Evidence
		in.known[w.Reference] = &in.facts[-before.Piece-1]
	default:
		in.corrected++
		in.steps = append(in.steps, after)
		in.known[w.Reference] = &after
	}
}

// sameContent tells whether a row says what is known. That a person has verified it since, or noted something, is none of the
// source's content.
func sameContent(a, b *record.Evidence) bool {
	return a.Ref == b.Ref && a.Date == b.Date && a.Until == b.Until && a.Score == b.Score && a.Version == b.Version &&
		a.Amount == b.Amount && a.Unit == b.Unit && maps.Equal(a.Attributes, b.Attributes)
}

// fresh takes in a result that is not known, of a person who may not be.
func (in *intake) fresh(w *row, candidate int64) {
	if candidate == 0 {
		if candidate = in.newcomer(w); candidate == 0 {
			return
		}
	}
	in.facts = append(in.facts, store.Fact{Candidate: candidate, Act: store.Recorded, Evidence: w.Evidence})
	// Until it is written its piece is the place in the list, below zero.
	seen := store.Fact{Candidate: candidate, Piece: -int64(len(in.facts)), Act: store.Recorded, Evidence: w.Evidence}
	in.known[w.Reference] = &seen
	in.recorded++
}

// newcomer notes a person to add and gives a number below zero that stands for them until they have one, or 0.
func (in *intake) newcomer(w *row) int64 {
	email := w.address()
	switch owner := in.people[email]; {
	case w.email != "" && owner != 0:
		w.why = because("feed.email-known", message.Op("number", w.person.Value), message.Op("candidate", int(owner)))
		return 0
	case w.email != "" && email == in.own:
		w.why = because("feed.own-address")
		return 0
	case !in.profile.Adds:
		w.why = because("feed.unknown-candidate", message.Op("number", w.person.Value))
		return 0
	}
	name := w.name
	if name == "" {
		name = w.person.Kind + " " + w.person.Value
	}
	if f, is := errors.AsType[*fault.Error](wholeName(name)); is {
		w.why = reason{f.Code, f.Operands}
		return 0
	}
	in.names = append(in.names, name)
	id := -int64(len(in.names))
	in.people[w.person] = id
	in.added = append(in.added, store.Identification{Identity: w.person, Candidate: id})
	if w.email != "" {
		in.people[email] = id
		in.added = append(in.added, store.Identification{Identity: email, Candidate: id})
	}
	return id
}

// write writes what the rows bring and marks whom they concern.
func (in *intake) write() error {
	if err := in.writePeople(); err != nil {
		return err
	}
	if err := in.act.AddPieces(in.facts); err != nil {
		return err
	}
	if err := in.act.AddReferences(in.facts); err != nil {
		return err
	}
	waiting := make([]store.Quarantined, len(in.waiting))
	for i, w := range in.waiting {
		waiting[i] = store.Quarantined{Feed: in.feed, Row: w.number, Body: w.body, Code: w.why.code, Operands: w.why.json()}
	}
	return firstError(in.act.AddPieces(in.steps), in.act.Quarantine(waiting...), in.act.MarkDue(in.concerned()...))
}

// writePeople adds the newcomers and puts their numbers in the place of those that stood for them.
func (in *intake) writePeople() error {
	if len(in.names) == 0 {
		return nil
	}
	first, err := in.act.AddCandidates(in.names...)
	if err != nil {
		return err
	}
	number := func(id int64) int64 {
		if id < 0 {
			return first - id - 1
		}
		return id
	}
	for i := range in.added {
		in.added[i].Candidate = number(in.added[i].Candidate)
	}
	for i := range in.facts {
		in.facts[i].Candidate = number(in.facts[i].Candidate)
	}
	for _, w := range in.waiting {
		for i, o := range w.why.operands {
			if id, ok := o.Value.(int); ok && o.Name == "candidate" {
				w.why.operands[i].Value = int(number(int64(id)))
			}
		}
	}
	return in.act.Identify(in.added...)
}

// concerned lists the candidates of new and changed pieces, each once.
func (in *intake) concerned() []int64 {
	var out []int64
	seen := map[int64]bool{}
	for _, facts := range [][]store.Fact{in.facts, in.steps} {
		for i := range facts {
			if id := facts[i].Candidate; !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}
