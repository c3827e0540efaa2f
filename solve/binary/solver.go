package binary

import "slices"

// Options are what a search can be told beside its programme.
type Options struct {
	// Steps is how many steps the search may take; 0 means [DefaultSteps].
	Steps int
	// Stop, where given, is asked now and then; once it says true the search ends unproved.
	Stop func() bool
	// Below asks only for solutions that cost less; 0 means any.
	Below int64
	// Floor is known of every solution: none costs less. The search ends at one that costs no more.
	Floor int64
	// Any ends the search at the first solution.
	Any bool
	// Order, where given, decides between the cheapest solutions: that which says yes to the first variable of the order in
	// which they differ.
	Order []int
	// First, where given, ranks the variables to branch on: those of a higher rank before all others. What is still open once
	// those of rank [Apart] are decided is searched apart, with cuts of its own.
	First []uint8
	// Start is a solution known already, or nil; where it keeps the rows the search begins with it.
	Start []bool
}

// Solution is what a search found.
type Solution struct {
	// Found tells that there is a solution; Values are its variables and Cost its cost.
	Found  bool
	Values []bool
	Cost   int64
	// Bound is proved: nothing costs less. Where nothing was found and the search is proved it is Infinite.
	Bound int64
	// Proved tells that Cost is the least (with Any: that a solution exists), or that there is no solution. Ordered tells
	// that the order of the options decided between all that cost the same.
	Proved, Ordered bool
	Steps           int
}

// Apart is the rank, and all above it, of variables so weighty that each of their values is a search of its own.
const Apart = 4

// Solve finds the cheapest solution.
func Solve(p *Program, o Options) Solution {
	s := newSearch(p, o)
	s.twins()
	s.start()
	if !s.halted && s.settle() {
		s.run()
	}
	out := s.solution()
	if out.Found && out.Proved && o.Order != nil {
		s.arrange(&out)
	}
	out.Steps = s.steps
	return out
}

// search is one search under way.
type search struct {
	p    *Program
	o    Options
	rows []row // the programme's, then the cuts
	cost []int64
	step int64 // every cost is a multiple of it

	lo, hi []int8
	trail  []change
	// reach is, by row, the most its terms can still come to; byVar lists the rows of each variable.
	reach []int64
	byVar [][]place
	queue []int32
	// first and next tie variables that stand for the same: one is not chosen before the one that comes first.
	first, next []int32
	inQ         []bool

	lp      *simplex
	size    []int64 // by row: how large a sum of it can be
	pairs   []pair  // by row of the programme
	coefs   []int64 // by variable, for what is being added up
	dense   []float64
	flipped []bool
	left    []int64 // by variable: the reduced cost by the multipliers of the last bound, scaled
	scale   int64
	ys      []float64 // by row of the table: its multiplier
	dearest float64   // what all variables together cost
	best    []bool
	bestAt  int64 // its cost; only cheaper ones are wanted
	open    int64 // the least bound among the branches given up
	apart   int   // how many weighty variables were decided on the way to it
	steps   int
	budget  int
	halted  bool
	begun   begun
	again   bool // the search goes back to the root
	// restarts is how often it did; rows below enacted decide variables.
	restarts, enacted int
	asked             int // after how many steps to ask again whether to stop
	stopped           bool
}

type place struct {
	row  int32
	coef int64
}

// change is a bound that was moved: back sets it again.
type change struct {
	v      int32
	lo, hi int8
}

func newSearch(p *Program, o Options) *search {
	n := len(p.cost)
	s := &search{
		p: p, o: o, rows: reduced(p.rows), cost: p.cost, lo: make([]int8, n), hi: make([]int8, n), reach: make([]int64, len(p.rows)),
		byVar: make([][]place, n), inQ: make([]bool, len(p.rows)), left: make([]int64, n), coefs: make([]int64, n), dense: make([]float64, n), flipped: make([]bool, n), size: make([]int64, len(p.rows)),
		enacted: len(p.rows), bestAt: Infinite, open: Infinite, budget: o.Steps,
	}
	if s.budget == 0 {
		s.budget = DefaultSteps
	}
	if o.Below > 0 {
		s.bestAt = o.Below
	}
	for v := range s.hi {
		s.hi[v] = 1
		s.step = gcd(s.step, p.cost[v])
		s.dearest += float64(p.cost[v])
	}
	s.pairs = paired(s.rows)
	s.index()
	return s
}

// index lists the rows of each variable and measures every row.
func (s *search) index() {
	count := make([]int, len(s.cost))
	all := 0
	for i := range s.rows {
		all += len(s.rows[i].terms)
		for _, t := range s.rows[i].terms {
			count[t.Var]++
		}
	}
	places := make([]place, all)
	for v, n := range count {
		s.byVar[v], places = places[:0:n], places[n:]
	}
	for i := range s.rows {
		s.size[i] = abs(s.rows[i].b) + 1
		for _, t := range s.rows[i].terms {
			s.byVar[t.Var] = append(s.byVar[t.Var], place{int32(i), t.Coef})
			s.reach[i] += max(t.Coef, 0)
			s.size[i] += abs(t.Coef)
		}
		s.push(int32(i))
	}
}

// reduced divides each row by what all its coefficients are multiples of: amounts of money mostly are multiples of more than a
// cent, and what they must reach is rounded up to one.
func reduced(rows []row) []row {
	out := slices.Clone(rows)
	for i := range out {
		g := int64(0)
		for _, t := range out[i].terms {
			if g = gcd(g, abs(t.Coef)); g == 1 {
				break
			}
		}
		if g < 2 {
			continue
		}
		terms := slices.Clone(out[i].terms)
		for k := range terms {
			terms[k].Coef /= g
		}
		out[i] = row{terms: terms, b: -floorDiv(-out[i].b, g)}
	}
	return out
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// start takes the solution known already.
func (s *search) start() {
	if s.o.Start == nil || !s.p.Holds(s.o.Start) {
		return
	}
	if c := s.costOf(s.o.Start); c < s.bestAt {
		s.best, s.bestAt = append([]bool(nil), s.o.Start...), c
		s.halted = s.o.Any || c <= s.o.Floor
	}
}

func (s *search) costOf(values []bool) int64 {
	total := int64(0)
	for v, yes := range values {
		if yes {
			total += s.cost[v]
		}
	}
	return total
}

func (s *search) solution() Solution {
	out := Solution{Found: s.best != nil, Values: s.best, Cost: Infinite, Bound: min(s.bestAt, s.open)}
	if out.Found {
		out.Cost = s.bestAt
		out.Proved = out.Bound >= out.Cost || s.o.Any
	} else {
		out.Proved = s.open >= s.bestAt
	}
	return out
}

// spent tells that the search must end, and asks now and then whether it is stopped.
func (s *search) spent() bool {
	s.steps++
	if !s.stopped && s.o.Stop != nil && s.steps >= s.asked {
		s.stopped, s.asked = s.o.Stop(), s.steps+64
	}
	return s.stopped || s.steps > s.budget
}

// node searches what the bounds set so far leave open, where nothing costs less than low. It leaves the bounds as it found them.
func (s *search) node(low int64) {
	if s.halted || s.again {
		return
	}
	mark := len(s.trail)
	defer s.back(mark)
	for {
		if s.spent() {
			s.open = min(s.open, low)
			return
		}
		if s.closed() {
			return
		}
		low = max(low, s.bound())
		if low >= s.bestAt {
			return
		}
		if s.try(); s.halted || s.again || low >= s.bestAt {
			return
		}
		fixed := s.fixByCost()
		if !s.settle() {
			return
		}
		if !fixed {
			break
		}
	}
	v, up := s.choose()
	if v < 0 {
		return // everything is decided, and try has seen it
	}
	s.branch(v, up, low)
	s.branch(v, !up, low)
}

// branch searches with a variable decided.
func (s *search) branch(v int, yes bool, low int64) {
	mark := len(s.trail)
	s.decide(v, yes)
	if s.settle() {
		s.node(low)
	}
	s.back(mark)
}

// try keeps what the relaxation says, rounded, if that keeps every row and costs less than what is known.
func (s *search) try() {
	values := s.lp.rounded()
	if c := s.costOf(values); c < s.bestAt && s.p.Holds(values) {
		s.best, s.bestAt = slices.Clone(values), c
		s.halted = s.o.Any || c <= s.o.Floor
		s.again = s.reconsider()
	}
}

// choose finds the variable to branch on, and what to try first; -1 where all are decided. It prefers the variable whose
// both values are dearest by the next exchange of the relaxation.
func (s *search) choose() (v int, up bool) {
	v = -1
	best, class := -1.0, uint8(0)
	for i := range s.lo {
		if s.lo[i] == s.hi[i] {
			continue
		}
		x := s.lp.value(i)
		near := min(x, 1-x)
		rank := uint8(0)
		if s.o.First != nil && near > slim {
			rank = s.o.First[i]
		}
		if rank < class {
			continue
		}
		if rank > class {
			best, class = -1, rank
		}
		score := near * 1e-3 * (1 + 0.01*float64(min(len(s.byVar[i]), 50)))
		if near > slim {
			down, rise := s.lp.penalties(i, x)
			unit := float64(max(s.step, 1))
			score += (min(down/unit, 100) + 1e-2) * (min(rise/unit, 100) + 1e-2)
		}
		if score > best {
			v, up, best = i, x >= 0.4, score
		}
	}
	return v, up
}
