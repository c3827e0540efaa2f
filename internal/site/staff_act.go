package site

import (
	"cmp"
	"fmt"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

// staffActs are what somebody who works here may do on the page of a person.
type staffActs struct {
	// Base is the address below which the forms are sent.
	Base           string
	Records, Rules bool
	Kinds, Rulings []string
	Today          record.Date
}

// actsOn tells what whoever asks may do on the person; nothing on themself.
func (v *visit) actsOn(candidate int64) *staffActs {
	a := &staffActs{
		Base: fmt.Sprintf("/candidates/%d", candidate), Records: v.by.May(registrar.RecordEvidence), Rules: v.by.May(registrar.MoveRuling), Today: v.options.Today(),
	}
	if v.by.Candidate == candidate || !a.Records && !a.Rules {
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
	return v.send("/me#motions")
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
