package api

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"waymark/audit"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
	"waymark/report"
	"waymark/source"
)

// What is sent along without an account is bounded in size and in the steps that a search of it may take.
const (
	mostTried  = 256 << 10
	mostPieces = 500
	auditSteps = 200_000
	planSteps  = 200_000
)

func (a *API) try() {
	const noun = "Try"
	add(a, noun, operation{
		id: "audit-record", method: http.MethodPost, path: "/v1/audit", open: true, most: mostTried,
		says: "Audit a record that is sent along", about: "Nothing of it is kept. Send the record as JSON, or as the text of its file: places of findings are those of what was sent. A record has at most 500 pieces of evidence.",
		answers: auditAnswer,
	}, a.auditRecord)
	add(a, noun, operation{
		id: "plan-record", method: http.MethodPost, path: "/v1/plan", open: true, often: think, most: mostTried,
		says: "Plan for a record that is sent along", about: "Nothing of it is kept. The best way to finish by the goals' days, with the proof that there is no better, or with what is proved in the steps and the time given.",
		answers: planAnswer,
	}, a.planRecord)
}

// auditAnswer and planAnswer are the forms of audits and plans, which the commands write too.
var (
	auditAnswer = map[string]*huma.MediaType{"application/json": {Schema: refTo("Audit")}}
	planAnswer  = map[string]*huma.MediaType{"application/json": {Schema: refTo("Plan")}}
)

// Asked is what an audit is to be of.
type Asked struct {
	Day          day      `query:"day" doc:"The day of the audit; today where none is named."`
	VerifiedOnly bool     `query:"verified_only" doc:"Let only verified evidence count, as awards are decided."`
	WhatIf       []string `query:"what_if,explode" maxItems:"20" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"Audit as if the candidate had this too; may be repeated." example:"[\"exam microsoft/70-297\"]"`
}

// supposed adds to a record what it is to be judged as if it had.
func supposed(rec *record.Record, items []string, on record.Date, location string) error {
	for i, text := range items {
		ref, err := readItem(text, location+"["+strconv.Itoa(i)+"]")
		if err != nil {
			return err
		}
		rec.Evidence = append(rec.Evidence, record.Evidence{Ref: ref, Date: on, State: record.Verified, Source: "what if"})
	}
	return nil
}

type auditRecordIn struct {
	Body struct {
		Record       sent     `json:"record" doc:"The record, as JSON or as the text of its file (docs/language.md)." example:"{\"candidate\": {\"name\": \"Ana Roy\"}, \"evidence\": [{\"exam\": \"microsoft/70-290\", \"date\": \"2004-03-01\", \"state\": \"verified\"}]}"`
		Programme    string   `json:"programme,omitempty" maxLength:"200" doc:"The programme; absent audits against all, the nearest first." example:"microsoft/mcsa-2003"`
		Day          day      `json:"day,omitzero" doc:"The day of the audit; today where none is named."`
		VerifiedOnly bool     `json:"verified_only,omitempty" doc:"Let only verified evidence count, as awards are decided."`
		WhatIf       []string `json:"what_if,omitempty" maxItems:"20" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"Audit as if the candidate had this too." example:"[\"exam microsoft/70-297\"]"`
	}
}

// readRecord reads the record of a request.
func readRecord(ctx context.Context, s sent) (*record.Record, error) {
	body := bodyOf(ctx)
	name, text := s.text("record", body.raw, fieldOf(body, "record").start)
	rec, found := source.ReadRecord(name, text)
	if err := refuseFile(found, "body.record"); err != nil {
		return nil, err
	}
	if len(rec.Evidence) > mostPieces {
		return nil, refusal(http.StatusUnprocessableEntity, "api.many-pieces", message.Op("found", len(rec.Evidence)), message.Op("most", mostPieces)).at("body.record")
	}
	return &rec, nil
}

func (a *API) auditRecord(ctx context.Context, _ registrar.Actor, in *auditRecordIn) (*raw, error) {
	rec, err := readRecord(ctx, in.Body.Record)
	if err != nil {
		return nil, err
	}
	on := in.Body.Day.or(a.Registrar.Today())
	if err := supposed(rec, in.Body.WhatIf, on, "body.what_if"); err != nil {
		return nil, err
	}
	rules, err := a.rules(ctx, on)
	if err != nil {
		return nil, err
	}
	options := audit.Options{VerifiedOnly: in.Body.VerifiedOnly, Steps: auditSteps}
	if in.Body.Programme == "" {
		return auditAll(rules.Rules, rec, on, options)
	}
	if rules.Set.Programme(in.Body.Programme) == nil {
		return nil, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", in.Body.Programme))
	}
	sheet := sheets.Get().(*audit.Sheet)
	defer sheets.Put(sheet)
	found, err := rules.Auditor().RunOn(sheet, in.Body.Programme, rec, on, options)
	if err != nil {
		return nil, err
	}
	return showAudit(rules.Rules, found, rec.Candidate)
}

// sheets are those that no answer is being written from.
var sheets = sync.Pool{New: func() any { return new(audit.Sheet) }}

// usualAudit is how long most audits are as JSON.
const usualAudit = 24 << 10

// auditAll audits against every programme.
func auditAll(rules *registrar.Rules, rec *record.Record, on record.Date, o audit.Options) (*raw, error) {
	var all []*audit.Report
	for _, p := range rules.Set.Programmes() {
		found, err := rules.Auditor().Run(p.ID, rec, on, o)
		if err != nil {
			return nil, err
		}
		all = append(all, found)
	}
	var b bytes.Buffer
	err := report.OverviewJSON(&b, rules.Set, all, report.Options{Candidate: rec.Candidate, Compact: true})
	return &raw{ContentType: "application/json", Body: b.Bytes()}, err
}

func showAudit(rules *registrar.Rules, found *audit.Report, who record.Candidate) (*raw, error) {
	var b bytes.Buffer
	b.Grow(usualAudit)
	err := report.JSON(&b, rules.Set, found, report.Options{Candidate: who, Compact: true})
	return &raw{ContentType: "application/json", Body: b.Bytes()}, err
}
