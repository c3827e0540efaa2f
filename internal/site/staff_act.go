package site

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// staffActs are what somebody who works here may do on the page of a person.
type staffActs struct {
	// Base is the address below which the forms are sent.
	Base           string
	Records, Rules bool
	// Renames, Identifies, Merges and Parts are what they may do to the record as a whole, Exports that they may have all of it.
	Renames, Identifies, Merges, Parts, Exports bool
	Kinds, Rulings                              []string
	Today                                       record.Date
}

// actsOn tells what whoever asks may do on the person; nothing on themself.
func (v *visit) actsOn(candidate int64) *staffActs {
	a := &staffActs{
		Base: fmt.Sprintf("/candidates/%d", candidate), Records: v.by.May(registrar.RecordEvidence), Rules: v.by.May(registrar.MoveRuling), Today: v.options.Today(),
	}
	a.Renames, a.Identifies = v.by.May(registrar.Rename), v.by.May(registrar.Identify)
	a.Merges, a.Parts, a.Exports = v.by.May(registrar.MergeRecords), v.by.May(registrar.UndoMerge), v.by.May(registrar.ExportPerson)
	if v.by.Candidate == candidate {
		return nil
	}
	for _, k := range record.Kinds {
		a.Kinds = append(a.Kinds, k.String())
	}
	for _, k := range rulingKinds {
		a.Rulings = append(a.Rulings, k.String())
	}
	return a
}

var rulingKinds = []record.RulingKind{record.Waive, record.Grant, record.RefuseOpen, record.Admit, record.Substitute}

// recordEvidence records one piece of evidence; awards that follow are decided at once.
func recordEvidence(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	day, err := v.day("date")
	if err != nil {
		return err
	}
	kind, _ := record.KindOf(v.value("kind"))
	e := record.Evidence{
		Ref: record.Ref{Kind: kind, ID: v.value("id")}, Date: day, State: record.Stated, Source: v.value("source"), Reference: v.value("reference"), Score: v.value("score"),
	}
	if v.value("checked") != "" {
		e.State = record.Verified
	}
	if _, err := v.options.Registrar.RecordEvidence(v.r.Context(), v.by, id, []record.Evidence{e}, v.value("reason")); err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d#evidence", id))
}

// moveRuling moves a ruling on a person, which a second one approves.
func moveRuling(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	u := record.Ruling{Programme: v.value("programme"), Requirement: v.value("requirement"), Question: v.value("question"), Reason: v.value("reason")}
	for _, k := range rulingKinds {
		if k.String() == v.value("kind") {
			u.Kind = k
		}
	}
	if u.Evidence, err = v.item("evidence"); err != nil {
		return err
	}
	if u.For, err = v.item("for"); err != nil {
		return err
	}
	if u.From, err = v.day("from"); err != nil {
		return err
	}
	if u.Until, err = v.day("until"); err != nil {
		return err
	}
	u.From = cmp.Or(u.From, v.options.Today())
	if _, err := v.options.Registrar.MoveRuling(v.r.Context(), v.by, id, u); err != nil {
		return err
	}
	return v.send(v.desk() + "#motions")
}

// day is a day of the form, or no date where none is given.
func (v *visit) day(name string) (record.Date, error) {
	text := v.value(name)
	if text == "" {
		return 0, nil
	}
	day, err := record.ParseDate(text)
	if err != nil {
		return 0, fault.New(fault.Invalid, "fault.day", message.Op("found", text))
	}
	return day, nil
}

// item is a kind and an id of the form, or nothing where none is given.
func (v *visit) item(name string) (record.Ref, error) {
	text := v.value(name)
	if text == "" {
		return record.Ref{}, nil
	}
	return itemOf(text)
}

// itemOf reads a kind and an id.
func itemOf(text string) (record.Ref, error) {
	word, id, _ := strings.Cut(text, " ")
	kind, known := record.KindOf(word)
	ref := record.Ref{Kind: kind, ID: strings.TrimSpace(id)}
	if !known || ref.Bare() {
		return ref, fault.New(fault.Invalid, "fault.no-item", message.Op("found", text))
	}
	return ref, nil
}

// addCandidate adds a candidate, known by an e-mail address where one is given.
func addCandidate(v *visit) error {
	var known []store.Identity
	if email := v.value("email"); email != "" {
		known = append(known, store.Identity{Kind: store.Email, Value: email})
	}
	id, err := v.options.Registrar.AddCandidate(v.r.Context(), v.by, v.value("name"), known...)
	if err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d", id))
}

// rename gives a candidate another name from now on.
func rename(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	if err := v.options.Registrar.Rename(v.r.Context(), v.by, id, v.value("name"), v.value("reason")); err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d", id))
}

// identify says by what else a candidate is known.
func identify(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	i := store.Identity{Kind: v.value("kind"), Value: v.value("value")}
	if err := v.options.Registrar.Identify(v.r.Context(), v.by, id, i); err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d", id))
}

// merge claims that another record is of the same person.
func merge(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	other, err := strconv.ParseInt(v.value("other"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "fault.no-candidate-called", message.Op("found", v.value("other")))
	}
	if _, err := v.options.Registrar.Merge(v.r.Context(), v.by, id, other, v.value("proof")); err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d", id))
}

// part says that a merge was wrong.
func part(v *visit) error {
	id, err := v.number("merge")
	if err != nil {
		return err
	}
	back, err := strconv.ParseInt(v.value("candidate"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	if err := v.options.Registrar.Unmerge(v.r.Context(), v.by, id, v.value("reason")); err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/candidates/%d", back))
}

// exportCandidate gives all that the body keeps of a person, for them, to who answers their request.
func exportCandidate(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	return v.export(id)
}
