package check

import (
	"iter"
	"slices"

	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// named goes through every ref that lets the rules of a version be met: pieces, conditions and covers.
func named(v *programme.Version) iter.Seq[record.Ref] {
	return func(yield func(record.Ref) bool) {
		conditions := func(given []programme.Condition) bool {
			return !slices.ContainsFunc(given, func(c programme.Condition) bool { return !yield(c.Ref) })
		}
		for q := range within(v.Requires) {
			if item, ok := q.(*programme.Item); ok && !yield(item.Ref) || !conditions(q.Heading().Given) {
				return
			}
		}
		for _, c := range v.Covers {
			if !yield(c.By) || !conditions(c.Given) {
				return
			}
		}
	}
}

// listing is a kind of thing by an issuer; of an empty issuer, by anyone.
type listing struct {
	kind   record.Kind
	issuer string
}

// findCodes lists the codes of facts and of awarded credentials, sorted.
func (k *knowledge) findCodes() map[listing][]string {
	codes := map[listing][]string{}
	add := func(ref record.Ref) {
		for _, l := range []listing{{ref.Kind, ref.Issuer()}, {ref.Kind, ""}} {
			codes[l] = append(codes[l], ref.Code())
		}
	}
	for _, f := range k.set.Facts() {
		add(f.Ref)
	}
	for _, p := range k.set.Programmes() {
		add(record.Ref{Kind: record.Credential, ID: p.Awards.Credential})
	}
	for l := range codes {
		slices.Sort(codes[l])
		codes[l] = slices.Compact(codes[l])
	}
	return codes
}

// findListings tells of which kinds of things, by which issuer, there are facts, so that one that no fact is about is a
// mistake and not merely unlisted.
func (k *knowledge) findListings() map[listing]bool {
	all := map[listing]bool{}
	for _, f := range k.set.Facts() {
		all[listing{f.Ref.Kind, f.Ref.Issuer()}] = true
	}
	return all
}

// findBare gathers the facts by kind and bare code.
func (k *knowledge) findBare() map[record.Ref][]*programme.Fact {
	all := map[record.Ref][]*programme.Fact{}
	for _, f := range k.set.Facts() {
		ref := record.Ref{Kind: f.Ref.Kind, ID: f.Ref.Code()}
		all[ref] = append(all[ref], f)
	}
	return all
}

// fact gives what is known of the ref; of a bare code, where only one issuer has such a thing.
func (k *knowledge) fact(ref record.Ref) *programme.Fact {
	if !ref.Bare() {
		return k.set.Fact(ref)
	}
	if facts := k.bare()[ref]; len(facts) == 1 {
		return facts[0]
	}
	return nil
}

// knows tells whether the set has a fact about the ref or a programme that awards it; of a bare code, about that of any
// issuer.
func (k *knowledge) knows(ref record.Ref) bool {
	if ref.Bare() {
		_, found := slices.BinarySearch(k.codes()[listing{kind: ref.Kind}], ref.ID)
		return found
	}
	return k.set.Fact(ref) != nil || ref.Kind == record.Credential && k.set.Awarding(ref.ID) != nil
}

// meant gives the id that was most likely meant, or empty: another code of the issuer, or the same code of an issuer with
// nearly the same name. A bare code may be anyone's.
func (k *knowledge) meant(ref record.Ref) string {
	issuer := ref.Issuer()
	if codes := k.codes()[listing{ref.Kind, issuer}]; len(codes) > 0 {
		code := source.Nearest(ref.Code(), codes)
		if code == "" || issuer == "" {
			return code
		}
		return issuer + "/" + code
	}
	var issuers []string
	for l := range k.codes() {
		other := record.Ref{Kind: ref.Kind, ID: l.issuer + "/" + ref.Code()}
		if l.kind == ref.Kind && l.issuer != "" && k.knows(other) {
			issuers = append(issuers, l.issuer)
		}
	}
	slices.Sort(issuers)
	if near := source.Nearest(issuer, issuers); near != "" {
		return near + "/" + ref.Code()
	}
	return ""
}

// titleKey is a title as people compare it, among things of one kind and issuer.
type titleKey struct {
	kind          record.Kind
	issuer, title string
}

func keyOf(ref record.Ref, title string) titleKey {
	return titleKey{ref.Kind, ref.Issuer(), plainTitle(title)}
}

func (k *knowledge) findTitles() map[titleKey][]*programme.Fact {
	titles := map[titleKey][]*programme.Fact{}
	for _, f := range k.set.Facts() {
		if key := keyOf(f.Ref, f.Title); key.title != "" {
			titles[key] = append(titles[key], f)
		}
	}
	return titles
}
