package check

import (
	"iter"
	"maps"
	"slices"

	"waymark/programme"
	"waymark/record"
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

// findCodes lists the ids of facts and of awarded credentials.
func (k *knowledge) findCodes() map[record.Kind][]string {
	codes := map[record.Kind][]string{}
	for _, f := range k.set.Facts() {
		codes[f.Ref.Kind] = append(codes[f.Ref.Kind], f.Ref.ID)
	}
	for _, p := range k.set.Programmes() {
		codes[record.Credential] = append(codes[record.Credential], p.Awards.Credential)
	}
	for kind := range maps.Keys(codes) {
		slices.Sort(codes[kind])
		codes[kind] = slices.Compact(codes[kind])
	}
	return codes
}

// knows tells whether the set has a fact about the ref or a programme that awards it.
func (k *knowledge) knows(ref record.Ref) bool {
	return k.set.Fact(ref) != nil || ref.Kind == record.Credential && k.set.Awarding(ref.ID) != nil
}

// listing is a kind of thing by an issuer of which the set has facts, so that one it does not know is a mistake and not
// merely unlisted.
type listing struct {
	kind   record.Kind
	issuer string
}

func (k *knowledge) findListings() map[listing]bool {
	all := map[listing]bool{}
	for _, f := range k.set.Facts() {
		all[listing{f.Ref.Kind, f.Ref.Issuer()}] = true
	}
	return all
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
