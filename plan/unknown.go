package plan

import (
	"slices"
	"strings"

	"waymark/programme"
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

// Places are the places where something is on offer by the offers and facts of a question, in alphabetical order: a wish for any
// other is a wish for nothing. Its error says that the question cannot be asked.
func (p *Planner) Places(q *Question) ([]string, error) {
	s, err := p.search(q, Options{})
	if err != nil {
		return nil, err
	}
	var out []string
	prices := func(list []programme.Price) {
		for _, price := range list {
			out = append(out, price.Place)
		}
	}
	for ref := range s.w.asked {
		if f := s.q.Set.Fact(ref); f != nil {
			prices(f.Prices)
		}
	}
	for _, o := range q.Offers {
		for i := range o.Items {
			prices(o.Items[i].Prices)
		}
		for i := range o.Courses {
			for k := range o.Courses[i].Classes {
				out = append(out, o.Courses[i].Classes[k].Place)
			}
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(place string) bool { return place == "" }), nil
}

// Near gives the places wished for as the offers and facts write them, whatever the case of their letters, and the first of those
// wished for where nothing is on offer, or empty. Its error says that the question cannot be asked.
func (p *Planner) Near(q *Question) (places []string, unknown string, err error) {
	offered, err := p.Places(q)
	if err != nil {
		return nil, "", err
	}
	for _, place := range q.People[0].Wishes.Places {
		n := len(places)
		for _, o := range offered {
			if strings.EqualFold(o, strings.TrimSpace(place)) {
				places = append(places, o)
			}
		}
		if len(places) == n {
			return nil, place, nil
		}
	}
	return places, "", nil
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
