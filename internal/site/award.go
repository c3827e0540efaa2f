package site

import (
	"fmt"
	"html/template"
	"net/http"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/programme"
	"waymark/record"
)

// awardPage is an award with its history, and what it was decided on.
type awardPage struct {
	awardRow
	// Base is the address of the record, Holder whose it is, Own that it is that of who asks.
	Base, Holder string
	Own          bool
	Events       []eventRow
	Counted      []countedRow
	// Same tells that the decision, made again just now, came out as it was kept, rules and report, byte for byte.
	Same bool
	// What whoever looks may do to it, and the day from which it would be.
	Suspends, Reinstates, Revokes bool
	Today                         record.Date
}

type eventRow struct {
	What        string
	Date        record.Date
	Why, By, At string
	// Mover moved what By approved.
	Mover string
	Entry int64
}

type countedRow struct {
	Item, Title, Date, State, Source, From string
	// At is the page of the piece, and Now what is known of it since, where there is one.
	At, Now string
}

// awardAct is a form for one act on an award.
type awardAct struct {
	Award     awardPage
	Act, Word string
}

// Form is the form for an act.
func (p awardPage) Form(act, word string) awardAct { return awardAct{p, act, word} }

var awardTemplate = newPage[awardPage]("award.html")

// ownAward is an award of the candidate whose account asks.
func ownAward(v *visit) error {
	if v.by.Candidate == 0 {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	return v.award(v.by.Candidate, "/me")
}

// candidateAward is an award of a candidate, for the staff.
func candidateAward(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	return v.award(id, fmt.Sprintf("/candidates/%d", id))
}

func (v *visit) award(candidate int64, base string) error {
	number, err := v.number("award")
	if err != nil {
		return err
	}
	today := v.options.Today()
	h, err := v.options.Registrar.History(v.r.Context(), v.by, candidate, number)
	if err != nil {
		return err
	}
	again, err := v.options.Registrar.Repeat(v.r.Context(), v.by, candidate, number)
	if err != nil {
		return err
	}
	set := again.Rules.Set
	shown := awardPage{
		awardRow: awardOf(set, &h.Award, today), Base: base, Holder: h.Holder.Name, Own: v.by.Candidate == candidate, Today: today,
		Same: again.SameRules && again.SameReport,
	}
	if v.options.Issuer != (Issuer{}) {
		if shown.Code, err = v.options.Registrar.CodeOf(v.r.Context(), v.by, candidate, number); err != nil {
			return err
		}
	}
	names, err := v.names(h.Actors()...)
	if err != nil {
		return err
	}
	shown.DecidedBy = names(h.Award.DecidedBy)
	for i := range h.Events {
		e := &h.Events[i]
		shown.Events = append(shown.Events, eventRow{What: e.Kind.String(), Date: e.Date, Why: e.Reason, By: names(e.Actor), Mover: names(e.Mover), At: e.At.Format("2006-01-02 15:04"), Entry: e.Entry})
	}
	for _, p := range h.Counted {
		row := countedOf(set, p)
		switch {
		case p.Candidate == 0: // it is in no record that is read as this one any more
		case !shown.Own:
			row.At = fmt.Sprintf("/candidates/%d/evidence/%d", p.Candidate, p.Piece)
		case p.Candidate == candidate:
			row.At = fmt.Sprintf("/me/evidence/%d", p.Piece)
		}
		shown.Counted = append(shown.Counted, row)
	}
	if !shown.Own {
		status := shown.Status
		shown.Suspends = v.by.May(registrar.Suspend) && status == registrar.InForce.String()
		shown.Reinstates = v.by.May(registrar.Reinstate) && status == registrar.Suspended.String()
		shown.Revokes = v.by.May(registrar.MoveRevocation) && (status == registrar.InForce.String() || status == registrar.Suspended.String() || status == registrar.Lapsed.String())
		shown.Reissues = shown.Code != "" && v.by.May(registrar.Reissue) && status == registrar.InForce.String()
	}
	return awardTemplate.show(v, http.StatusOK, shown.Title, shown)
}

// awardReportPage is the report that an award was decided by.
type awardReportPage struct {
	Report template.HTML
	// Award is the address of the award.
	Award string
}

var awardReportTemplate = newPage[awardReportPage]("award_report.html")

func ownAwardReport(v *visit) error {
	if v.by.Candidate == 0 {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	return v.awardReport(v.by.Candidate, "/me")
}

func candidateAwardReport(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	return v.awardReport(id, fmt.Sprintf("/candidates/%d", id))
}

// awardReport shows the report of the day on which an award was decided.
func (v *visit) awardReport(candidate int64, base string) error {
	number, err := v.number("award")
	if err != nil {
		return err
	}
	again, err := v.options.Registrar.Repeat(v.r.Context(), v.by, candidate, number)
	if err != nil {
		return err
	}
	shown := awardReportPage{Award: fmt.Sprintf("%s/awards/%d", base, number)}
	if shown.Report, err = reported(again.Rules.Set, again.Report, again.Holder); err != nil {
		return err
	}
	return awardReportTemplate.show(v, http.StatusOK, again.Report.Programme.Title, shown)
}

func countedOf(set *programme.Set, p registrar.Counted) countedRow {
	row := countedRow{Now: p.Now, Item: p.Item, Date: p.Date.String(), State: p.State, Source: p.Source, From: p.Reference}
	if ref, err := itemOf(p.Item); err == nil {
		row.Title = titleOfItem(set, ref)
	}
	return row
}

// names gives a function that names who did something, as the journal writes them: by their names for those who work here, whether it was
// a person for whom it is about.
func (v *visit) names(actors ...string) (func(string) string, error) {
	if v.by.May(registrar.ReadRecord) {
		known, err := v.options.Registrar.Names(v.r.Context(), v.by, actors...)
		return func(actor string) string { return known[actor] }, err
	}
	own := v.by.String()
	return func(actor string) string {
		switch actor {
		case "":
			return ""
		case own:
			return "you"
		case registrar.Worker.Name:
			return "the program"
		default:
			return "the certification body"
		}
	}, nil
}

// actOnAward suspends or reinstates an award, or moves that it be revoked.
func actOnAward(v *visit) error {
	candidate, err := v.number("candidate")
	if err != nil {
		return err
	}
	award, err := v.number("award")
	if err != nil {
		return err
	}
	day, err := v.day("from")
	if err != nil {
		return err
	}
	r, ctx, reason := v.options.Registrar, v.r.Context(), v.value("reason")
	switch act := v.value("act"); act {
	case "suspend":
		err = r.Suspend(ctx, v.by, candidate, award, day, reason)
	case "reinstate":
		err = r.Reinstate(ctx, v.by, candidate, award, day, reason)
	case "revoke":
		_, err = r.MoveRevocation(ctx, v.by, candidate, award, day, reason)
	default:
		err = fault.New(fault.NotFound, "fault.no-page")
	}
	if err != nil {
		return err
	}
	if v.value("act") == "revoke" {
		return v.send(v.desk() + "#motions")
	}
	return v.send(fmt.Sprintf("/candidates/%d/awards/%d", candidate, award))
}
