package plan

import (
	"slices"

	"waymark/record"
	"waymark/solve/binary"
)

// part is one number that an objective adds up over a model's variables.
type part uint8

const (
	countPart part = iota
	unpricedPart
	costPart
	studyPart
	timePart // how much of the time there is goes: study alone, and the days of classes
)

// search is one question under way.
type search struct {
	p      *Planner
	q      *Question
	o      Options
	w      *world
	cal    *calendar
	m      *market
	limits []limit
	models map[record.Date]*model // by the last day, without limits
	floor  map[part]int64         // what is proved of every route of all, by objective
	clash  []clash
	steps  int
	proved bool
	bounds []Bound
}

// limit holds a part of an objective at what was proved best.
type limit struct {
	part part
	most int64
}

// clash is steps that cannot all be laid out in days.
type clash struct {
	ways     []due
	sessions []*session
}

type due struct {
	way *way
	by  record.Date
}

// outcome is what one search over one model found.
type outcome struct {
	laid        *laid
	cost, bound int64
	proved      bool
	ordered     bool // between all that cost the same
}

// model gives the model of a last day, to add limits to.
func (s *search) model(last record.Date) *model {
	base := s.models[last]
	if base == nil {
		base = newModel(s.q, s.w, s.m, last)
		clear(s.models) // one is enough: searches of one day follow each other
		s.models[last] = base
	}
	m := *base
	m.p = base.p.Clone()
	return &m
}

// solve searches one model for the least of a part, from a solution known already if there is one, laying out what it finds;
// what cannot be laid out is ruled out, and the search goes on.
func (s *search) solve(last record.Date, of part, o binary.Options, start *laid) outcome {
	const most = 200
	if o.Steps == 0 {
		o.Steps = s.o.Steps
	}
	o.Stop = s.o.Stop
	for range most {
		m := s.model(last)
		limits := s.limits
		if i := s.hardest(); i >= 0 && (o.Any || o.Order != nil) {
			// One limit is kept as a cost that only solutions below it are wanted of: its bound is rounded up to what a cost can
			// be, which a row is not.
			of, o.Below = limits[i].part, limits[i].most+1
			o.Floor = limits[i].most // proved earlier; where it was not, all that is as good as what was found is good enough
			limits = slices.Concat(limits[:i], limits[i+1:])
		}
		s.hold(m, limits)
		if !o.Any || o.Below > 0 {
			for v, c := range m.weights(of) {
				m.p.SetCost(v, c)
			}
		}
		if s.q.Budget > 0 {
			m.atMost(costPart, s.q.Budget)
		}
		if o.Order != nil {
			o.Order = m.preference()
		}
		if !s.o.Undated {
			o.First = m.ranks()
		}
		o.Start = m.begin(start)
		got := binary.Solve(m.p, o)
		s.steps += got.Steps
		if !got.Found {
			return outcome{proved: got.Proved, bound: got.Bound}
		}
		l := s.layOut(m, got.Values)
		if l.route != nil {
			l.values, l.last = got.Values, last
			return outcome{laid: l, cost: got.Cost, bound: got.Bound, proved: got.Proved, ordered: got.Ordered}
		}
		s.clash = append(s.clash, l.clash)
	}
	return outcome{}
}

// hardest is the index of the limit that leaves least room, or -1: that of the cost, else the last.
func (s *search) hardest() int {
	if i := slices.IndexFunc(s.limits, func(l limit) bool { return l.part == costPart }); i >= 0 {
		return i
	}
	return len(s.limits) - 1
}

// hold adds to a model what was proved of earlier objectives, and what is known not to fit into days.
func (s *search) hold(m *model, limits []limit) {
	for _, l := range limits {
		m.atMost(l.part, l.most)
	}
	for _, c := range s.clash {
		var terms []binary.Term
		whole := true
		for _, d := range c.ways {
			v := -1
			if h := m.items[d.way.stall.ref]; h != nil {
				for i := range h.ways {
					if h.ways[i].way == d.way {
						v = h.ways[i].due(d.by)
					}
				}
			}
			whole = whole && v >= 0
			terms = append(terms, term(v, 1))
		}
		for _, k := range c.sessions {
			t := m.sessions[k]
			whole = whole && t != nil
			if t != nil {
				terms = append(terms, term(t.at, 1))
			}
		}
		if whole {
			m.p.AtMost(int64(len(terms)-1), terms...)
		}
	}
}

// anyRoute tells whether there is a route at all.
func (s *search) anyRoute() bool {
	return s.solve(s.horizon(), countPart, binary.Options{Any: true}, nil).laid != nil
}
