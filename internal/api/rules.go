package api

import (
	"context"
	"sync"

	"waymark/find"
	"waymark/internal/registrar"
	"waymark/plan"
	"waymark/record"
)

// rulesView is the programmes in effect, made ready for what is asked of them.
type rulesView struct {
	*registrar.Rules
	planner func() *plan.Planner
	index   func() *find.Index
}

// rules gives the programmes in effect on a day. What is made of them is kept until they change.
func (a *API) rules(ctx context.Context, on record.Date) (*rulesView, error) {
	rules, err := a.Registrar.Rules(ctx, on)
	if err != nil {
		return nil, err
	}
	a.views.Lock()
	defer a.views.Unlock()
	if a.views.view == nil || a.views.view.Rules != rules {
		a.views.view = &rulesView{
			rules, sync.OnceValue(func() *plan.Planner { return plan.New(rules.Set) }), sync.OnceValue(func() *find.Index { return find.New(rules.Set) }),
		}
	}
	return a.views.view, nil
}
