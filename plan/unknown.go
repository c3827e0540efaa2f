package plan

import (
	"slices"

	"waymark/record"
)

// Unknown lists the items among those given that no rule reached from the goals asks for and nobody offers: a plan with them, or
// without them, means nothing. Its error says that the question cannot be asked.
func (p *Planner) Unknown(q *Question, items ...record.Ref) ([]record.Ref, error) {
	plain := *q
	plain.People = slices.Clone(q.People)
	for i := range plain.People {
		plain.People[i].Wishes.Include = nil // what is included is asked for by that alone
	}
	s, err := p.search(&plain, Options{})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(items), func(ref record.Ref) bool {
		if s.w.asked[ref] || s.q.Set.Fact(ref) != nil || ref.Kind == record.Credential && s.q.Set.Awarding(ref.ID) != nil {
			return true
		}
		for _, o := range q.Offers {
			for i := range o.Items {
				if o.Items[i].Ref == ref {
					return true
				}
			}
			for i := range o.Courses {
				if o.Courses[i].Ref == ref {
					return true
				}
			}
		}
		return false
	}), nil
}

// Currency is the currency of every price in the plans of a question, as its wishes and offers have it; empty where nothing has a
// price. Its error says that the question cannot be asked.
func (p *Planner) Currency(q *Question) (string, error) {
	s, err := p.search(q, Options{})
	if err != nil {
		return "", err
	}
	return s.m.currency, nil
}
