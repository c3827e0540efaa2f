package draft

import (
	"slices"

	"waymark/record"
)

// pairing is the question which title belongs to which code, when a page gives one title to several codes or one code
// several titles. Each code has one title and each title one code, so the right pairs are a matching; a pair that stands in
// no largest matching is wrong, one that stands in all of them is right, the rest is open.
type pairing struct {
	pairs   []*pair
	byRef   map[record.Ref][]*pair
	byTitle map[string][]*pair
	byPlace map[*mention]*pair
}

// pair is a code with a title, as the page has it in one or several places.
type pair struct {
	ref      record.Ref
	plain    string
	mentions []*mention
	standing standing
}

// standing says what the other pairs, or the facts, say of a pair.
type standing uint8

const (
	undoubted standing = iota // nothing else on the page touches it
	right
	open
	wrong
)

// maxPairs is how many pairs that hang together are matched; of more, all stay open.
const maxPairs = 40

// pairUp gathers the pairs of a page and judges each.
func pairUp(mentions []*mention, title func(record.Ref) string) *pairing {
	p := &pairing{byRef: map[record.Ref][]*pair{}, byTitle: map[string][]*pair{}, byPlace: map[*mention]*pair{}}
	type key struct {
		ref   record.Ref
		plain string
	}
	index := map[key]*pair{}
	for _, m := range mentions {
		k := key{m.ref, plainTitle(m.title)}
		if k.plain == "" {
			continue
		}
		one := index[k]
		if one == nil {
			one = &pair{ref: k.ref, plain: k.plain}
			index[k] = one
			p.pairs = append(p.pairs, one)
			p.byRef[k.ref] = append(p.byRef[k.ref], one)
			p.byTitle[k.plain] = append(p.byTitle[k.plain], one)
		}
		one.mentions = append(one.mentions, m)
		p.byPlace[m] = one
	}
	for _, group := range p.components() {
		if len(group) > 1 {
			judge(group, title)
		}
	}
	return p
}

// components are the pairs that hang together by a code or a title.
func (p *pairing) components() [][]*pair {
	parent := make([]int, len(p.pairs))
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	codes, titles := map[record.Ref]int{}, map[string]int{}
	for i, one := range p.pairs {
		parent[i] = i
		if j, ok := codes[one.ref]; ok {
			parent[find(i)] = find(j)
		}
		if j, ok := titles[one.plain]; ok {
			parent[find(i)] = find(j)
		}
		codes[one.ref], titles[one.plain] = i, i
	}
	at := map[int]int{}
	var groups [][]*pair
	for i, one := range p.pairs {
		root := find(i)
		if _, ok := at[root]; !ok {
			at[root] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[root]] = append(groups[at[root]], one)
	}
	return groups
}

// judge gives every pair of a group its standing: by the facts where they know the code, else by the matchings, else by
// what stands in more places.
func judge(group []*pair, title func(record.Ref) string) {
	taken := map[string]record.Ref{}
	for _, one := range group {
		if known := plainTitle(title(one.ref)); known != "" {
			taken[known] = one.ref
		}
	}
	var rest []*pair
	for _, one := range group {
		known := plainTitle(title(one.ref))
		owner, owned := taken[one.plain]
		switch {
		case known != "" && known == one.plain:
			one.standing = right
		case known != "" || owned && owner != one.ref:
			one.standing = wrong
		default:
			rest = append(rest, one)
		}
	}
	if len(rest) > maxPairs {
		for _, one := range rest {
			one.standing = open
		}
		return
	}
	judgeByMatching(rest)
	byMajority(rest)
}

func judgeByMatching(pairs []*pair) {
	best := matching(pairs)
	for i, one := range pairs {
		without := slices.Delete(slices.Clone(pairs), i, i+1)
		var beside []*pair
		for _, other := range without {
			if other.ref != one.ref && other.plain != one.plain {
				beside = append(beside, other)
			}
		}
		switch {
		case matching(beside)+1 < best:
			one.standing = wrong
		case matching(without) < best:
			one.standing = right
		default:
			one.standing = open
		}
	}
}

// matching is how many codes can have a title of their own at once.
func matching(pairs []*pair) int {
	byCode := map[record.Ref][]string{}
	var codes []record.Ref
	for _, one := range pairs {
		if byCode[one.ref] == nil {
			codes = append(codes, one.ref)
		}
		byCode[one.ref] = append(byCode[one.ref], one.plain)
	}
	owner := map[string]record.Ref{}
	var seen map[string]bool
	var place func(record.Ref) bool
	place = func(code record.Ref) bool {
		for _, title := range byCode[code] {
			if seen[title] {
				continue
			}
			seen[title] = true
			if other, taken := owner[title]; !taken || place(other) {
				owner[title] = code
				return true
			}
		}
		return false
	}
	n := 0
	for _, code := range codes {
		seen = map[string]bool{}
		if place(code) {
			n++
		}
	}
	return n
}

// byMajority settles open pairs of one code by what stands in more places than all its others.
func byMajority(pairs []*pair) {
	for _, one := range pairs {
		if one.standing != open {
			continue
		}
		more, rivals := true, 0
		for _, other := range pairs {
			if other != one && other.ref == one.ref {
				rivals++
				more = more && len(one.mentions) > len(other.mentions)
			}
		}
		if !more || rivals == 0 {
			continue
		}
		for _, other := range pairs {
			if other != one && other.ref == one.ref {
				other.standing = wrong
			}
		}
		one.standing = right
	}
}

// titled are the other codes that bear the title.
func (p *pairing) titled(one *pair) []*pair {
	var all []*pair
	for _, other := range p.byTitle[one.plain] {
		if other != one {
			all = append(all, other)
		}
	}
	return all
}

// named are the other titles that the code bears.
func (p *pairing) named(one *pair) []*pair {
	var all []*pair
	for _, other := range p.byRef[one.ref] {
		if other != one {
			all = append(all, other)
		}
	}
	return all
}

// meant is the code that a wrong pair must mean by its title: the one whose pair with it is right; else its own.
func (p *pairing) meant(m *mention) record.Ref {
	if one := p.byPlace[m]; one != nil && one.standing == wrong {
		for _, other := range p.byTitle[one.plain] {
			if other.standing == right {
				return other.ref
			}
		}
	}
	return m.ref
}
