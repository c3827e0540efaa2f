// Package solve finds the cheapest way to complete trees of requirements with pieces that are had or can be bought: exact
// assignment and selection under limits.
//
// Build a [Problem] once with a [Builder], then ask a [Solver] about any number of [Input]s. An item is whatever one piece
// can be of; a goal is one tree; a goal may supply an item to others. The words of certification are in package audit,
// which translates.
//
// It never reads a clock, never allocates on a repeated question, and never guesses: an answer says whether it is proved.
// Nothing here is stored, so nothing is promised to old data.
package solve

import "slices"

// Problem is goals over items, fixed once built and safe for use by many Solvers.
type Problem struct {
	items    int
	goals    []goal
	groups   []group
	edges    [][]edge  // by item
	supplier []int32   // goal that supplies the item, or -1
	inGoals  []uint64  // by item: the goals that mention it, a bit each; the last bit stands for all goals from 63 on
	special  []uint64  // by item: the goals where one purchase does more than fill one leaf, so that it is decided on its own
	watches  [][]watch // by goal: where items stand whose purchase may have to be decided on its own
	kind     []int32   // by item: items of one kind can stand in for one another
	kinds    int
	leaves   int // of all groups
}

// goal is one tree with what holds for it as a whole.
type goal struct {
	root     int32
	end      int32 // one past its last group
	supplies int32
	covers   []cover
	apart    [][]int32
	shares   []share
	knot     int32 // goals that can support one another in a circle have one knot above 0
}

// group is an inner node: need of its leaves and kids must be met, or all of them.
type group struct {
	goal   int32
	parent int32
	all    bool
	need   int32
	leaves []leaf
	kids   []int32
	conds  []condition
	caps   []limit
	covers []int32 // indexes into its goal's covers that fill it
	tree   []int32 // itself and the groups inside it that count, in order
	// loose tells that it stands in no list, lost that it is loose or inside one that is.
	loose, lost bool
	single      bool // it stands for one piece
	// byKind lists the leaves kind by kind, kindEnd by place in it where the kind ends.
	byKind, kindEnd []int32
}

// leaf asks for one piece of an item.
type leaf struct {
	item int32
	ever bool
	seq  int32
	cap  int32 // the limit it falls under, or -1
	// repeats tells that an earlier leaf of the group that chooses names the same item and is no harder to meet.
	repeats bool
	// again tells that one purchase of the item may fill this leaf and one of an earlier group.
	again bool
}

// edge leads from an item to a leaf.
type edge struct {
	group, leaf int32
	ever        bool
}

// watch is a place where an item stands: a leaf or condition of a group, or a cover.
type watch struct {
	item  int32
	group int32
	cover int32 // or -1
	ever  bool
	leaf  bool
}

// condition asks for an item without using it up.
type condition struct {
	item int32
	ever bool
	// alone tells that the goal names the item nowhere else, so that buying it serves this alone.
	alone bool
}

// limit lets at most n of some options of a group count.
type limit struct {
	n     int32
	items []int32
	kids  []int32
	flow  bool // kept by the matching itself; otherwise it is checked after
}

// cover lets one piece meet several groups.
type cover struct {
	item  int32
	ever  bool
	conds []condition
	fills []int32
	seq   int32
}

// share lets one piece be placed once inside each of several groups.
type share struct {
	between []int32
	items   []int32 // those it may place more than once; of a share being built, empty means any
}

func (s *share) has(item int32) bool { return slices.Contains(s.items, item) }

// within tells whether group g lies in the tree under top.
func (p *Problem) within(g, top int32) bool {
	for ; g >= 0; g = p.groups[g].parent {
		if g == top {
			return true
		}
	}
	return false
}

// Mentions lists the items that the goal's leaves, conditions and covers name, each perhaps more than once.
func (p *Problem) Mentions(goalIndex int, visit func(item int)) {
	g := &p.goals[goalIndex]
	for i := g.root; i < g.end; i++ {
		for _, l := range p.groups[i].leaves {
			visit(int(l.item))
		}
		for _, c := range p.groups[i].conds {
			visit(int(c.item))
		}
	}
	for _, c := range g.covers {
		visit(int(c.item))
		for _, k := range c.conds {
			visit(int(k.item))
		}
	}
}

// Goals is how many goals the problem has.
func (p *Problem) Goals() int { return len(p.goals) }

// Need is how many of its options or parts a group asks for.
func (p *Problem) Need(group int) int { return int(p.groups[group].need) }
