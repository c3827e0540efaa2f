package rdf

import (
	"maps"
	"sync"
	"sync/atomic"

	"waymark/credential/jsontree"
)

// contextState is what JSON-LD calls an active context. It is never changed once it is in use.
type contextState struct {
	terms    map[string]*term
	vocab    string
	hasVocab bool
	language string
	// previous is where a type-scoped context ends.
	previous *contextState
	// protects tells that some term may not be redefined.
	protects bool
	// derived keeps what scoped contexts of this state's terms made of it.
	derived sync.Map
	// passing is set for states that belong to one document: they and what they lead to go with it.
	passing bool
}

// term is a term definition.
type term struct {
	// iri is the term's full name, or a keyword; it is empty for a term that means nothing.
	iri     string
	keyword keyword
	// text is the IRI as N-Quads write it.
	text      string
	prefix    bool
	protected bool
	reverse   bool
	// coerce is the kind of coercion; datatype its IRI and datatypeText what N-Quads write after the value.
	coerce       coercion
	datatype     string
	datatypeText string
	// language overrides the context's; hasLanguage tells an empty one from none.
	language    string
	hasLanguage bool
	container   container
	// scoped is the term's own context.
	scoped *jsontree.Value
}

type coercion uint8

const (
	coerceNone coercion = iota
	coerceID
	coerceVocab
	coerceJSON
	coerceType
	coerceNothing // @none
)

type container uint8

const (
	containerList container = 1 << iota
	containerSet
	containerGraph
	containerIndex
	containerLanguage
)

type keyword uint8

const (
	notKeyword keyword = iota
	kwContext
	kwID
	kwType
	kwValue
	kwLanguage
	kwDirection
	kwIndex
	kwList
	kwSet
	kwGraph
	kwReverse
	kwOther
)

var keywords = map[string]keyword{
	"@context": kwContext, "@id": kwID, "@type": kwType, "@value": kwValue, "@language": kwLanguage,
	"@direction": kwDirection, "@index": kwIndex, "@list": kwList, "@set": kwSet, "@graph": kwGraph,
	"@reverse": kwReverse, "@base": kwOther, "@container": kwOther, "@import": kwOther, "@included": kwOther,
	"@json": kwOther, "@nest": kwOther, "@none": kwOther, "@prefix": kwOther, "@propagate": kwOther,
	"@protected": kwOther, "@version": kwOther, "@vocab": kwOther,
}

// looksLikeKeyword tells a name of an @ and letters, which JSON-LD reserves.
func looksLikeKeyword(name string) bool {
	if len(name) < 2 || name[0] != '@' {
		return false
	}
	for i := 1; i < len(name); i++ {
		if c := name[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func (c *contextState) clone() *contextState {
	return &contextState{
		terms: maps.Clone(c.terms), vocab: c.vocab, hasVocab: c.hasVocab, language: c.language,
		previous: c.previous, protects: c.protects, passing: c.passing,
	}
}

// same tells whether two definitions say the same, protection aside.
func (t *term) same(o *term) bool {
	if t.iri != o.iri || t.prefix != o.prefix || t.reverse != o.reverse || t.coerce != o.coerce || t.datatype != o.datatype ||
		t.language != o.language || t.hasLanguage != o.hasLanguage || t.container != o.container {
		return false
	}
	if t.scoped == nil || o.scoped == nil {
		return t.scoped == o.scoped
	}
	return t.scoped == o.scoped || jsontree.Equal(*t.scoped, *o.scoped)
}

// maxKept bounds how many states are kept, so that no stream of odd documents fills the memory.
const maxKept = 4096

type counter struct{ n atomic.Int64 }

func (c *counter) take() bool { return c.n.Add(1) <= maxKept }

// scopedKey names one application of a scoped context.
type scopedKey struct {
	scoped *jsontree.Value
	byType bool
}

// scope applies the context of a term: of a type, which ends at the next node, or of a property.
func (p *Processor) scope(c *contextState, scoped *jsontree.Value, byType bool, w *work) (*contextState, error) {
	key := scopedKey{scoped, byType}
	if known, ok := c.derived.Load(key); ok {
		return known.(*contextState), nil //nolint:forcetypeassert // the map holds nothing else
	}
	next, err := p.process(c, scoped, options{override: !byType, propagate: !byType, work: w})
	if err != nil {
		return nil, err
	}
	if c.passing || p.kept.take() { // what belongs to one document goes with it
		kept, _ := c.derived.LoadOrStore(key, next)
		return kept.(*contextState), nil //nolint:forcetypeassert // the map holds nothing else
	}
	if next != c {
		next.passing = true
	}
	return next, nil
}
