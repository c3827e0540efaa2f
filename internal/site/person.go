package site

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"waymark/audit"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/report"
)

// personPage is a person's record: what was awarded, where they stand, what is known of them.
type personPage struct {
	Candidate store.Candidate
	// Base is the address under which the record's pages stand.
	Base string
	// Own tells that it is the record of who asks.
	Own    bool
	Merged []int64
	Merges []store.Merge
	// Desk is the address of the desk of whoever looks at their own record and works here too.
	Desk string
	// States are the kinds of evidence that whoever looks may state of themself, or none.
	States     []string
	Identities []store.Identity
	Awards     []awardRow
	Standing   template.HTML
	Evidence   []evidenceRow
	Rulings    []store.Ruling
	History    []evidenceRow
	// Acts are what whoever looks may do here, or nil.
	Acts *staffActs
}

type awardRow struct {
	Candidate, Number int64
	Title, Programme  string
	Status            string
	From, Until       record.Date
	DecidedOn         record.Date
	DecidedBy, Rules  string
	Version           string
	Note              string
	InDoubt           bool
	// At is the address where more is said of it.
	At string
	// Code leads to the credential, where one was given out here; Reissues tells that whoever looks may have it made again.
	Code     string
	Reissues bool
}

type evidenceRow struct {
	Date             record.Date
	Item, Title      string
	State            string
	Source           string
	Act              string
	Note             string
	Reference, Score string
	Piece            int64
	// At is the address where more is said of it, or nothing.
	At string
}

var personTemplate = newPage[personPage]("person.html")

// own is the page of the candidate whose account asks.
func own(v *visit, by registrar.Actor) error { return v.person(by.Candidate, "/me") }

// candidate is a candidate's page, for the staff.
func candidate(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	return v.person(id, fmt.Sprintf("/candidates/%d", id))
}

// number is a number in the address.
func (v *visit) number(name string) (int64, error) {
	n, err := strconv.ParseInt(v.r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, fault.New(fault.NotFound, "fault.no-page")
	}
	return n, nil
}

func (v *visit) person(id int64, base string) error {
	day := v.options.Today()
	o, err := v.options.Registrar.Overview(v.r.Context(), v.by, id, day)
	if err != nil {
		return err
	}
	shown := personPage{
		Candidate: o.Candidate, Base: base, Own: v.by.Candidate == id, Merged: o.Members[1:], Merges: o.Merges, Identities: o.Identities, Rulings: o.Rulings,
	}
	var b strings.Builder
	if len(o.Audits) > 0 {
		link := func(programme string) string { return base + "/audit/" + programme }
		if err := report.OverviewHTMLPart(&b, o.Rules.Set, o.Audits, report.Options{Unicode: true, Link: link}); err != nil {
			return err
		}
	}
	shown.Standing = template.HTML(b.String()) //nolint:gosec // package report has escaped it
	for i := range o.Awards {
		row := awardOf(o.Rules.Set, &o.Awards[i], day)
		if v.options.Issuer != (Issuer{}) {
			if row.Code, err = v.options.Registrar.CodeOf(v.r.Context(), v.by, o.Awards[i].Candidate, o.Awards[i].Number); err != nil {
				return err
			}
			row.Reissues = row.Code != "" && !shown.Own && v.by.May(registrar.Reissue) && row.Status == registrar.InForce.String()
		}
		row.At = fmt.Sprintf("/candidates/%d/awards/%d", row.Candidate, row.Number)
		if shown.Own {
			row.At = fmt.Sprintf("/me/awards/%d", row.Number)
			if row.Candidate != id { // of a record that was merged with theirs
				row.At = base + "/audit/" + row.Programme
			}
		}
		shown.Awards = append(shown.Awards, row)
	}
	for _, f := range store.Current(o.Facts) {
		row := evidenceOf(o.Rules.Set, f)
		switch {
		case !shown.Own:
			row.At = fmt.Sprintf("/candidates/%d/evidence/%d", f.Candidate, f.Piece)
		case f.Candidate == id:
			row.At = fmt.Sprintf("/me/evidence/%d", f.Piece)
		}
		shown.Evidence = append(shown.Evidence, row)
	}
	for _, f := range o.Facts {
		if f.Step > 1 {
			shown.History = append(shown.History, evidenceOf(o.Rules.Set, f))
		}
	}
	shown.Acts = v.actsOn(id)
	if shown.Own && v.by.Roles&registrar.RoleCandidate != 0 {
		for _, k := range record.Kinds {
			shown.States = append(shown.States, k.String())
		}
	}
	if shown.Own && len(v.by.Roles.Words()) > 1 {
		shown.Desk = v.desk()
	}
	slices.SortStableFunc(shown.Evidence, func(a, b evidenceRow) int { return cmp.Compare(b.Date, a.Date) })
	return personTemplate.show(v, http.StatusOK, o.Candidate.Name, shown)
}

func awardOf(set *programme.Set, a *store.Award, day record.Date) awardRow {
	row := awardRow{
		Candidate: a.Candidate, Number: a.Number, Programme: a.Programme, Title: titleOf(set, a), Status: registrar.StatusOn(a, day).String(), From: a.Date, Until: a.Until,
		DecidedOn: a.DecidedOn, DecidedBy: a.DecidedBy, Rules: hex.EncodeToString(a.Rules), Version: a.Version,
		InDoubt: registrar.InDoubt(a),
	}
	if last := a.Events[len(a.Events)-1]; last.Reason != "" {
		row.Note = last.Kind.String() + " on " + last.Date.String() + ": " + last.Reason
	}
	return row
}

// titleOf is what an award is called: the title of its programme, as long as there is one.
func titleOf(set *programme.Set, a *store.Award) string {
	if p := set.Programme(a.Programme); p != nil {
		return p.Title
	}
	return a.Credential
}

func evidenceOf(set *programme.Set, f store.Fact) evidenceRow {
	row := evidenceRow{
		Date: f.Date, Item: f.String(), State: f.State.String(), Source: f.Source, Act: f.Act.String(), Note: f.Note, Reference: f.Reference, Score: f.Score,
		Piece: f.Piece,
	}
	row.Title = titleOfItem(set, f.Ref)
	return row
}

// titleOfItem is what an exam, course or credential is called, where that is known.
func titleOfItem(set *programme.Set, ref record.Ref) string {
	if fact := set.Fact(ref); fact != nil {
		return fact.Title
	}
	if p := set.Awarding(ref.ID); ref.Kind == record.Credential && p != nil {
		return p.Title
	}
	return ""
}

// auditPage is one audit, as its report shows it.
type auditPage struct {
	Report template.HTML
	Base   string
	// Programme is the id of what was audited.
	Programme    string
	VerifiedOnly bool
	Day          record.Date
}

var auditTemplate = newPage[auditPage]("audit.html")

func ownAudit(v *visit) error {
	if v.by.Candidate == 0 {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	return v.audit(v.by.Candidate, "/me")
}

func candidateAudit(v *visit) error {
	id, err := v.number("candidate")
	if err != nil {
		return err
	}
	return v.audit(id, fmt.Sprintf("/candidates/%d", id))
}

// audit shows where a person stands in a programme: on the day of the query, or today; as awards are decided, or on all that is
// stated too.
func (v *visit) audit(id int64, base string) error {
	query := v.r.URL.Query()
	shown := auditPage{Base: base, Day: v.options.Today(), VerifiedOnly: query.Get("verified") != ""}
	if text := query.Get("on"); text != "" {
		day, err := record.ParseDate(text)
		if err != nil {
			return fault.New(fault.Invalid, "fault.day", message.Op("found", text))
		}
		shown.Day = day
	}
	rules, err := v.rules(shown.Day)
	if err != nil {
		return err
	}
	p, err := v.named(rules)
	if err != nil {
		return err
	}
	shown.Programme = p.ID
	w, err := v.options.Registrar.Record(v.r.Context(), v.by, id)
	if err != nil {
		return err
	}
	found, err := v.options.Registrar.Audit(v.r.Context(), v.by, id, p.ID, shown.Day, shown.VerifiedOnly)
	if err != nil {
		return err
	}
	if shown.Report, err = reported(rules.Set, found, w.Candidate); err != nil {
		return err
	}
	return auditTemplate.show(v, http.StatusOK, p.Title, shown)
}

func reported(set *programme.Set, found *audit.Report, of store.Candidate) (template.HTML, error) {
	var b strings.Builder
	err := report.HTMLPart(&b, set, found, report.Options{Unicode: true, Candidate: record.Candidate{Name: of.Name}})
	return template.HTML(b.String()), err //nolint:gosec // package report has escaped it
}

// export gives a person all that the body keeps of them, as JSON.
func export(v *visit) error { return v.export(v.by.Candidate) }

func (v *visit) export(candidate int64) error {
	var b bytes.Buffer
	if err := v.options.Registrar.Export(v.r.Context(), v.by, candidate, &b); err != nil {
		return err
	}
	v.download("application/json", fmt.Sprintf("record-%d.json", candidate), b.Bytes())
	return nil
}
