package plan

// Curve is every efficient trade of money for time: no other route is as cheap and as early, and better in one of them.
type Curve struct {
	// Routes are the cheapest first, which is the latest. They are best in cost, then finish, then in the order wished.
	Routes []*Route
	// Proved tells that each is proved and that there are no others.
	Proved bool
	// Steps is how many steps all searches took.
	Steps int
}

// Curve finds every efficient trade between cost and finish. Its error says that the question cannot be asked.
func (p *Planner) Curve(q *Question, o Options) (*Curve, error) {
	asked := *q
	asked.People = append([]Person(nil), q.People...)
	if len(asked.People) == 1 {
		asked.People[0].Wishes.Order = append([]Objective{Cost, Finish}, without(asked.People[0].Wishes.Order, Cost, Finish)...)
	}
	o.Alternatives = 0
	s, err := p.search(&asked, o)
	if err != nil {
		return nil, err
	}
	c := &Curve{Proved: true}
	for last := s.horizon(); ; {
		s.limits, s.forced, s.bounds, s.proved = nil, nil, nil, true
		a := s.bestBy(last)
		c.Proved = c.Proved && a.Proved
		if a.Best == nil {
			break
		}
		for n := len(c.Routes); n > 0 && c.Routes[n-1].Totals.Of(Cost) >= a.Best.Totals.Of(Cost); n-- {
			c.Routes = c.Routes[:n-1] // only a search that ran out of steps left it dearer and later
		}
		c.Routes = append(c.Routes, a.Best)
		last = a.Best.Totals.Finish - 1
		if last < max(s.q.Day, s.cal.from) {
			break
		}
	}
	c.Steps = s.steps
	return c, nil
}

func without(list []Objective, drop ...Objective) []Objective {
	var out []Objective
	for _, o := range list {
		keep := true
		for _, d := range drop {
			keep = keep && o != d
		}
		if keep {
			out = append(out, o)
		}
	}
	return out
}
