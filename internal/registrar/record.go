package registrar

import (
	"context"
	"slices"

	"waymark/audit"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// Whole is all that is known of a person: the evidence that holds and its history, the awards, the rulings.
type Whole struct {
	// Candidate is the record that others were merged into, Members are all of them, it first.
	Candidate store.Candidate
	Members   []int64
	// Asked is the record that was asked for.
	Asked int64
	// Identities are those of every member; an audit, which needs none, does not read them.
	Identities []store.Identity
	// Merges are the claims by which the members are one person; an audit does not read them either.
	Merges []store.Merge
	// Facts is every step of every piece; [store.Current] gives what holds.
	Facts   []store.Fact
	Awards  []store.Award
	Rulings []store.Ruling
	// Version tells the record from what it was before: see [IfVersion]. Only [Registrar.Record] sets it.
	Version string
	// bases are the pieces on which awards were decided, by award, where one of them may have changed since; only what settles
	// reads them.
	bases map[awardKey][]piece
}

// Record reads all that is known of the person whose candidate it is.
func (r *Registrar) Record(ctx context.Context, by Actor, candidate int64) (*Whole, error) {
	var w *Whole
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) (err error) {
		if w, err = wholeOf(v, candidate); err != nil {
			return err
		}
		if w.Version, err = versionOfMembers(v, w.Members); err != nil {
			return err
		}
		return w.named(v)
	})
	return w, err
}

func wholeOf(v *store.View, candidate int64) (*Whole, error) {
	members, err := groupOf(v, candidate)
	if err != nil {
		return nil, err
	}
	return wholeOfMembers(v, candidate, members)
}

func wholeOfMembers(v *store.View, candidate int64, members []int64) (*Whole, error) {
	w := &Whole{Members: members, Asked: candidate}
	c, known, err := v.Candidate(members[0])
	if err != nil || !known {
		return nil, firstError(err, noCandidate(candidate))
	}
	w.Candidate = c
	for _, m := range members {
		if err := w.add(v, m); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// named adds the identities and the merges, which no audit needs.
func (w *Whole) named(v *store.View) error {
	for _, m := range w.Members {
		identities, err := v.Identities(m)
		if err != nil {
			return err
		}
		w.Identities = append(w.Identities, identities...)
		merges, err := v.MergesOf(m)
		if err != nil {
			return err
		}
		for _, claim := range merges {
			if !slices.Contains(w.Merges, claim) {
				w.Merges = append(w.Merges, claim)
			}
		}
	}
	return nil
}

func (w *Whole) add(v *store.View, member int64) error {
	facts, err := v.Facts(member)
	if err != nil {
		return err
	}
	awards, err := v.Awards(member)
	if err != nil {
		return err
	}
	rulings, err := v.Rulings(member)
	w.Facts, w.Awards, w.Rulings = append(w.Facts, facts...), append(w.Awards, awards...), append(w.Rulings, rulings...)
	return err
}

// Audited is the record as an audit on the day reads it: the evidence that holds, the awards in their status of that day, the
// rulings.
func (w *Whole) Audited(day record.Date) *record.Record {
	rec := &record.Record{Candidate: record.Candidate{Name: w.Candidate.Name}}
	for _, f := range store.Current(w.Facts) {
		rec.Evidence = append(rec.Evidence, f.Evidence)
	}
	for i := range w.Awards {
		if e, counts := awardEvidence(&w.Awards[i], day, nil); counts {
			rec.Evidence = append(rec.Evidence, e)
		}
	}
	for _, u := range w.Rulings {
		rec.Rulings = append(rec.Rulings, u.Ruling)
	}
	return rec
}

// Standing is an audit of a candidate and what it was made of.
type Standing struct {
	Report *audit.Report
	Rules  *Rules
	Whole  *Whole
}

// Audit audits a candidate against a programme on a day. With verifiedOnly it is as awards are decided.
func (r *Registrar) Audit(ctx context.Context, by Actor, candidate int64, programme string, day record.Date, verifiedOnly bool) (*audit.Report, error) {
	s, err := r.Standing(ctx, by, candidate, programme, day, verifiedOnly)
	if err != nil {
		return nil, err
	}
	return s.Report, nil
}

// Standing is [Registrar.Audit] with what the audit was made of.
func (r *Registrar) Standing(ctx context.Context, by Actor, candidate int64, programme string, day record.Date, verifiedOnly bool) (*Standing, error) {
	s := &Standing{}
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) (err error) {
		if s.Whole, err = wholeOf(v, candidate); err != nil {
			return err
		}
		s.Rules, err = r.rulesOn(v, day)
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.Rules.Set.Programme(programme) == nil {
		return nil, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", programme))
	}
	s.Report, err = s.Rules.auditor.Run(programme, s.Whole.Audited(day), day, audit.Options{VerifiedOnly: verifiedOnly})
	return s, err
}

// Rules gives the programmes in effect on the day; they are public.
func (r *Registrar) Rules(ctx context.Context, day record.Date) (*Rules, error) {
	var rules *Rules
	err := r.store.View(ctx, func(v *store.View) (err error) {
		rules, err = r.rulesOn(v, day)
		return err
	})
	return rules, err
}

// Basis is what an award was decided on, as it was kept.
type Basis struct {
	// Evidence lists the pieces that counted and Report is the audit's report, both as JSON; Rules is the text of the rules,
	// whose SHA-256 the award names.
	Evidence, Report, Rules []byte
}

// Basis gives what an award was decided on.
func (r *Registrar) Basis(ctx context.Context, by Actor, candidate, number int64) (*Basis, error) {
	var b *Basis
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) error {
		award, err := awardOf(v, candidate, number)
		if err != nil {
			return err
		}
		b, err = basisKept(v, award)
		return err
	})
	return b, err
}

func basisKept(v *store.View, award *store.Award) (*Basis, error) {
	kept, _, err := v.Basis(award.Candidate, award.Number)
	if err != nil {
		return nil, err
	}
	var specimen []byte
	if hash := specimenOf(kept.Report); hash != nil {
		if specimen, _, err = v.Document(hash); err != nil {
			return nil, err
		}
	}
	report, err := unpack(kept.Report, specimen)
	if err != nil {
		return nil, err
	}
	rules, _, err := v.Document(award.Rules)
	return &Basis{[]byte(kept.Evidence), report, rules}, err
}
