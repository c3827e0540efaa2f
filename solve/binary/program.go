// Package binary solves 0/1 programmes exactly: the cheapest choice of yes-or-no variables that keeps a list of linear rows.
//
// Build a [Program] with [Program.Var] and [Program.AtLeast], then call [Solve]. Costs are whole numbers, 0 or more.
//
// Floating point only proposes: every bound that closes a branch and every cut is computed again in whole numbers, and every
// solution is checked against every row in whole numbers. It never reads a clock: a budget counts steps, and an answer says whether it is
// proved. The words of certification are in package plan, which translates. Nothing here is stored, so nothing is promised
// to old data.
package binary

import "slices"

// Infinite is more than any cost: there is no solution, or none is known.
const Infinite int64 = 1 << 60

// DefaultSteps is how many steps a search takes before it says that its answer is not proved.
const DefaultSteps = 2_000_000

// Term is a variable and its coefficient in a row.
type Term struct {
	Var  int
	Coef int64
}

// Program is variables with costs and rows that must hold. It may grow between searches.
type Program struct {
	cost []int64
	rows []row
}

// row says: the sum of its terms is at least b. Each variable stands in it once, no coefficient is 0.
type row struct {
	terms []Term
	b     int64
}

// Clone is a programme of its own with the same variables and rows.
func (p *Program) Clone() *Program {
	return &Program{cost: slices.Clone(p.cost), rows: slices.Clone(p.rows)}
}

// Var adds a variable with a cost of 0 or more and gives its number.
func (p *Program) Var(cost int64) int {
	if cost < 0 {
		panic("binary: a cost below 0")
	}
	p.cost = append(p.cost, cost)
	return len(p.cost) - 1
}

// SetCost changes the cost of a variable.
func (p *Program) SetCost(v int, cost int64) { p.cost[v] = cost }

// Vars is how many variables there are, Rows how many rows.
func (p *Program) Vars() int { return len(p.cost) }

// Rows is how many rows there are.
func (p *Program) Rows() int { return len(p.rows) }

// AtLeast adds a row: the sum of the terms is at least b. Terms of one variable are added up.
func (p *Program) AtLeast(b int64, terms ...Term) {
	p.rows = append(p.rows, row{terms: tidy(terms), b: b})
}

// AtMost adds a row: the sum of the terms is at most b.
func (p *Program) AtMost(b int64, terms ...Term) {
	turned := tidy(terms)
	for i := range turned {
		turned[i].Coef = -turned[i].Coef
	}
	p.rows = append(p.rows, row{terms: turned, b: -b})
}

// Fix says what a variable is.
func (p *Program) Fix(v int, yes bool) {
	if yes {
		p.AtLeast(1, Term{v, 1})
	} else {
		p.AtMost(0, Term{v, 1})
	}
}

// Row gives a row as it was added: its terms and what their sum must reach.
func (p *Program) Row(i int) (terms []Term, atLeast int64) { return p.rows[i].terms, p.rows[i].b }

// Cost is the cost of a variable.
func (p *Program) Cost(v int) int64 { return p.cost[v] }

// Holds tells whether the values keep every row.
func (p *Program) Holds(values []bool) bool {
	for i := range p.rows {
		sum := int64(0)
		for _, t := range p.rows[i].terms {
			if values[t.Var] {
				sum += t.Coef
			}
		}
		if sum < p.rows[i].b {
			return false
		}
	}
	return true
}

// tidy adds up the terms of one variable and drops those that come to nothing; the order is that of first mention.
func tidy(terms []Term) []Term {
	out := make([]Term, 0, len(terms))
	at := map[int]int{}
	for _, t := range terms {
		if i, seen := at[t.Var]; seen {
			out[i].Coef += t.Coef
			continue
		}
		at[t.Var] = len(out)
		out = append(out, t)
	}
	kept := out[:0]
	for _, t := range out {
		if t.Coef != 0 {
			kept = append(kept, t)
		}
	}
	return kept
}
