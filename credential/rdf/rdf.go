// Package rdf turns JSON-LD into its one canonical form: the sorted N-Quads of RDFC-1.0.
//
// Make a [Processor] with [New] and call [Processor.Canonical] with a parsed document. JSON-LD contexts come from the
// embedded set, compiled once and kept. What JSON-LD would drop in silence is an error here: a term that no context
// defines, a relative identifier or type, a value that floats free; for what is dropped is not signed. The few features
// of JSON-LD that no credential uses (@import, @nest, @included, reverse maps, maps by id or type) are refused by name
// rather than done by halves. A dataset whose blank nodes are too alike (a poison graph) is refused after a set number
// of steps.
//
// It never fetches, reads no clock, and may be used by many goroutines at once. The canonical form of a document that
// was once accepted never changes.
package rdf

import (
	"crypto"
	"sync"

	"waymark/credential/embedded"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// Processor holds the compiled contexts.
type Processor struct {
	load func(address string) ([]byte, bool)
	root *contextState

	mu        sync.Mutex
	documents map[string]*jsontree.Value

	// contexts keeps the compiled form of whole lists of addresses, as documents write them.
	contexts sync.Map
	kept     counter
}

// New makes a processor over the embedded contexts; further ones are asked of more, if it is not nil.
func New(more func(address string) ([]byte, bool)) *Processor {
	load := embedded.Context
	if more != nil {
		load = func(address string) ([]byte, bool) {
			if data, ok := embedded.Context(address); ok {
				return data, true
			}
			return more(address)
		}
	}
	return &Processor{load: load, root: &contextState{}, documents: map[string]*jsontree.Value{}}
}

// Default is a processor over the embedded contexts alone.
var Default = sync.OnceValue(func() *Processor { return New(nil) })

// Canonical gives the canonical N-Quads of a JSON-LD document, with SHA-256 inside RDFC-1.0.
func (p *Processor) Canonical(document *jsontree.Value) ([]byte, error) {
	return p.CanonicalWith(document, crypto.SHA256)
}

// CanonicalWith is [Processor.Canonical] with another hash: SHA-384 goes with P-384.
func (p *Processor) CanonicalWith(document *jsontree.Value, hash crypto.Hash) ([]byte, error) {
	d, err := p.Dataset(document)
	if err != nil {
		return nil, err
	}
	return d.Canonical(hash)
}

// document gives the parsed content of a context's address.
func (p *Processor) document(address string) (*jsontree.Value, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if v, ok := p.documents[address]; ok {
		return v, nil
	}
	data, ok := p.load(address)
	if !ok {
		return nil, flaw.New("jsonld.unknown-context", flaw.Op("address", address))
	}
	v, err := jsontree.Parse(data)
	if err != nil {
		return nil, err
	}
	inner := v.Get("@context")
	if inner == nil {
		return nil, flaw.New("jsonld.no-context", flaw.Op("address", address))
	}
	p.documents[address] = inner
	return inner, nil
}
