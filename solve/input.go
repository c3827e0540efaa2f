package solve

// Level is how an item is had.
type Level uint8

// The levels, least first.
const (
	None Level = iota // not had
	Once              // had at some time, no longer in force
	Full              // had and in force
)

// Price is how an item that is not had can be got.
type Price uint8

// The prices.
const (
	Never    Price = iota // not at all
	Open                  // bought for one
	Shut                  // it could be bought once, no longer; only a relaxed search buys it
	Supplied              // by completing the goal that supplies it
)

// Costs of a relaxed search: a shut item outweighs every open one, an impossible slot every shut one.
const (
	ShutCost       int64 = 1 << 20
	ImpossibleCost int64 = 1 << 40
	// Infinite is more than any cost: there is no way.
	Infinite int64 = 1 << 60
)

// Input is one question about a Problem.
type Input struct {
	// Root is the goal asked about.
	Root int
	// Have says how each item is had; Held lists those above None.
	Have []Level
	Held []int32
	// HaveFor replaces Have for some goals; nil, or nil for a goal, means Have. Held lists their items too.
	HaveFor [][]Level
	// Price says how each item can be got, and Counts how many of each group's leaves are open and shut by it.
	Price  []Price
	Counts []Count
	// Serial numbers what is had and for sale: questions of one problem with the same number, other than 0, have the same.
	Serial uint64
	// Only asks what the items had can do; nothing is bought.
	Only bool
	// Relaxed lets shut items be bought and slots stay impossible, at their costs.
	Relaxed bool
	// Top, if not below 0, asks about the tree under one group instead of the whole goal, and what the items had can do there.
	Top int
	// Fixed placements and Unused covers are taken as given, in questions about a whole goal.
	Fixed  []Placement
	Unused []int32
	// Spent are items whose pieces no leaf or cover of the root goal has, though conditions still do; Used are its covers
	// that fill what they fill without a piece. They belong to questions about what the items had can do.
	Spent, Used []int32
	// Older orders the pieces of two items that could stand in for one another; nil where none can.
	Older func(a, b int32) int
	// Choose lists groups that must be among those chosen.
	Choose []int32
}

// whole tells whether the question is what a whole goal costs with nothing fixed.
func (in *Input) whole() bool {
	return in.Top < 0 && !in.Only && !in.Relaxed && len(in.Fixed)+len(in.Unused)+len(in.Choose)+len(in.Spent)+len(in.Used) == 0
}

// Placement is an item's piece in a leaf.
type Placement struct {
	Group, Leaf, Item int32
}

// Count is how many leaves of a group name an open, a shut and a supplied item, each item once.
type Count struct {
	Open, Shut, Supplied int32
}

// CountPrices fills counts, one a group.
func (p *Problem) CountPrices(price []Price, counts []Count) {
	for i := range counts {
		counts[i] = Count{}
	}
	for item, edges := range p.edges {
		last := int32(-1)
		for _, e := range edges {
			if e.group == last {
				continue
			}
			last = e.group
			switch price[item] {
			case Open:
				counts[e.group].Open++
			case Shut:
				counts[e.group].Shut++
			case Supplied:
				counts[e.group].Supplied++
			case Never:
			}
		}
	}
}

// Groups is how many groups the problem has.
func (p *Problem) Groups() int { return len(p.groups) }
