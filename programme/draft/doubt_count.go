package draft

import (
	"slices"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
)

// doubtCounts holds every number that the page says against the lists: how many there are to choose from, how many are
// asked for, how many it makes together.
func (r *reading) doubtCounts(doubts *diag.List) {
	for i := range r.units {
		r.doubtUnit(&r.units[i], doubts)
	}
	for i := range r.tree.Versions {
		r.doubtRoom(r.tree.Versions[i].Requires, doubts)
	}
	for _, c := range r.claims[:min(len(r.claims), maxClaims)] {
		r.doubtClaim(c, doubts)
	}
}

// doubtRoom tells of a list that asks for more than it has.
func (r *reading) doubtRoom(q programme.Requirement, doubts *diag.List) {
	if c, ok := q.(*programme.Choose); ok && c.N > len(c.From) {
		doubts.Add(warning("import-asks-too-much", r.place(q), message.Op("asked", c.N), message.Op("listed", len(c.From)), message.Op("list", name(q))))
	}
	for _, part := range programme.Parts(q) {
		r.doubtRoom(part, doubts)
	}
}

// doubtUnit holds a list against the quantity that introduces it.
func (r *reading) doubtUnit(u *unit, doubts *diag.List) {
	if u.own == nil {
		return
	}
	said := u.own.of
	if u.own.measure == everyOne {
		said = u.own.n
	}
	if said > 0 && said != u.listed {
		r.listedDiffers(*u.own, said, u, doubts)
	}
}

// doubtClaim holds one number in the prose against what it speaks of.
func (r *reading) doubtClaim(c claim, doubts *diag.List) {
	q := c.quantity
	if q.about || q.measure == so && !c.heading && !asking(c) {
		return
	}
	about := r.units[:0:0]
	switch {
	case len(c.topics) > 0:
		about = r.spokenOf(c.topics)
	case c.own != nil:
		about = r.unitsOf(c.own)
	}
	if len(about) == 0 {
		if totals := r.totals(); len(c.topics) == 0 && c.own == nil && q.measure == so && len(totals) > 0 && !c.heading && !among(q.n, totals) {
			r.countDiffers(q, "", totals[0], doubts)
		}
		return
	}
	needed, listed := make([]int, 0, len(about)), make([]int, 0, len(about))
	for _, u := range about {
		needed, listed = append(needed, u.needed), append(listed, u.listed)
	}
	switch {
	case q.measure == everyOne && q.n > 0 && !among(q.n, listed):
		r.listedDiffers(q, q.n, &about[0], doubts)
	case q.measure != everyOne && !among(q.n, needed):
		r.countDiffers(q, about[0].name, needed[0], doubts)
	}
	if q.of > 0 && !among(q.of, listed) {
		r.listedDiffers(q, q.of, &about[0], doubts)
	}
}

func among(n int, all []int) bool {
	return slices.Contains(all, n)
}

func (r *reading) listedDiffers(q quantity, said int, u *unit, doubts *diag.List) {
	doubts.Add(warning("import-count-listed", q.at, message.Op("said", said), message.Op("listed", u.listed), message.Op("list", u.name)))
}

func (r *reading) countDiffers(q quantity, list string, is int, doubts *diag.List) {
	f := warning("import-count-differs", q.at, message.Op("said", q.n), message.Op("is", is), message.Op("list", list))
	if list == "" {
		f.Code = "finding.import-count-differs.whole"
	}
	doubts.Add(f)
}

// totals are how many pieces each version asks for in all.
func (r *reading) totals() []int {
	var all []int
	for i := range r.tree.Versions {
		all = append(all, needed(r.tree.Versions[i].Requires))
	}
	return all
}

// asking tells whether a sentence asks for what it counts: "you must pass seven exams", not "there are ten electives".
func asking(c claim) bool {
	return contains(c.text.text, "total", "altogether", "in all", "candidate", "become", "earn", "certified", "require", "must", "pass", "need")
}

func (r *reading) unitsOf(q programme.Requirement) []unit {
	for _, u := range r.units {
		if u.of == q {
			return []unit{u}
		}
	}
	return nil
}

// spokenOf are the units that the topics speak of, at most one of each version: the one with the same topics, else the
// only one that has them all and fewest besides.
func (r *reading) spokenOf(topics []string) []unit {
	var all []unit
	for from := 0; from < len(r.units); {
		to := from
		for to < len(r.units) && r.units[to].version == r.units[from].version {
			to++
		}
		if u := spokenOf(topics, r.units[from:to]); u != nil {
			all = append(all, *u)
		}
		from = to
	}
	return all
}

func spokenOf(topics []string, units []unit) *unit {
	var best *unit
	extra, several := 0, false
	for i := range units {
		u := &units[i]
		if !subset(topics, u.topics) {
			continue
		}
		more := len(u.topics) - len(topics)
		switch {
		case best == nil || more < extra:
			best, extra, several = u, more, false
		case more == extra:
			several = true
		}
	}
	if several && extra > 0 {
		return nil
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
