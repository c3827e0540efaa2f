package api

import (
	"context"
	"net/http"

	"waymark/audit"
	"waymark/internal/registrar"
)

func (a *API) standing() {
	const noun = "Standing"
	add(a, noun, operation{
		id: "audit-candidate", method: http.MethodGet, path: "/v1/candidates/{candidate}/audits/{issuer}/{programme}", act: registrar.ReadRecord,
		says: "Audit a candidate against a programme", answers: auditAnswer,
	}, a.auditCandidate)
	add(a, noun, operation{
		id: "audit-candidate-all", method: http.MethodGet, path: "/v1/candidates/{candidate}/audits", act: registrar.ReadRecord, often: think,
		says: "Audit a candidate against every programme", about: "The nearest first.", answers: auditAnswer,
	}, a.auditCandidateAll)
	add(a, noun, operation{
		id: "plan-candidate", method: http.MethodPost, path: "/v1/candidates/{candidate}/plan", act: registrar.ReadRecord, often: think, most: mostTried,
		says: "Plan for a candidate", about: "The best way to finish, with the proof that there is no better, or with what is proved in the steps and the time given. Nothing is written.", answers: planAnswer,
	}, a.planCandidate)
}

type auditCandidateIn struct {
	OfCandidate
	OfProgramme
	Asked
}

func (a *API) auditCandidate(ctx context.Context, by registrar.Actor, in *auditCandidateIn) (*raw, error) {
	on := in.Day.or(a.Registrar.Today())
	s, err := a.Registrar.Standing(ctx, by, in.Candidate, in.id(), on, in.VerifiedOnly)
	if err != nil {
		return nil, err
	}
	rec := s.Whole.Audited(on)
	if len(in.WhatIf) > 0 {
		if err := supposed(rec, in.WhatIf, on, "query.what_if"); err != nil {
			return nil, err
		}
		if s.Report, err = s.Rules.Auditor().Run(in.id(), rec, on, audit.Options{VerifiedOnly: in.VerifiedOnly}); err != nil {
			return nil, err
		}
	}
	return showAudit(s.Rules, s.Report, rec.Candidate)
}

type auditCandidateAllIn struct {
	OfCandidate
	Asked
}

func (a *API) auditCandidateAll(ctx context.Context, by registrar.Actor, in *auditCandidateAllIn) (*raw, error) {
	w, err := a.Registrar.Record(ctx, by, in.Candidate)
	if err != nil {
		return nil, err
	}
	on := in.Day.or(a.Registrar.Today())
	rec := w.Audited(on)
	if err := supposed(rec, in.WhatIf, on, "query.what_if"); err != nil {
		return nil, err
	}
	rules, err := a.Registrar.Rules(ctx, on)
	if err != nil {
		return nil, err
	}
	return auditAll(rules, rec, on, audit.Options{VerifiedOnly: in.VerifiedOnly})
}

type planCandidateIn struct {
	OfCandidate
	Body PlanAsked
}

func (a *API) planCandidate(ctx context.Context, by registrar.Actor, in *planCandidateIn) (*raw, error) {
	w, err := a.Registrar.Record(ctx, by, in.Candidate)
	if err != nil {
		return nil, err
	}
	return a.plan(ctx, w.Audited(in.Body.Day.or(a.Registrar.Today())), &in.Body)
}
