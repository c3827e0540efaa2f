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
	price   []solve.Price
	counts  []solve.Count
	// slots tells, by programme, where each requirement stands in the problem, in file order.
	slots [][]slot
	// covers tells, by programme, which cover of the version each cover of the goal is.
	covers [][]int
	// openGroups are the groups of the root goal that stand for open options.
	openGroups []int32
}

// slot is where a requirement stands: a group, or a leaf of one; or why it stands nowhere.
type slot struct {
	group, leaf int32
	// size is how many requirements stand at and inside this one.
	size  int32
	state slotState
}

type slotState uint8

const (
	inGroup  slotState = iota // the requirement is the group
	inLeaf                    // the requirement is the leaf of the group
	waived                    // a ruling waives it
	unlisted                  // it does not stand in its list on these days
	unasked                   // it is open and not granted in this world
	inside                    // it lies inside one that does not exist or is waived
)

type viewKey struct {
	segment int
	world   uint64
}

type viewCache struct {
	mu    sync.RWMutex
	views map[viewKey]*view
}

func (c *viewCache) get(key viewKey, build func() *view) *view {
	c.mu.RLock()
	v := c.views[key]
	c.mu.RUnlock()
	if v != nil {
		return v
	}
	v = build()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.views == nil {
		c.views = map[viewKey]*view{}
	}
	c.views[key] = v
	return v
}

func (c *closure) build(day record.Date, world uint64) *view {
	b := solve.NewBuilder(len(c.items))
	v := &view{goalOf: make([]int, len(c.progs)), version: make([]*programme.Version, len(c.progs)), slots: make([][]slot, len(c.progs)), covers: make([][]int, len(c.progs))}
	for i, p := range c.progs {
		v.goalOf[i] = -1
		if v.version[i] = p.VersionOn(day); v.version[i] == nil {
			continue
		}
		v.goalOf[i] = b.Goal(int(c.awards[i]))
		t := &translation{c: c, b: b, day: day, world: world, programme: p, version: v.version[i], ids: map[string]int{}, named: map[string]bool{}}
		t.run()
		v.slots[i], v.covers[i] = t.slots, t.covers
		if i == 0 {
			v.openGroups = t.open
		}
	}
	v.problem = b.Problem()
	v.price = make([]solve.Price, len(c.items))
	for i := range v.price {
		v.price[i] = c.price(i, day, v.goalOf)
	}
	v.counts = make([]solve.Count, v.problem.Groups())
	v.problem.CountPrices(v.price, v.counts)
	return v
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
	t.add(t.version.Requires, -1)
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

// skip notes a requirement that does not exist, with all inside it.
func (t *translation) skip(r programme.Requirement, why slotState) {
	at := len(t.slots)
	walk(r, func(programme.Requirement) {
		t.slots = append(t.slots, slot{group: -1, leaf: -1, size: 1, state: inside})
	})
	t.slots[at].state, t.slots[at].size = why, int32(len(t.slots)-at)
	i := at + 1
	for _, part := range parts(r) {
		i += t.resize(part, i)
	}
}

// resize notes how many slots stand inside a skipped requirement's parts.
func (t *translation) resize(r programme.Requirement, at int) int {
	i := at + 1
	for _, part := range parts(r) {
		i += t.resize(part, i)
	}
	t.slots[at].size = int32(i - at)
	return i - at
}

// add translates a requirement under a group; it tells whether a ruling waives it.
func (t *translation) add(r programme.Requirement, parent int) (isWaived bool) {
	h := r.Heading()
	if why, ok := t.active(h.Listed, h.Open); !ok {
		t.skip(r, why)
		return false
	}
	if h.ID != "" && t.isWaived(h.ID) {
		t.skip(r, waived)
		if parent < 0 {
			t.b.Group(-1, -1)
		}
		return true
	}
	item, isItem := r.(*programme.Item)
	if isItem && parent >= 0 && t.plain(item) {
		leaf := t.b.Leaf(parent, int(t.c.item[item.Ref]), item.Ever)
		t.slots = append(t.slots, slot{group: int32(parent), leaf: int32(leaf), size: 1, state: inLeaf})
		return false
	}
	at := len(t.slots)
	g := t.b.Group(parent, needOf(r))
	t.slots = append(t.slots, slot{group: int32(g), leaf: -1, state: inGroup})
	if h.ID != "" {
		t.ids[h.ID] = g
	}
	if h.Open != nil {
		t.open = append(t.open, int32(g))
	}
	for _, k := range h.Given {
		t.b.Given(g, t.condition(k))
	}
	if isItem {
		t.alone(g, item)
	} else {
		t.fill(g, r)
	}
	t.slots[at].size = int32(len(t.slots) - at)
	return false
}

// fill adds the parts of a requirement to its group.
func (t *translation) fill(g int, r programme.Requirement) {
	wrapped := map[record.Ref][]int{}
	met := 0
	for _, part := range parts(r) {
		at := len(t.slots)
		if t.add(part, g) {
			met++
			continue
		}
		if item, ok := part.(*programme.Item); ok && t.slots[at].state == inGroup {
			wrapped[item.Ref] = append(wrapped[item.Ref], int(t.slots[at].group))
		}
	}
	if _, all := r.(*programme.All); !all {
		t.b.Lower(g, met)
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
	refs := append([]record.Ref{item.Ref}, t.standIns(item.Ref)...)
	if len(refs) > 1 && t.c.older != nil {
		slices.SortStableFunc(refs, t.c.older)
	}
	for _, ref := range refs {
		t.b.Leaf(g, int(t.c.item[ref]), item.Ever)
	}
}

// plain tells whether an item can be a leaf of its parent's group.
func (t *translation) plain(item *programme.Item) bool {
	return len(item.Given) == 0 && item.Open == nil && !t.named[item.ID] && len(t.standIns(item.Ref)) == 0
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
	switch r := r.(type) {
	case *programme.All:
		return -1
	case *programme.Any:
		return 1
	case *programme.Choose:
		return r.N
	case *programme.Item:
		return 1
	}
	return -1
}
