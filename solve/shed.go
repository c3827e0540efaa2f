package solve

import "slices"

// shed finds the supplied items that no completion below a limit uses: to earn one costs what its own goal asks for, and
// what the rest still asks for comes on top.
type shed struct {
	off    []int32 // items that no completion below the limit uses
	floors []int32 // by group
	left   []supply
	kids   []int32
	owns   []own // by goal
	known  known
}

// known is what was found of a goal in questions of one serial number: that no supplied item is used below a limit, and which
// those are. To fix or ask for more makes nothing cheaper.
type known struct {
	serial uint64
	root   int
	limit  int64
	off    []int32
}

// own is what a goal costs by itself, in questions of one serial number.
type own struct {
	serial uint64
	cost   int32
}

// supply is an item that a goal would supply, and what that goal costs by itself.
type supply struct{ item, goal, own int32 }

func (d *shed) grow(p *Problem) {
	d.floors = fit(d.floors, len(p.groups))
	d.off = d.off[:0]
	d.owns, d.known.serial = fit(d.owns, len(p.goals)), 0
}

// all tells whether no supplied item is used by a completion below the limit; those that are not are listed.
func (d *shed) all(s *Solver, limit int64) bool {
	d.off = d.off[:0]
	if k := &d.known; k.says(s, limit) {
		d.off = append(d.off, k.off...)
		return true
	}
	if !d.search(s, limit) {
		return false
	}
	if len(s.in.Fixed) == 0 && len(s.in.Choose) == 0 && len(s.in.Unused) == 0 {
		d.known = known{serial: s.in.Serial, root: s.in.Root, limit: limit, off: append(d.known.off[:0], d.off...)}
	}
	return true
}

// bars tells whether a condition of a group asks for an item that is known to be in no completion below the bound.
func (d *shed) bars(s *Solver, g int32) bool {
	return slices.ContainsFunc(s.p.groups[g].conds, func(c condition) bool {
		return d.known.says(s, s.bound) && slices.Contains(d.known.off, c.item) && !meets(s.glance.have[c.item], c.ever)
	})
}

// says tells whether what is known is about the question and a limit.
func (k *known) says(s *Solver, limit int64) bool {
	return k.serial != 0 && k.serial == s.in.Serial && k.root == s.in.Root && limit <= k.limit
}

// search tries to take every supplied item off.
func (d *shed) search(s *Solver, limit int64) bool {
	complete := d.collect(s)
	root := int32(s.in.Root)
	for {
		before := len(d.left)
		d.left = slices.DeleteFunc(d.left, func(x supply) bool {
			if !d.dear(s, root, x, limit) {
				return false
			}
			d.off = append(d.off, x.item)
			return true
		})
		if len(d.left) == 0 || len(d.left) == before {
			return complete && len(d.left) == 0
		}
	}
}

// collect lists the supplied items that the question could use, the dearest first; false where there are others that it does
// not judge: those of goals that rest on one another.
func (d *shed) collect(s *Solver) (complete bool) {
	d.left = d.left[:0]
	root := int32(s.in.Root)
	lo, hi := s.span(0, root)
	complete = true
	for _, w := range s.p.watches[root] {
		goal := s.p.supplier[w.item]
		if goal < 0 || w.group < lo || w.group >= hi || s.in.Price[w.item] != Supplied ||
			slices.ContainsFunc(d.left, func(x supply) bool { return x.item == w.item }) {
			continue
		}
		if s.knotted(root, w.item) {
			complete = false
			continue
		}
		d.left = append(d.left, supply{item: w.item, goal: goal, own: d.own(s, goal)})
	}
	slices.SortStableFunc(d.left, func(a, b supply) int { return int(b.own - a.own) })
	return complete
}

// own is what a goal costs by itself at least.
func (d *shed) own(s *Solver, goal int32) int32 {
	x := &d.owns[goal]
	if s.in.Serial == 0 || x.serial != s.in.Serial {
		*x = own{serial: s.in.Serial, cost: d.floor(s, goal, 0)}
	}
	return x.cost
}

// dear tells whether every completion that uses the item costs the limit or more. What both goals could use is charged to
// one of them, once to each: the better bound counts.
func (d *shed) dear(s *Solver, root int32, x supply, limit int64) bool {
	if int64(x.own) >= limit || x.own >= never {
		return true
	}
	if int64(x.own+d.floor(s, root, goalBit(x.goal))) >= limit {
		return true
	}
	return int64(d.floor(s, x.goal, goalBit(root))+d.floor(s, root, 0)) >= limit
}

// floor is a cost below which nothing completes a goal, where supplied items that are not off cost nothing, and neither
// does what a goal of the mask mentions.
func (d *shed) floor(s *Solver, g int32, mask uint64) int32 {
	order := 1
	if g == int32(s.in.Root) {
		order = 0
	}
	tree := s.tree(order, g)
	for _, k := range slices.Backward(tree) {
		d.floors[k] = d.group(s, k, g, mask)
	}
	return d.floors[tree[0]]
}

func (d *shed) group(s *Solver, k, g int32, mask uint64) int32 {
	gr := &s.p.groups[k]
	have, sum := s.have(g), int32(0)
	for _, c := range gr.conds {
		if !d.possible(s, have, c) {
			return never
		}
		if c.alone && s.in.Price[c.item] == Open && !meets(have[c.item], c.ever) && s.p.inGoals[c.item]&mask == 0 {
			sum++
		}
	}
	asked := g == int32(s.in.Root)
	if !asked || !s.barred[k] {
		for _, c := range gr.covers {
			if (!asked || !slices.Contains(s.in.Unused, c)) && d.coverable(s, have, &s.p.goals[g].covers[c]) {
				return sum
			}
		}
	}
	n := gr.need
	if asked {
		n -= s.glance.pinned[k]
	}
	kids := d.kids[:0]
	for _, kid := range gr.kids {
		if gr.all || asked && s.glance.must[kid] {
			sum = min(sum+d.floors[kid], never)
			n--
			continue
		}
		kids = sorted(kids, d.floors[kid])
	}
	d.kids = kids
	if n <= 0 || sum >= never {
		return sum
	}
	had, open := d.stock(s, gr, have, asked, mask)
	return min(sum+choose(n, had, open, kids), never)
}

// stock counts a group's leaves that cost nothing and those that must be bought.
func (d *shed) stock(s *Solver, gr *group, have []Level, asked bool, mask uint64) (had, open int32) {
	for i := range gr.leaves {
		lf := &gr.leaves[i]
		switch {
		case lf.repeats:
		case meets(have[lf.item], lf.ever):
			if !asked || s.glance.spent[lf.item] != s.glance.round {
				had++
			}
		case s.in.Price[lf.item] == Open:
			if lf.again || s.p.inGoals[lf.item]&mask != 0 {
				had++
			} else {
				open++
			}
		case s.in.Price[lf.item] == Supplied && !slices.Contains(d.off, lf.item):
			had++
		}
	}
	return had, open
}

func (d *shed) possible(s *Solver, have []Level, c condition) bool {
	if meets(have[c.item], c.ever) {
		return true
	}
	switch s.in.Price[c.item] {
	case Open:
		return true
	case Supplied:
		return !slices.Contains(d.off, c.item)
	case Shut, Never:
	}
	return false
}

func (d *shed) coverable(s *Solver, have []Level, cv *cover) bool {
	if !d.possible(s, have, condition{item: cv.item, ever: cv.ever}) {
		return false
	}
	for _, k := range cv.conds {
		if !d.possible(s, have, k) {
			return false
		}
	}
	return true
}
