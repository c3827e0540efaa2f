package audit

import (
	"slices"
	"strconv"

	"waymark/programme"
	"waymark/record"
)

// apart finds the placed item that keeps another from counting: not both may.
func (b *bench) apart(item int32) (record.Ref, bool) {
	for _, n := range b.sh.view.version[0].NotBoth {
		if !slices.Contains(n.Of, b.s.c.items[item]) {
			continue
		}
		for _, other := range n.Of {
			if b.notes[b.s.c.item[other]].fills > 0 {
				return other, true
			}
		}
	}
	return record.Ref{}, false
}

// capped finds the limit that keeps an item from counting in a list that still needs options.
func (b *bench) capped(item int32) (limit string, found bool) {
	ref := b.s.c.items[item]
	for i := range b.lines {
		choose, ok := b.lines[i].Requirement.(*programme.Choose)
		if !ok || len(choose.AtMost) == 0 || !slices.ContainsFunc(choose.From, func(p programme.Requirement) bool { return isItem(p, ref) }) {
			continue
		}
		for _, limited := range choose.AtMost {
			if !slices.Contains(limited.Of, ref) {
				continue
			}
			n := 0
			for _, other := range limited.Of {
				if b.notes[b.s.c.item[other]].fills > 0 {
					n++
				}
			}
			if n >= limited.N {
				limit, found = strconv.Itoa(limited.N), true
			}
		}
	}
	return limit, found
}

func isItem(r programme.Requirement, ref record.Ref) bool {
	item, ok := r.(*programme.Item)
	return ok && item.Ref == ref
}

// earns finds a credential whose programme was met and asks for the item.
func (b *bench) earns(item int32) (record.Ref, bool) {
	for prog := 1; prog < len(b.s.c.progs); prog++ {
		if len(b.s.awards[prog]) == 0 || !b.s.c.envelope[prog].speaksOf(item) {
			continue
		}
		p := b.s.c.progs[prog]
		v := &p.Versions[b.s.awards[prog][0].version]
		found := false
		mentions(v, func(ref record.Ref) { found = found || ref == b.s.c.items[item] })
		if found {
			return credential(p), true
		}
	}
	return record.Ref{}, false
}

// mentioned tells whether the programme's rules speak of the item at all.
func (b *bench) mentioned(item int32) bool { return b.s.c.envelope[0].speaksOf(item) }
