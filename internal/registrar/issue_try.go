package registrar

import (
	"context"

	"waymark/internal/store"
)

// TryIssuing makes the credentials of up to limit awards after the given one as [Registrar.IssueCredentials] would, holds them to all that
// those are held to, and keeps nothing. It gives those that could not be made, with the reasons, and where to go on; all were tried
// when that is zero.
func (r *Registrar) TryIssuing(ctx context.Context, by Actor, s *Issuing, after store.ToIssue, limit int) (held []store.ToIssue, next store.ToIssue, err error) {
	var batch []*pending
	var rules *Rules
	if err := r.view(ctx, by, Issue, 0, func(v *store.View) error {
		marks, err := v.ToIssue(store.Prepared, after, limit)
		if err != nil || len(marks) == 0 {
			return err
		}
		if len(marks) == limit {
			next = marks[limit-1]
		}
		if rules, err = r.rulesOn(v, r.options.Today()); err != nil {
			return err
		}
		batch, err = r.gatherAll(v, rules, marks)
		return err
	}); err != nil {
		return nil, next, err
	}
	r.each(len(batch), func(i int) {
		p := batch[i]
		p.purpose, p.issuance.List = s.purpose(), 1 // which list and place it will be makes no difference
		r.prepareOne(s, rules, p)
		s.take(p.issuance)
	})
	w := &steps{}
	for _, p := range batch {
		if p.err != nil {
			if err := w.hold(p.award, p.err); err != nil {
				return nil, next, err
			}
		}
	}
	return w.marks, next, nil
}
