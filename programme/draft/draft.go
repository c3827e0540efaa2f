// Package draft makes a draft programme of the text of a requirements page, and lists what is doubtful on it.
//
// Call [Page]. It reads two kinds of page: what `waymark show --markdown` writes (docs/show-markdown.md), which comes back
// as the very same programme, and any other text, in which it looks for headings, lists, tables and sentences that name
// exams and say how many of them are needed. The stages are small: text to lines, lines to blocks, blocks to mentions and
// quantities, those to lists, lists to a tree; the doubts look at the tree and at what the prose says of it.
//
// The draft says what the page says, faults and all: a doubt is told, with its line, and never silently resolved. Nothing
// is looked up but in the set that the caller gives, and no text, however long or broken, makes it panic or work without
// end.
package draft

import (
	"fmt"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/source"
)

// Draft is a programme made from a page.
type Draft struct {
	// YAML is the programme file; empty where the page could not be read.
	YAML []byte
	// Source and Programme are what the file reads and compiles to; nil where it does neither.
	Source    *source.Programme
	Programme *programme.Programme
}

// Page reads the text of a page. The name is for findings only. Facts and programmes of the known set, which may be nil,
// help to tell codes, credentials and issuers, and to say what is right. Only a page that cannot be read gives an error;
// doubts are warnings and notes, sorted by line.
func Page(file string, text []byte, known *programme.Set) (Draft, diag.List) {
	var doubts diag.List
	lines, ok := readLines(file, text, &doubts)
	if !ok {
		return Draft{}, doubts
	}
	r := read(file, lines, know(known), &doubts)
	if r == nil || empty(r.tree) {
		doubts.Add(fault("import-nothing", diag.Pos{File: file, Line: 1, Column: 1}))
		return Draft{}, finish(doubts)
	}
	r.doubt(&doubts)
	w := writeYAML(r, opening(r))
	d := Draft{YAML: []byte(w.String())}
	d.compile(w, &doubts)
	return d, finish(doubts)
}

// read reads the lines by the form that they have.
func read(file string, lines []string, known *knowledge, doubts *diag.List) *reading {
	if hasForm(lines) {
		return readRules(file, lines, known, doubts)
	}
	p := readPage(file, readBlocks(file, lines), known, doubts)
	r := p.reading(known)
	p.doubt(doubts)
	return r
}

func empty(p *programme.Programme) bool {
	for _, v := range p.Versions {
		if len(v.Requires.Of) > 0 {
			return false
		}
	}
	return true
}

// opening is the comment at the head of the draft.
func opening(r *reading) []string {
	return []string{
		fmt.Sprintf("A draft made from %s: every part names the line of the page that says so.", r.file),
		"Settle the doubts that the import lists, then give sources and the day from which the rules hold.",
	}
}

// compile reads the draft as any programme file is read. What is wrong with it there is told at the line of the page that
// it comes from.
func (d *Draft) compile(w *yamlWriter, doubts *diag.List) {
	f, found := source.Read(w.file, d.YAML)
	var p *programme.Programme
	if !found.HasErrors() && f.Programme != nil {
		p, found = compile.Programme(f.Programme)
	}
	for _, e := range found {
		if e.Severity == diag.Error {
			doubts.Add(fault("import-not-a-programme", w.page(e.Pos.Line),
				message.Op("reason", e.Sentence(message.English())), message.Op("line", e.Pos.Line)))
		}
	}
	if !found.HasErrors() {
		d.Source, d.Programme = f.Programme, p
	}
}

// finish sorts the doubts and leaves out what nobody would read.
func finish(doubts diag.List) diag.List {
	doubts.Sort()
	if len(doubts) > maxDoubts {
		last := doubts[maxDoubts].Pos
		doubts = append(doubts[:maxDoubts:maxDoubts], note("import-more", last, message.Op("limit", maxDoubts)))
	}
	return doubts
}
