package audit

import (
	"slices"
	"sync"

	"waymark/programme"
	"waymark/record"
	"waymark/solve"
)

// view is the rules of a closure on the days of one segment, in one world, as a problem to solve.
type view struct {
	problem *solve.Problem
	goalOf  []int // by programme; -1 where no version is in force
	version []*programme.Version
	// slots tells, by programme, where each requirement stands in the problem, in file order.
	slots [][]slot
	// lines are those of the root's version.
	lines []line
	// covers tells, by programme, which cover of the version each cover of the goal is.
	covers [][]int
	// at gives the slot of each group of the root goal, leafAt that of each of its leaves.
	at     []int32
	leafAt [][]int32
	// openGroups are the groups of the root goal that stand for open options.
	openGroups []int32
}

// slot is where a requirement stands in the problem: a group, or a leaf of one.
type slot struct {
	group, leaf int32
	// size is how many requirements stand at and inside this one, parent the slot around it, or -1.
	size, parent int32
	state        slotState
	// all tells that every part is asked for, item that it is an item.
	all, item bool
}

type slotState uint8

const (
	inGroup  slotState = iota // the requirement is the group
	inLeaf                    // the requirement is the leaf of the group
	waived                    // a ruling waives it
	unlisted                  // it does not stand in its list on these days
	unasked                   // it is open and not granted in this world
)

// stands tells whether the requirement exists on these days in this world.
func (s *slot) stands() bool { return s.state == inGroup || s.state == inLeaf }

type viewKey struct {
	segment int
	world   uint64
}

// shop is how each item can be got on the days between two ends, under one view.
type shop struct {
	price  []solve.Price
	counts []solve.Count
}

type shopKey struct {
	view *view
	end  int
}

// cache keeps what was built, each once asked for.
type cache[K comparable, V any] struct {
	mu   sync.RWMutex
	kept map[K]V
}

func (c *cache[K, V]) get(key K, build func() V) V {
	c.mu.RLock()
	v, known := c.kept[key]
	c.mu.RUnlock()
	if known {
		return v
	}
	v = build()
	c.mu.Lock()
	defer c.mu.Unlock()
	if kept, known := c.kept[key]; known {
		return kept // another was quicker: all share one
	}
	if c.kept == nil {
		c.kept = map[K]V{}
	}
	c.kept[key] = v
	return v
}

func (c *closure) build(key viewKey, day record.Date) *view {
	b := solve.NewBuilder(len(c.items))
	v := &view{goalOf: make([]int, len(c.progs)), version: make([]*programme.Version, len(c.progs)), slots: make([][]slot, len(c.progs)), covers: make([][]int, len(c.progs))}
	for i, p := range c.progs {
		v.goalOf[i] = -1
		if v.version[i] = p.VersionOn(day); v.version[i] == nil {
			continue
		}
		v.goalOf[i] = b.Goal(int(c.awards[i]))
		t := &translation{c: c, b: b, day: day, world: key.world, programme: p, version: v.version[i], ids: map[string]int{}, named: map[string]bool{}}
		t.run()
		v.slots[i], v.covers[i] = t.slots, t.covers
		if i == 0 {
			v.openGroups = t.open
			v.lines = c.outlines.get(v.version[0], func() []line { return c.outline(v.version[0]) })
		}
	}
	v.problem = b.Problem()
	v.locate()
	return v
}

func (c *closure) stock(v *view, day record.Date) *shop {
	sh := &shop{price: make([]solve.Price, len(c.items)), counts: make([]solve.Count, v.problem.Groups())}
	for i := range sh.price {
		sh.price[i] = c.price(i, day, v.goalOf)
	}
	v.problem.CountPrices(sh.price, sh.counts)
	return sh
}

// locate finds the slots of the root goal's groups and leaves.
func (v *view) locate() {
	v.at, v.leafAt = make([]int32, v.problem.Groups()), make([][]int32, v.problem.Groups())
	for i, sl := range v.slots[0] {
		if sl.state != inLeaf {
			v.at[sl.group] = int32(i)
		} else {
			v.leafAt[sl.group] = append(v.leafAt[sl.group], int32(i))
		}
	}
}

// slotOf is the slot in which a placement fills the requirement.
func (v *view) slotOf(p solve.Placement) int32 {
	if leaves := v.leafAt[p.Group]; int(p.Leaf) < len(leaves) {
		return leaves[p.Leaf]
	}
	return v.at[p.Group] // an item with a group of its own
}

// translation turns one version of one programme into a goal.
type translation struct {
	c         *closure
	b         *solve.Builder
	day       record.Date
	world     uint64
	programme *programme.Programme
	version   *programme.Version
	ids       map[string]int // groups by requirement id
	named     map[string]bool
	slots     []slot
	open      []int32
	covers    []int
}

func (t *translation) run() {
	for _, cv := range t.version.Covers {
		for _, id := range cv.Fills {
			t.named[id] = true
		}
	}
	for _, s := range t.version.Shares {
		for _, id := range s.Between {
			t.named[id] = true
		}
	}
	t.add(t.version.Requires, -1, -1)
	for i := range t.version.Covers {
		t.cover(i, &t.version.Covers[i])
	}
	for _, n := range t.version.NotBoth {
		t.b.Apart(t.items(n.Of))
	}
	for _, s := range t.version.Shares {
		var between []int
		for _, id := range s.Between {
			if g, ok := t.ids[id]; ok {
				between = append(between, g)
			}
		}
		t.b.Share(between, t.items(s.Items))
	}
}

func (t *translation) items(refs []record.Ref) []int {
	var out []int
	for _, ref := range refs {
		if i, ok := t.c.item[ref]; ok {
			out = append(out, int(i))
		}
	}
	return out
}

// active tells whether an option exists on the day and in the world, and if not, why.
func (t *translation) active(listed programme.Span, open *programme.Question) (slotState, bool) {
	if !listed.Holds(t.day) {
		return unlisted, false
	}
	if open != nil && t.world&(1<<t.c.questionIndex(t.programme.ID, open.ID)) == 0 {
		return unasked, false
	}
	return inGroup, true
}

// add translates a requirement, the part of the one in slot around, under a group. One that does not exist becomes a
// loose group.
func (t *translation) add(r programme.Requirement, parent int, around int32) slotState {
	h := r.Heading()
	state, _ := t.active(h.Listed, h.Open)
	if h.ID != "" && t.isWaived(h.ID) {
		state = waived
	}
	item, isItem := r.(*programme.Item)
	_, isAll := r.(*programme.All)
	at := int32(len(t.slots))
	t.slots = append(t.slots, slot{leaf: -1, size: 1, parent: around, state: state, all: isAll, item: isItem})
	if isItem && state == inGroup && t.plain(item) {
		leaf := t.b.Leaf(parent, int(t.c.item[item.Ref]), item.Ever)
		t.slots[at].group, t.slots[at].leaf, t.slots[at].state = int32(parent), int32(leaf), inLeaf
		return inLeaf
	}
	g := t.group(r, parent, state)
	t.slots[at].group = int32(g)
	if isItem {
		t.alone(g, item)
	} else {
		t.fill(g, r, at)
	}
	t.slots[at].size = int32(len(t.slots)) - at
	return state
}

// group begins the group of a requirement.
func (t *translation) group(r programme.Requirement, parent int, state slotState) int {
	h := r.Heading()
	var g int
	switch state {
	case waived:
		return t.b.Group(parent, 0) // met as it is: nothing in it is asked for
	case unlisted, unasked:
		g = t.b.Loose(parent, needOf(r))
	case inGroup, inLeaf:
		g = t.b.Group(parent, needOf(r))
	}
	if h.ID != "" {
		t.ids[h.ID] = g
	}
	if h.Open != nil && state == inGroup {
		t.open = append(t.open, int32(g))
	}
	for _, k := range h.Given {
		t.b.Given(g, t.condition(k))
	}
	return g
}

// fill adds the parts of the requirement in slot around to its group.
func (t *translation) fill(g int, r programme.Requirement, around int32) {
	wrapped := map[record.Ref][]int{}
	_, all := r.(*programme.All)
	for _, part := range programme.Parts(r) {
		at := len(t.slots)
		switch t.add(part, g, around) {
		case unlisted, unasked:
			if all && t.slots[around].state != waived {
				t.b.Missing(g)
			}
		case inGroup, waived:
			if item, ok := part.(*programme.Item); ok {
				wrapped[item.Ref] = append(wrapped[item.Ref], int(t.slots[at].group))
			}
		case inLeaf:
		}
	}
	if choose, ok := r.(*programme.Choose); ok {
		for _, limit := range choose.AtMost {
			var kids []int
			for _, ref := range limit.Of {
				kids = append(kids, wrapped[ref]...)
			}
			t.b.AtMost(g, limit.N, t.items(limit.Of), kids)
		}
	}
}

// alone adds an item that has a group of its own: its leaf, and a leaf for each piece that may stand in.
func (t *translation) alone(g int, item *programme.Item) {
	t.b.Single(g)
	t.b.Leaf(g, int(t.c.item[item.Ref]), item.Ever)
	for _, ref := range t.standIns(item.Ref) {
		t.b.StandIn(g, int(t.c.item[ref]), item.Ever)
	}
}

// plain tells whether an item can be a leaf of its parent's group.
func (t *translation) plain(item *programme.Item) bool {
	h := item.Heading()
	return len(h.Given) == 0 && h.Open == nil && !t.named[h.ID] && len(t.standIns(item.Ref)) == 0
}

func (t *translation) standIns(ref record.Ref) []record.Ref {
	var out []record.Ref
	for _, r := range t.c.rules {
		if r.Kind == record.Substitute && r.For == ref && t.applies(r) && r.Evidence != ref && !slices.Contains(out, r.Evidence) {
			out = append(out, r.Evidence)
		}
	}
	return out
}

func (t *translation) isWaived(id string) bool {
	return slices.ContainsFunc(t.c.rules, func(r record.Ruling) bool {
		return r.Kind == record.Waive && r.Requirement == id && t.applies(r)
	})
}

func (t *translation) applies(r record.Ruling) bool {
	return r.InForce(t.day) && (r.Programme == "" || r.Programme == t.programme.ID)
}

func (t *translation) condition(k programme.Condition) solve.Condition {
	return solve.Condition{Item: int(t.c.item[k.Ref]), Ever: k.Ever}
}

func (t *translation) cover(index int, cv *programme.Cover) {
	if _, ok := t.active(cv.Listed, cv.Open); !ok {
		return
	}
	var fills []int
	for _, id := range cv.Fills {
		if g, ok := t.ids[id]; ok {
			fills = append(fills, g)
		}
	}
	var given []solve.Condition
	for _, k := range cv.Given {
		given = append(given, t.condition(k))
	}
	t.covers = append(t.covers, index)
	t.b.Cover(int(t.c.item[cv.By]), cv.Ever, given, fills)
}

// needOf is how many options a group for the requirement needs; all of them is -1.
func needOf(r programme.Requirement) int {
	need := 1
	switch r := r.(type) {
	case *programme.All:
		need = -1
	case *programme.Choose:
		need = r.N
	case *programme.Any, *programme.Item:
	}
	return need
}
