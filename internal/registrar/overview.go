package registrar

import (
	"context"

	"waymark/audit"
	"waymark/internal/store"
	"waymark/record"
)

// Overview is where a person stands in everything that their record bears on.
type Overview struct {
	*Whole
	// Audits has a report for each programme that the record bears on, those that others build on first.
	Audits []*audit.Report
	Rules  *Rules
}

// Overview reads all that is known of a person and audits it, on a day, against every programme that it bears on.
func (r *Registrar) Overview(ctx context.Context, by Actor, candidate int64, day record.Date) (*Overview, error) {
	var o *Overview
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) error {
		w, err := wholeOf(v, candidate)
		if err != nil {
			return err
		}
		if err := w.named(v); err != nil {
			return err
		}
		rules, err := r.rulesOn(v, day)
		if err != nil {
			return err
		}
		o = &Overview{Whole: w, Rules: rules}
		rec := w.Audited(day)
		for _, id := range rules.bearing(rec, w.Awards) {
			report, err := rules.auditor.Run(id, rec, day, audit.Options{})
			if err != nil {
				return err
			}
			o.Audits = append(o.Audits, report)
		}
		return nil
	})
	return o, err
}
