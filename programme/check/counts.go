package check

import (
	"math/bits"
	"strconv"

	"waymark/programme"
	"waymark/record"
)

// counts is a set of numbers from 0 to 63; the empty set means that the number is not known.
type counts uint64

func just(n int) counts {
	if n < 0 || n > 63 {
		return 0
	}
	return 1 << n
}

func (c counts) has(n int) bool { return c&just(n) != 0 }

// plus is every sum of one number of each.
func (c counts) plus(d counts) counts {
	var sums counts
	for c != 0 {
		n := bits.TrailingZeros64(uint64(c))
		sums |= d << n
		c &^= 1 << n
	}
	return sums
}

// list gives the numbers in order.
func (c counts) list() []string {
	var list []string
	for c != 0 {
		n := bits.TrailingZeros64(uint64(c))
		list = append(list, strconv.Itoa(n))
		c &^= 1 << n
	}
	return list
}

// askedFor is how many items meeting q may take, one number for each way. An option of a list of items counts as one.
func (rs *ruleset) askedFor(q programme.Requirement) counts {
	switch q := q.(type) {
	case *programme.Item:
		if q.Ref.Kind == record.Credential && rs.mandatory(q) {
			return 0 // how many exams earn it is another programme's matter
		}
		return just(1)
	case *programme.All:
		return rs.several(q.Of, len(q.Of))
	case *programme.Any:
		return rs.several(q.Of, 1)
	case *programme.Choose:
		return rs.several(q.From, q.N) | just(q.N)
	default:
		return 0
	}
}

// several is how many items meeting n of the requirements may take.
func (rs *ruleset) several(from []programme.Requirement, n int) counts {
	if n < 0 || n > 63 || n > len(from) {
		return 0
	}
	by := make([]counts, n+1)
	by[0] = just(0)
	for _, q := range from {
		asked := rs.askedFor(q)
		if asked == 0 {
			return 0
		}
		for k := n; k > 0; k-- {
			by[k] |= by[k-1].plus(asked)
		}
	}
	return by[n]
}

// fits tells that the claim is true of the requirements together. Where it is not, asked is what they ask for.
func (rs *ruleset) fits(c claim, targets []programme.Requirement) (fits bool, asked []string) {
	total := just(0)
	for _, q := range targets {
		total = total.plus(rs.askedFor(q))
		if c.of > 0 && rs.offers(q, c.asked, c.of) || c.all && rs.offers(q, c.asked, c.asked) {
			return true, nil
		}
	}
	switch {
	case c.of > 0:
		return false, offered(targets)
	case total == 0 || total.has(c.asked):
		return true, nil
	default:
		// A title may count what a list offers: "Thirteen electives".
		return len(targets) == 1 && !c.all && len(programme.Parts(targets[0])) == c.asked, total.list()
	}
}

// offers tells that q, or a list in it, asks for n of size options on some day.
func (rs *ruleset) offers(q programme.Requirement, n, size int) bool {
	for r := range within(q) {
		options := programme.Parts(r)
		if needed(r) != n || len(options) == 0 {
			continue
		}
		for _, days := range segments(rs.standing(r), options) {
			if len(listedOn(options, days.From)) == size {
				return true
			}
		}
	}
	return false
}

// offered gives "1/2" for each requirement that asks for one of two.
func offered(targets []programme.Requirement) []string {
	var list []string
	for _, q := range targets {
		if len(programme.Parts(q)) > 0 {
			list = append(list, strconv.Itoa(needed(q))+"/"+strconv.Itoa(len(programme.Parts(q))))
		}
	}
	return list
}
