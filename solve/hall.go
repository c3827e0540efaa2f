package solve

import "slices"

// hall tells by counting which pieces fit together into few groups. Pieces that can go into the same groups are alike, so it
// suffices to count, for each set of groups, the pieces that can go nowhere else: they fit if these are never more than its
// places (P. Hall, On Representatives of Subsets, 1935), and more of them can fill every place if enough can go into it. The
// counts of four sets lie side by side in a word.
type hall struct {
	groups, words int
	places        [mostWords]uint64 // by set of groups
	inside        [mostWords]uint64 // by set of groups: how many of the pieces chosen can go nowhere else
	total         int               // of the pieces chosen
	all           int               // the places of all groups
	adds          []uint64          // by choice and set: one where it can go nowhere else
	later         []uint64          // by choice and set: how many from this choice on can go nowhere else
	choices       int
}

const (
	mostGroups  = 6
	mostWords   = 1 << mostGroups / lanes
	mostCounted = 1 << 13

	lanes = 4
	ones  = 0x0001_0001_0001_0001
	tops  = 0x8000_8000_8000_8000
)

// forceParts sets aside the groups that ask for all their parts: every leaf has its own piece there, and what is missing must
// be bought for it. That holds where a piece counts once and is had for certain or not at all.
func (s *Solver) forceParts() {
	m, l := &s.match, &s.list
	if len(s.goals) != 1 || len(s.bans) > 0 || len(s.p.goals[s.goals[0]].apart) > 0 || len(s.p.goals[s.goals[0]].shares) > 0 {
		return
	}
	left := m.groups[:0]
	for _, k := range m.groups {
		gr := &s.p.groups[k]
		forced := len(l.decided)
		for i := range gr.leaves {
			if gr.all && s.forSale(gr, i) {
				l.decided = append(l.decided, gr.leaves[i].item)
			}
		}
		if !gr.all || int32(len(l.decided)-forced) != m.free[k] {
			l.decided = l.decided[:forced]
			left = append(left, k)
			continue
		}
		m.need[k] = false
		for i := range m.pieces {
			if m.pieces[i].at == k {
				m.pieces[i].at = forcedAway
			}
		}
	}
	m.groups = left
}

// forcedAway is where a piece is placed that was set aside with its group.
const forcedAway int32 = -2

// counts readies the counting of the completion that the matching holds; false where something else than places decides what
// fits.
func (h *hall) counts(s *Solver) bool {
	m, l := &s.match, &s.list
	h.groups, h.choices = len(m.groups), len(l.choices)
	if h.groups > mostGroups || len(s.goals) != 1 || len(s.bans) > 0 || (h.choices+1)<<h.groups > mostCounted {
		return false
	}
	g := s.goals[0]
	if len(s.p.goals[g].apart) > 0 || len(s.p.goals[g].shares) > 0 {
		return false
	}
	h.words = max(1<<h.groups/lanes, 1)
	clear(h.places[:h.words])
	clear(h.inside[:h.words])
	h.all, h.total = 0, 0
	for i, k := range m.groups {
		if len(s.p.groups[k].caps) > 0 {
			return false
		}
		n := m.free[k] + int32(len(m.in[k]))
		h.all += int(n)
		for set := range 1 << h.groups {
			if set&(1<<i) != 0 {
				h.places[set/lanes] += uint64(n) << (set % lanes * 16)
			}
		}
	}
	var lane [mostWords]uint64
	for i := range m.pieces {
		if p := &m.pieces[i]; p.at >= 0 {
			h.spread(lane[:h.words], h.maskOf(s, p))
			h.total++
			for w, x := range lane[:h.words] {
				h.inside[w] += x
			}
		}
	}
	h.countLater(s)
	return true
}

// countLater finds the groups of every choice and counts those from each on.
func (h *hall) countLater(s *Solver) {
	choices, n := s.list.choices, h.words
	h.adds, h.later = fit(h.adds, len(choices)*n), fit(h.later, (len(choices)+1)*n)
	for i, item := range slices.Backward(choices) {
		adds := h.adds[i*n : (i+1)*n]
		h.spread(adds, h.maskOf(s, &piece{goal: s.goals[0], item: item, within: -1, bought: true}))
		for w, x := range adds {
			h.later[i*n+w] = h.later[(i+1)*n+w] + x
		}
	}
}

// spread writes one for each set of groups that a piece which can go into those of the mask cannot leave.
func (h *hall) spread(lane []uint64, mask int) {
	clear(lane)
	for set := range 1 << h.groups {
		if mask&^set == 0 {
			lane[set/lanes] |= 1 << (set % lanes * 16)
		}
	}
}

// maskOf is the set of groups that a piece can go into.
func (h *hall) maskOf(s *Solver, p *piece) (mask int) {
	for _, e := range s.p.edges[p.item] {
		if !s.match.fits(s, p, e) {
			continue
		}
		for i, k := range s.match.groups {
			if k == e.group {
				mask |= 1 << i
			}
		}
	}
	return mask
}

// add adds a choice to those chosen; false where they do not fit together any more.
func (h *hall) add(choice int) bool {
	over := uint64(0)
	for w, x := range h.adds[choice*h.words : (choice+1)*h.words] {
		h.inside[w] += x
		over |= ^((h.places[w] | tops) - h.inside[w]) & tops
	}
	h.total++
	return over == 0
}

func (h *hall) drop(choice int) {
	for w, x := range h.adds[choice*h.words : (choice+1)*h.words] {
		h.inside[w] -= x
	}
	h.total--
}

// completes tells whether the choices from the i-th on can fill all places that those chosen leave.
func (h *hall) completes(i int) bool {
	spare := h.total + h.choices - i - h.all // more than there are places
	if spare < 0 {
		return false
	}
	over := uint64(0)
	for w, x := range h.later[i*h.words : (i+1)*h.words] {
		over |= ^(((h.places[w] + ones*uint64(spare)) | tops) - (h.inside[w] + x)) & tops
	}
	return over == 0
}

// listCounted lists every way to choose n more of the choices from the i-th on; false ends the listing.
func (l *listing) listCounted(s *Solver, i, n int) bool {
	if n == 0 {
		return s.emit()
	}
	for ; l.hall.completes(i); i++ {
		more := true
		if l.hall.add(i) {
			l.chosen = append(l.chosen, l.choices[i])
			more = l.listCounted(s, i+1, n-1)
			l.chosen = l.chosen[:len(l.chosen)-1]
		}
		l.hall.drop(i)
		if !more {
			return false
		}
	}
	return true
}
