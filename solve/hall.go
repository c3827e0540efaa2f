package solve

// hall tells by counting which pieces fit together into few groups. Pieces that can go into the same groups are alike, so it
// suffices to count, for each set of groups, the pieces that can go nowhere else: they fit if these are never more than its
// places (P. Hall, On Representatives of Subsets, 1935), and more of them can fill every place if enough can go into it.
type hall struct {
	groups int
	places [1 << mostGroups]int16 // by set of groups
	inside [1 << mostGroups]int16 // by set of groups: how many of the pieces chosen can go nowhere else
	total  int16                  // of the pieces chosen
	masks  []uint8                // by choice: the groups it can go into
	later  []int16                // by choice and set: how many from this choice on can go nowhere else
}

const (
	mostGroups  = 6
	mostCounted = 1 << 15
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
	h.groups = len(m.groups)
	if h.groups > mostGroups || len(s.goals) != 1 || len(s.bans) > 0 || (len(l.choices)+1)<<h.groups > mostCounted {
		return false
	}
	g := s.goals[0]
	if len(s.p.goals[g].apart) > 0 || len(s.p.goals[g].shares) > 0 {
		return false
	}
	sets := 1 << h.groups
	clear(h.places[:sets])
	clear(h.inside[:sets])
	for i, k := range m.groups {
		if len(s.p.groups[k].caps) > 0 {
			return false
		}
		for set := range sets {
			if set&(1<<i) != 0 {
				h.places[set] += int16(m.free[k]) + int16(len(m.in[k]))
			}
		}
	}
	h.total = 0
	for i := range m.pieces {
		if p := &m.pieces[i]; p.at >= 0 {
			h.add(h.maskOf(s, p), 1)
		}
	}
	h.countLater(s)
	return true
}

// countLater finds the groups of every choice and counts those from each on.
func (h *hall) countLater(s *Solver) {
	choices, sets := s.list.choices, 1<<h.groups
	h.masks = fit(h.masks, len(choices))
	h.later = fit(h.later, (len(choices)+1)*sets)
	for i := len(choices) - 1; i >= 0; i-- {
		h.masks[i] = h.maskOf(s, &piece{goal: s.goals[0], item: choices[i], within: -1, bought: true})
		here, next := h.later[i*sets:(i+1)*sets], h.later[(i+1)*sets:(i+2)*sets]
		for set := range sets {
			here[set] = next[set]
			if int(h.masks[i])&^set == 0 {
				here[set]++
			}
		}
	}
}

// maskOf is the set of groups that a piece can go into.
func (h *hall) maskOf(s *Solver, p *piece) (mask uint8) {
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

// add adds a piece to those chosen, or takes one away; false where they do not fit together any more.
func (h *hall) add(mask uint8, n int16) bool {
	fits := true
	h.total += n
	for set := range 1 << h.groups {
		if int(mask)&^set == 0 {
			h.inside[set] += n
			fits = fits && h.inside[set] <= h.places[set]
		}
	}
	return fits
}

// completes tells whether the choices from the i-th on can fill all places that those chosen leave.
func (h *hall) completes(i int) bool {
	sets := 1 << h.groups
	all := sets - 1
	left := int16(len(h.masks) - i)
	later := h.later[i*sets : (i+1)*sets]
	for set := range sets {
		if h.total-h.inside[set]+left-later[set] < h.places[all]-h.places[set] {
			return false
		}
	}
	return true
}

// listCounted lists every way to choose n more of the choices from the i-th on; false ends the listing.
func (l *listing) listCounted(s *Solver, i, n int) bool {
	if n == 0 {
		return s.emit()
	}
	for ; i <= len(l.choices)-n; i++ {
		l.steps++
		if l.hall.add(l.hall.masks[i], 1) && l.hall.completes(i+1) {
			l.chosen = append(l.chosen, l.choices[i])
			more := l.listCounted(s, i+1, n-1)
			l.chosen = l.chosen[:len(l.chosen)-1]
			if !more {
				l.hall.add(l.hall.masks[i], -1)
				return false
			}
		}
		l.hall.add(l.hall.masks[i], -1)
		if !l.hall.completes(i + 1) {
			return true
		}
	}
	return true
}
