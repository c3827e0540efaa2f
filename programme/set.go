package programme

import (
	"maps"
	"slices"
	"strings"

	"waymark/record"
)

// Set is programmes and facts that belong together. It is immutable and safe for use by many goroutines.
type Set struct {
	programmes map[string]*Programme
	awarding   map[string]*Programme
	facts      map[record.Ref]*Fact
	issuers    map[string]*Issuer
	rulings    []record.Ruling
}

// NewSet puts a set together. Of two programmes with one id, two programmes that award one credential, or two facts
// about one thing, the later given wins; telling people of it is the loader's work.
func NewSet(programmes []*Programme, facts []*Fact, issuers []*Issuer, rulings []record.Ruling) *Set {
	s := &Set{
		programmes: make(map[string]*Programme, len(programmes)),
		awarding:   make(map[string]*Programme, len(programmes)),
		facts:      make(map[record.Ref]*Fact, len(facts)),
		issuers:    make(map[string]*Issuer, len(issuers)),
		rulings:    slices.Clone(rulings),
	}
	for _, p := range programmes {
		s.programmes[p.ID] = p
		if p.Awards.Credential != "" {
			s.awarding[p.Awards.Credential] = p
		}
	}
	for _, f := range facts {
		s.facts[f.Ref] = f
	}
	for _, i := range issuers {
		s.issuers[i.ID] = i
	}
	return s
}

// Programme gives the programme with the id, or nil.
func (s *Set) Programme(id string) *Programme { return s.programmes[id] }

// Awarding gives the programme that awards the credential, or nil.
func (s *Set) Awarding(credential string) *Programme { return s.awarding[credential] }

// Fact gives what is known of the thing, or nil.
func (s *Set) Fact(ref record.Ref) *Fact { return s.facts[ref] }

// Issuer gives the issuer with the id, or nil.
func (s *Set) Issuer(id string) *Issuer { return s.issuers[id] }

// Rulings are those in force for everyone.
func (s *Set) Rulings() []record.Ruling { return s.rulings }

// Programmes lists all programmes by id.
func (s *Set) Programmes() []*Programme {
	return slices.SortedFunc(maps.Values(s.programmes), func(a, b *Programme) int { return strings.Compare(a.ID, b.ID) })
}

// Facts lists all facts in canonical order.
func (s *Set) Facts() []*Fact {
	return slices.SortedFunc(maps.Values(s.facts), func(a, b *Fact) int { return a.Ref.Compare(b.Ref) })
}

// Issuers lists all issuers by id.
func (s *Set) Issuers() []*Issuer {
	return slices.SortedFunc(maps.Values(s.issuers), func(a, b *Issuer) int { return strings.Compare(a.ID, b.ID) })
}
