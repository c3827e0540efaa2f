package registrar

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"

	"waymark/audit"
	"waymark/internal/store"
	"waymark/record"
)

// Repeated is an award's decision made again from what was known when it was made.
type Repeated struct {
	// Report is the audit's report, made anew.
	Report *audit.Report
	// Rules are those of that time, Holder whose award it is.
	Rules  *Rules
	Holder store.Candidate
	// SameRules tells that the rules of that time still have the hash that the award names, SameReport that the report is byte for
	// byte the one that was kept.
	SameRules, SameReport bool
}

// Repeat makes an award's decision again from the evidence, rulings, merges and rules of the moment it was made, whatever has
// changed since.
func (r *Registrar) Repeat(ctx context.Context, by Actor, candidate, number int64) (*Repeated, error) {
	var out *Repeated
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) error {
		award, err := awardOf(v, candidate, number)
		if err != nil {
			return err
		}
		out, err = r.repeat(v, award)
		return err
	})
	return out, err
}

func (r *Registrar) repeat(v *store.View, award *store.Award) (*Repeated, error) {
	g, err := groupsAt(v, award.Entry)
	if err != nil {
		return nil, err
	}
	w, err := wholeOfMembers(v, award.Candidate, g.members(award.Candidate))
	if err != nil {
		return nil, err
	}
	w.at(award)
	rules, err := r.rulesAt(v, award.DecidedOn, award.Entry)
	if err != nil {
		return nil, err
	}
	kept, err := basisKept(v, award)
	if err != nil {
		return nil, err
	}
	day, err := asOf(kept.Report)
	if err != nil {
		return nil, err
	}
	report, err := rules.auditor.Run(award.Programme, w.Audited(award.DecidedOn), day, audit.Options{VerifiedOnly: true})
	if err != nil {
		return nil, err
	}
	text, err := reportText(rules, report)
	hash := sha256.Sum256(rulesText(rules, award.Programme, w))
	return &Repeated{report, rules, w.Candidate, bytes.Equal(hash[:], award.Rules), bytes.Equal(text, kept.Report)}, err
}

// asOf is the day of a report: that of the award, and of those that were decided by earlier versions that of the decision.
func asOf(report []byte) (record.Date, error) {
	var says struct {
		AsOf record.Date `json:"as_of"`
	}
	err := json.Unmarshal(report, &says)
	return says.AsOf, err
}

// at leaves out what came after the award was decided.
func (w *Whole) at(award *store.Award) {
	w.Facts = slices.DeleteFunc(w.Facts, func(f store.Fact) bool { return f.Entry > award.Entry })
	w.Rulings = slices.DeleteFunc(w.Rulings, func(u store.Ruling) bool { return u.Entry > award.Entry })
	w.Awards = slices.DeleteFunc(w.Awards, func(a store.Award) bool {
		return a.Entry > award.Entry || a.Entry == award.Entry && a.Number >= award.Number
	})
	for i := range w.Awards {
		w.Awards[i].Events = slices.DeleteFunc(w.Awards[i].Events, func(e store.AwardEvent) bool { return e.Entry > award.Entry })
	}
}
