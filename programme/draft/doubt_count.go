package draft

import (
	"waymark/diag"
	"waymark/message"
)

// doubtCounts holds every number that the page says against the lists: how many there are to choose from, how many are
// asked for, how many it makes together.
func (r *reading) doubtCounts(doubts *diag.List) {
	for i := range r.units {
		r.doubtUnit(&r.units[i], doubts)
	}
	total := r.total()
	for _, c := range r.claims {
		q := c.quantity
		if len(c.topics) == 0 {
			if q.measure == so && total > 0 && q.n != total && r.wholeClaim(c) {
				r.countDiffers(q, "", total, doubts)
			}
			continue
		}
		u := r.about(c.topics)
		if u == nil {
			continue
		}
		said, is := q.n, u.needed
		if q.measure == everyOne {
			is = u.listed
		}
		if said > 0 && said != is {
			r.countDiffers(q, u.name, is, doubts)
		}
		if q.of > 0 && q.of != u.listed {
			doubts.Add(warning("import-count-listed", q.at, message.Op("said", q.of), message.Op("listed", u.listed), message.Op("list", u.name)))
		}
	}
}

// doubtUnit holds a list against the quantity that introduces it.
func (r *reading) doubtUnit(u *unit, doubts *diag.List) {
	q := u.own
	if q == nil {
		return
	}
	said := q.of
	if q.measure == everyOne {
		said = q.n
	}
	if said > 0 && said != u.listed {
		doubts.Add(warning("import-count-listed", q.at, message.Op("said", said), message.Op("listed", u.listed), message.Op("list", u.name)))
	}
	if q.measure != everyOne && q.n > u.listed {
		doubts.Add(warning("import-asks-too-much", q.at, message.Op("asked", q.n), message.Op("listed", u.listed), message.Op("list", u.name)))
	}
}

func (r *reading) countDiffers(q quantity, list string, is int, doubts *diag.List) {
	f := warning("import-count-differs", q.at, message.Op("said", q.n), message.Op("is", is), message.Op("list", list))
	if list == "" {
		f.Code = "finding.import-count-differs.whole"
	}
	doubts.Add(f)
}

// total is how many pieces the first version asks for in all.
func (r *reading) total() int {
	if len(r.tree.Versions) != 1 {
		return 0
	}
	return needed(r.tree.Versions[0].Requires)
}

// wholeClaim tells whether a count without a topic speaks of the whole programme: "you must pass seven exams".
func (r *reading) wholeClaim(c claim) bool {
	return contains(c.text.text, "total", "altogether", "in all", "candidates", "to become", "to earn", "to be certified", "requires")
}

// about is the unit that the topics speak of: the one with the same topics, else the only one that has them all.
func (r *reading) about(topics []string) *unit {
	var best *unit
	extra := 0
	for i := range r.units {
		u := &r.units[i]
		if !subset(topics, u.topics) {
			continue
		}
		more := len(u.topics) - len(topics)
		if best == nil || more < extra {
			best, extra = u, more
		} else if more == extra && extra > 0 {
			return nil
		}
	}
	return best
}

func subset(small, large []string) bool {
	for _, s := range small {
		found := false
		for _, l := range large {
			found = found || s == l
		}
		if !found {
			return false
		}
	}
	return true
}
