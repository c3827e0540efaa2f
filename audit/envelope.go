package audit

import (
	"math/bits"

	"waymark/programme"
	"waymark/record"
)

// envelope is what can be said of a programme without solving it: the items it speaks of, and how many pieces at least
// meet any of its versions.
type envelope struct {
	speaks []uint64 // a bit an item
	pieces int
}

// envelopes are those of every programme of a closure.
func (c *closure) envelopes() []envelope {
	out := make([]envelope, len(c.progs))
	words := (len(c.items) + 63) / 64
	for i, p := range c.progs {
		e := &out[i]
		e.speaks = make([]uint64, words)
		c.speaks(p, func(ref record.Ref) { setBit(e.speaks, c.item[ref]) })
		for v := range p.Versions {
			if n := c.fewest(p, &p.Versions[v]); v == 0 || n < e.pieces {
				e.pieces = n
			}
		}
	}
	return out
}

// speaksOf tells whether any version speaks of the item.
func (e *envelope) speaksOf(item int32) bool { return e.speaks[item/64]&(1<<(item%64)) != 0 }

func setBit(set []uint64, i int32) { set[i/64] |= 1 << (i % 64) }

// part is the unit in which the pieces that meet a requirement are counted, for one may serve several.
const part = 60

// fewest is a number of pieces below which nothing meets a version, whatever the day and the questions granted.
func (c *closure) fewest(p *programme.Programme, v *programme.Version) int {
	serves := 1 // how many places one piece can fill at once
	for _, s := range v.Shares {
		serves = max(serves, len(s.Between))
	}
	parts := c.fewestParts(p, v, v.Requires)
	return (parts + part*serves - 1) / (part * serves)
}

func (c *closure) fewestParts(p *programme.Programme, v *programme.Version, r programme.Requirement) int {
	h := r.Heading()
	least := 0
	switch r := r.(type) {
	case *programme.Item:
		least = part
	case *programme.All:
		for _, k := range r.Of {
			least += c.fewestParts(p, v, k)
		}
	case *programme.Any:
		least = c.sumOfLeast(p, v, r.Of, 1)
	case *programme.Choose:
		least = c.sumOfLeast(p, v, r.From, r.N)
	}
	if h.ID == "" {
		return least
	}
	for _, rule := range c.rules {
		if rule.Kind == record.Waive && rule.Requirement == h.ID {
			return 0
		}
	}
	for _, cv := range v.Covers {
		for _, id := range cv.Fills {
			if id == h.ID {
				least = min(least, part/len(cv.Fills))
			}
		}
	}
	return least
}

// sumOfLeast adds up the n options that need the fewest pieces.
func (c *closure) sumOfLeast(p *programme.Programme, v *programme.Version, of []programme.Requirement, n int) int {
	var least []int
	for _, k := range of {
		x := c.fewestParts(p, v, k)
		at := len(least)
		for at > 0 && least[at-1] > x {
			at--
		}
		if at >= n {
			continue
		}
		least = append(least, 0)
		copy(least[at+1:], least[at:])
		least[at] = x
		least = least[:min(len(least), n)]
	}
	sum := 0
	for _, x := range least {
		sum += x
	}
	return sum
}

// enough tells whether what was ever had could meet a programme at all.
func (s *session) enough(prog int) bool {
	e := &s.c.envelope[prog]
	if e.pieces == 0 {
		return true
	}
	n := 0
	for i, word := range e.speaks {
		n += bits.OnesCount64(word & s.got[i])
	}
	return n >= e.pieces
}
