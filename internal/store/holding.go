package store

import "waymark/record"

// Holding is what an audit of everyone needs of one candidate: the evidence that holds, without what no rule reads, and the
// awards.
type Holding struct {
	Candidate int64
	Evidence  []record.Evidence
	Awards    []Award
}

// EachHolding calls f for every candidate numbered from…until that has evidence or an award, in order. The holding is f's only
// until f returns. Merged records come apart, as they are kept.
func (v *View) EachHolding(from, until int64, f func(*Holding) error) error {
	awards, err := v.awardsFrom(from, until)
	if err != nil {
		return err
	}
	h := &Holding{}
	flush := func(before int64) error {
		for {
			if h.Candidate == 0 && len(awards) > 0 && awards[0].Candidate < before {
				h.Candidate = awards[0].Candidate
			}
			if h.Candidate == 0 || h.Candidate >= before {
				return nil
			}
			n := 0
			for n < len(awards) && awards[n].Candidate == h.Candidate {
				n++
			}
			h.Awards, awards = awards[:n], awards[n:]
			if err := f(h); err != nil {
				return err
			}
			h.Candidate, h.Evidence = 0, h.Evidence[:0]
		}
	}
	if err := v.eachCurrent(from, until, h, flush); err != nil {
		return err
	}
	return flush(until + 1)
}

// eachCurrent reads evidence in its clustered order and keeps the last step of each piece in h; before a candidate's first
// row, flush hears which candidate comes.
func (v *View) eachCurrent(from, until int64, h *Holding, flush func(int64) error) error {
	var piece int64 = -1
	voided := false
	names := map[string]string{}
	drop := func() {
		if voided {
			h.Evidence, voided = h.Evidence[:len(h.Evidence)-1], false
		}
	}
	var candidate, p, act, kind, day, end, revoked, state int64
	var item string
	into := []any{&candidate, &p, &act, &kind, &item, &day, &end, &revoked, &state}
	err := v.tx.query(v.ctx, `SELECT candidate, piece, act, kind, item, day, until, revoked, state FROM evidence
		WHERE candidate >= $1 AND candidate <= $2 ORDER BY candidate, piece, step`, []any{from, until}, func(r scanner) error {
		if err := r.Scan(into...); err != nil {
			return err
		}
		if p != piece {
			drop()
		}
		if candidate != h.Candidate {
			if err := flush(candidate); err != nil {
				return err
			}
			h.Candidate = candidate
		}
		if p == piece {
			h.Evidence = h.Evidence[:len(h.Evidence)-1]
		}
		piece, voided = p, EvidenceAct(act) == Voided
		name, known := names[item]
		if !known {
			name = item
			names[item] = item
		}
		h.Evidence = append(h.Evidence, record.Evidence{
			Ref:  record.Ref{Kind: record.Kind(kind), ID: name},
			Date: record.Date(day), Until: record.Date(end), Revoked: record.Date(revoked), State: record.State(state),
		})
		return nil
	})
	drop()
	return err
}
