package registrar

import (
	"context"
	"crypto/rand"

	"waymark/internal/code"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/store"
)

// prepare makes the credentials of decided awards and keeps what is to be signed.
func (r *Registrar) prepare(ctx context.Context, by Actor, s *Issuing, limit int, done *Issued) error {
	var batch []*pending
	var list store.StatusList
	var taken int64
	var rules *Rules
	if err := r.view(ctx, by, Issue, 0, func(v *store.View) (err error) {
		if list, taken, err = room(v, s); err != nil {
			return err
		}
		marks, err := v.ToIssue(store.Prepared, store.ToIssue{}, limit)
		if err != nil || len(marks) == 0 {
			return err
		}
		if rules, err = r.rulesOn(v, r.options.Today()); err != nil {
			return err
		}
		batch, err = r.gatherAll(v, rules, marks)
		return err
	}); err != nil || len(batch) == 0 {
		return err
	}
	if list.ID == 0 || taken >= list.Size {
		if err := r.openStatusList(ctx, by, s); err != nil {
			return err
		}
		return r.prepare(ctx, by, s, limit, done)
	}
	batch = batch[:min(len(batch), int(list.Size-taken))]
	turn := taken
	for _, p := range batch {
		if p.err == nil {
			turn++
			p.purpose, p.issuance.List, p.issuance.Turn, p.issuance.Place = list.Purpose, list.ID, turn, place(list.Seed, list.Size, turn-1)
		}
	}
	r.each(len(batch), func(i int) { r.prepareOne(s, rules, batch[i]) })
	return r.keepPrepared(ctx, by, batch, taken, done)
}

// gatherAll reads what the credentials of several awards say.
func (r *Registrar) gatherAll(v *store.View, rules *Rules, marks []store.ToIssue) ([]*pending, error) {
	g, err := groupsOf(v)
	if err != nil {
		return nil, err
	}
	batch := make([]*pending, len(marks))
	for i, m := range marks {
		if batch[i], err = r.gather(v, g, rules, m.Candidate, m.Number); err != nil {
			return nil, err
		}
	}
	return batch, nil
}

// room gives the status list that is being filled and how many of its places are given out.
func room(v *store.View, s *Issuing) (store.StatusList, int64, error) {
	list, known, err := v.LatestStatusList(s.purpose())
	if err != nil || !known {
		return list, 0, err
	}
	taken, err := v.TurnsTaken(list.ID)
	return list, taken, err
}

func (r *Registrar) prepareOne(s *Issuing, rules *Rules, p *pending) {
	if p.err != nil {
		return
	}
	made, err := code.New(rand.Reader)
	if err != nil {
		p.err = err
		return
	}
	p.issuance.Code = string(made)
	criteria, err := rules.criteriaOf(p.programme, p.version)
	if err != nil {
		p.err = err
		return
	}
	var token *issuer.Token
	if p.draft, token, p.err = s.Issuer.Prepare(p.document(rules.Set, s.Issuer.URL(), criteria), r.options.Now()); p.err != nil {
		return
	}
	s.keep(p.issuance, token)
	p.draft = plain().pack(p.draft)
}

func (r *Registrar) keepPrepared(ctx context.Context, by Actor, batch []*pending, taken int64, done *Issued) error {
	var step Issued
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		step = Issued{}
		w := &steps{day: r.options.Today()}
		var made []store.Issuance
		for _, p := range batch {
			if p.err != nil {
				if err := w.hold(p.award, p.err); err != nil {
					return err
				}
				step.Held++
				continue
			}
			made = append(made, p.issuance)
			w.part(p.issuance, store.DraftPart, p.draft)
			w.take(p.award, store.Prepared)
			step.Prepared++
		}
		if len(made) > 0 {
			if now, err := a.TurnsTaken(made[0].List); err != nil || now != taken {
				return firstError(err, fault.New(fault.Conflict, "fault.there-already"))
			}
		}
		return firstError(a.AddIssuances(made...), w.write(a), a.Tell(nil, map[string]any{"prepared": step.Prepared, "held": step.Held}))
	})
	if err == nil {
		done.Prepared, done.Held = done.Prepared+step.Prepared, done.Held+step.Held
	}
	return err
}
