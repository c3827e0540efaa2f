package rdf

import (
	"slices"
	"strings"
	"sync"

	"waymark/credential/embedded"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// Compacted checks that the document is whole and says everything by the names of the published contexts: those that a
// reader of plain JSON looks for. A signature over RDF holds whatever the names, so an attacker could otherwise write
// validUntil as its full IRI, or under a name of their own, and the credential would seem never to end.
func (p *Processor) Compacted(document *jsontree.Value) error {
	if document.Kind != jsontree.Map {
		return flaw.New("jsonld.not-object")
	}
	w := &walker{p: p, data: &Dataset{}, silent: true, compacted: true, work: work{maxWork}}
	return w.top(document)
}

// credentialNS begins the IRIs of what a credential says of itself: its dates, status, issuer.
const credentialNS = "https://www.w3.org/2018/credentials#" //nolint:gosec // an address, no secret

// plainKeyword tells whether a compacted document may use a keyword as it is.
func plainKeyword(name string, inValue bool) bool {
	switch name {
	case "@context", "@value", "@language", "@direction":
		return true
	case "@type":
		return inValue
	default:
		return false
	}
}

// written checks one name of a compacted document.
func (w *walker) written(c *contextState, name string, inValue bool) error {
	if !w.compacted || c.terms[name] != nil {
		return nil
	}
	if strings.HasPrefix(name, "@") && !plainKeyword(name, inValue) || strings.Contains(name, ":") {
		return flaw.New("jsonld.uncompacted", flaw.Op("term", name))
	}
	return nil
}

// inline checks the terms that a compacted document defines itself: none may be another name for a published one.
func (w *walker) inline(before, after *contextState, given *jsontree.Value) error {
	if !w.compacted {
		return nil
	}
	for _, whole := range given.Each() {
		if whole.Kind != jsontree.Map {
			continue
		}
		item := unwrapped(&whole)
		for i := range item.Members {
			name := item.Members[i].Name
			t := after.terms[name]
			if t == nil || t == before.terms[name] {
				continue
			}
			if t.scoped != nil || t.reverse || t.keyword != notKeyword || taken(t.iri, name) {
				return flaw.In("@context", flaw.New("jsonld.alias", flaw.Op("term", name), flaw.Op("found", t.iri)))
			}
		}
	}
	return nil
}

// taken tells whether a published context has the IRI under another name.
func taken(iri, name string) bool {
	names := publishedNames()[iri]
	return len(names) > 0 && !names[name]
}

// publishedNames are the names that the embedded contexts give to each IRI.
var publishedNames = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, d := range embedded.Documents() {
		data, ok := embedded.Context(d.Address)
		if !ok {
			continue
		}
		v, err := jsontree.Parse(data)
		if err != nil {
			panic(err) // embedded, and held by a test
		}
		collectNames(v.Get("@context"), nil, all)
	}
	return all
})

// collectNames reads a context's definitions, those inside others too; outer are the contexts around it, for prefixes.
func collectNames(v *jsontree.Value, outer []*jsontree.Value, all map[string]map[string]bool) {
	items := v.Each()
	for i := range items {
		around := slices.Concat(outer, []*jsontree.Value{&items[i]})
		for j := range items[i].Members {
			m := &items[i].Members[j]
			iri := m.Value.Text
			if m.Value.Kind == jsontree.Map {
				iri = m.Value.Str("@id")
				collectNames(m.Value.Get("@context"), around, all)
			}
			if prefix, suffix, ok := strings.Cut(iri, ":"); ok && !strings.HasPrefix(suffix, "//") {
				for _, c := range around {
					if base := c.Str(prefix); base != "" {
						iri = base + suffix
					}
				}
			}
			if all[iri] == nil {
				all[iri] = map[string]bool{}
			}
			all[iri][m.Name] = true
		}
	}
}
