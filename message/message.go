// Package message turns codes and operands into sentences.
//
// Engines and linters speak in codes ("choice-repeats", "evidence.used-elsewhere") with operands; the words are here, one
// JSON file a subject under the folder of each language. Call [English] first, then [Catalogue.Sentence].
//
// It never decides anything and never reads a file at run time: the catalogues are embedded. A code, once published,
// keeps its meaning and its operands; its wording may improve.
package message

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed en/*.json
var files embed.FS

// Operand is one named value of a sentence.
type Operand struct {
	// Name is the word between braces in the sentence.
	Name string
	// Value is a string, an int, a []string or anything that prints itself (a date, a position).
	Value any
}

// Op makes an operand; it reads better than a literal in a long list.
func Op(name string, value any) Operand { return Operand{Name: name, Value: value} }

// Catalogue holds the sentences of one language.
type Catalogue struct {
	language  string
	sentences map[string]string
}

// English gives the catalogue every other one falls back on.
var English = sync.OnceValue(func() *Catalogue { return load("en") })

func load(language string) *Catalogue {
	c := &Catalogue{language: language, sentences: map[string]string{}}
	names, err := fs.Glob(files, language+"/*.json")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		var part map[string]string
		if err := json.Unmarshal(data, &part); err != nil {
			panic(fmt.Errorf("message: %s: %w", name, err))
		}
		for code, sentence := range part {
			if _, twice := c.sentences[code]; twice {
				panic(fmt.Errorf("message: %s: code %q has two sentences", name, code))
			}
			c.sentences[code] = sentence
		}
	}
	return c
}

// Language is the BCP 47 tag of the catalogue's language.
func (c *Catalogue) Language() string { return c.language }

// Codes lists every code that has a sentence, sorted.
func (c *Catalogue) Codes() []string { return slices.Sorted(maps.Keys(c.sentences)) }

// Has tells whether code has a sentence.
func (c *Catalogue) Has(code string) bool { _, ok := c.sentences[code]; return ok }

// Sentence gives the sentence of code with its operands set in: {name} prints an operand, {name:exam|exams} the word
// that fits its number. A code without a sentence prints as itself with its operands, so that nothing is lost.
func (c *Catalogue) Sentence(code string, operands ...Operand) string {
	text, ok := c.sentences[code]
	if !ok {
		return bare(code, operands)
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		field, after, closed := strings.Cut(rest, "}")
		if !closed {
			b.WriteString("{" + rest)
			return b.String()
		}
		b.WriteString(fill(field, operands))
		text = after
	}
}

func fill(field string, operands []Operand) string {
	name, words, plural := strings.Cut(field, ":")
	for _, o := range operands {
		if o.Name != name {
			continue
		}
		if !plural {
			return show(o.Value)
		}
		one, many, _ := strings.Cut(words, "|")
		if n, ok := o.Value.(int); ok && n == 1 {
			return one
		}
		return many
	}
	return "{" + field + "}"
}

func show(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case []string:
		return strings.Join(v, ", ")
	default:
		return fmt.Sprint(v)
	}
}

func bare(code string, operands []Operand) string {
	parts := []string{code}
	for _, o := range operands {
		parts = append(parts, o.Name+"="+show(o.Value))
	}
	return strings.Join(parts, " ")
}
