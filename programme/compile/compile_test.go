package compile_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

const head = "programme: a/b\ntitle: B\nawards: {credential: b, term: 3 years}\n"

func say(found diag.List) string {
	var all []string
	for _, f := range found {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Pos, f.Sentence(message.English()), f.HintSentence(message.English()))))
	}
	return strings.Join(all, "\n")
}

// set compiles files given as text; each is called by its place.
func set(t *testing.T, texts ...string) (*programme.Set, string) {
	t.Helper()
	var files []source.File
	for i, text := range texts {
		f, found := source.Read(strconv.Itoa(i+1), []byte(text))
		if len(found) > 0 {
			t.Fatal(say(found))
		}
		files = append(files, f)
	}
	s, found := compile.Set(files)
	return s, say(found)
}

func TestFilesThatContradictThemselves(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		want  string
	}{
		{"nothing required", []string{head + "requires: []\n"}, "1:4:1 this programme requires nothing list what must be met under requires"},
		{"no versions", []string{head + "versions: []\n"}, "1:1:1 this programme requires nothing list what must be met under requires"},
		{"an id twice", []string{head + "requires:\n  - {id: x, exam: 1}\n  - {id: y, all: [{id: x, exam: 2}]}\n"}, "1:6:24 the id x is taken it stands first in line 5; give each requirement an id of its own"},
		{"an id in two versions", []string{head + "versions:\n  - {version: 1, requires: [{id: x, exam: 1}]}\n  - {version: 2, requires: [{id: x, exam: 1}]}\n"}, ""},
		{"a version twice", []string{head + "versions:\n  - {version: 1, requires: [exam 1]}\n  - {version: 1, requires: [exam 2]}\n"}, "1:6:15 the version 1 stands here a second time give each version a name of its own"},
		{"unknown requirements", []string{head + "requires: [{id: x, exam: 1}]\ncovers: [{by: exam 2, fills: [x, y]}]\nshares: [{between: [x, z]}]\n"}, "1:5:34 no requirement of this version has the id y give the requirement that is meant an id, and write that id here\n1:6:24 no requirement of this version has the id z give the requirement that is meant an id, and write that id here"},
		{"an unknown source", []string{head + "sources: [{id: p, page: q}]\nsummary: {text: x, sources: o}\nrequires: [{exam: 1, sources: [p, r]}]\n"}, "1:5:29 the file has no source o give it under sources at the head of the file with its id and page\n1:6:35 the file has no source r give it under sources at the head of the file with its id and page"},
		{"a source twice", []string{head + "sources: [{id: p, page: q}, {id: p, page: r}]\nrequires: [exam 1]\n"}, "1:4:34 the source p stands here a second time"},
		{"choices of nothing", []string{head + "requires: [{choose: 0, from: [exam 1], at_most: [{n: 0, of: [exam 1]}]}]\n"}, "1:4:21 this chooses nothing write 1 or more\n1:4:54 this lets none of its items count write 1 or more"},
		{"one name for many", []string{head + "requires: [{id: x, exams: [1, 2]}]\n"}, "1:4:17 “x” would name 2 requirements at once name each in an entry of its own, or leave the name out"},
		{"a price of nothing", []string{"facts: a\nexams: {1: {}}\nprices: [{exams: [1, 2], amount: 1 USD}]\n"}, "1:3:22 this file has no exam 2 give the exam among the facts of this file, or correct the code"},
		{"two programmes", []string{head + "requires: [exam 1]\n", head + "requires: [exam 1]\n"}, "2:1:12 the programme a/b is given a second time it stands first in 1; keep one of the two"},
		{"two awards", []string{head + "requires: [exam 1]\n", "programme: a/c\ntitle: C\nawards: {credential: b}\nrequires: [exam 1]\n"}, "2:3:22 another programme awards b it stands first in 1; keep one of the two"},
		{"two facts", []string{"facts: a\nexams: {1: {}}\n", "facts: a\ncourses: {1: {}}\nexams: {1: {}}\n"}, "2:3:9 1 is given a second time it stands first in 1:2; keep one of the two"},
		{"one source, two pages", []string{"facts: a\nsources: [{id: p, page: q}]\n", "facts: a\nsources: [{id: p, page: r}]\n"}, "2:2:16 the source p names another page in another file of this issuer it stands first in 1; keep one of the two"},
		{"rulings of nothing", []string{head + "requires: [{id: x, exam: 1, open: {question: q, because: r}}]\n", `rulings:
  - {grant: q, programme: a/b, from: 2004-01-01, author: A, reason: B}
  - {refuse: p, programme: a/b, from: 2004-01-01, author: A, reason: B}
  - {waive: x, programme: a/b, from: 2004-01-01, author: A, reason: B}
  - {waive: y, programme: a/b, from: 2004-01-01, author: A, reason: B}
  - {admit: exam 1, programme: a/c, from: 2004-01-01, author: A, reason: B}
`}, "2:3:5 this ruling answers p, which is no open question of a/b\n2:5:5 this ruling waives y, which is no requirement of a/b\n2:6:5 this ruling is about the programme a/c, which does not exist"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, got := set(t, c.files...); got != c.want {
				t.Error(cmp.Diff(c.want, got))
			}
		})
	}
}

func TestProgramme(t *testing.T) {
	s, found := set(t, head+`sources: [{id: p, page: q, read: 2006-05-01}]
specialised_by: [c]
versions:
  - version: later
    in_force: {from: 2004-01-01}
    requires:
      - {exams: [1, c/2], listed: {until: 2005-12-31}}
      - {any: [exam 3, {credential: d, ever: true}], at_most: [{n: 1, of: [exam 3]}]}
  - in_force: {until: 2003-12-31}
    version: earlier
    requires: [{id: x, any: [course 2273, event e], given: passed 4, sources: p, confidence: disputed}]
    covers: [{by: ever-held credential f, fills: x}]
    counts: once
`)
	if found != "" {
		t.Fatal(found)
	}
	exam := func(id string) record.Ref { return record.Ref{Kind: record.Exam, ID: id} }
	credential := func(id string) record.Ref { return record.Ref{Kind: record.Credential, ID: id} }
	listed := programme.Head{Listed: programme.Span{Until: record.Day(2005, 12, 31)}}
	want := []programme.Version{
		{
			Name: "earlier", InForce: programme.Span{Until: record.Day(2003, 12, 31)}, OnceWritten: true,
			Requires: &programme.All{Of: []programme.Requirement{&programme.Any{
				Head: programme.Head{ID: "x", Given: []programme.Condition{{Ref: exam("a/4")}}, Sources: []string{"p"}, Confidence: programme.Disputed},
				Of: []programme.Requirement{
					&programme.Item{Ref: record.Ref{Kind: record.Course, ID: "a/2273"}},
					&programme.Item{Ref: record.Ref{Kind: record.Event, ID: "a/e"}},
				},
			}}},
			Covers: []programme.Cover{{By: credential("a/f"), Ever: true, Fills: []string{"x"}}},
		},
		{
			Name: "later", InForce: programme.Span{From: record.Day(2004, 1, 1)},
			Requires: &programme.All{Of: []programme.Requirement{
				&programme.Item{Head: &listed, Ref: exam("a/1")},
				&programme.Item{Head: &listed, Ref: exam("c/2")},
				&programme.Choose{
					N: 1, AtMost: []programme.Cap{{N: 1, Of: []record.Ref{exam("a/3")}}},
					From: []programme.Requirement{&programme.Item{Ref: exam("a/3")}, &programme.Item{Ref: credential("a/d"), Ever: true}},
				},
			}},
		},
	}
	p := s.Awarding("a/b")
	if diff := cmp.Diff(want, p.Versions); diff != "" {
		t.Error(diff)
	}
	if p.ID != "a/b" || p.Awards.TermMonths != 36 || p.SpecialisedBy[0] != "a/c" || p.File != "1" {
		t.Errorf("%+v", p)
	}
	const canonical = `programme a/b
awards a/b
term 36
version earlier
 in-force "" 2003-12-31
 any
  id x
  given exam a/4
  item course a/2273
  item event a/e
 cover
  by-ever credential a/f
  fills x
version later
 in-force 2004-01-01 ""
 item exam a/1
  listed "" 2005-12-31
 item exam c/2
  listed "" 2005-12-31
 choose 1
  at-most 1
   of exam a/3
  item exam a/3
  item-ever credential a/d
`
	if diff := cmp.Diff(canonical, string(compile.Rules(p))); diff != "" {
		t.Error("the canonical text has changed, and every hash with it:", diff)
	}
}

func TestFacts(t *testing.T) {
	s, found := set(t, `facts: a
title: A
sources: [{id: p, page: q}]
exams:
  1: {title: One, first: 2003-01-01, last: none, successor: 2, attributes: {family: x}, sources: p}
  2: {title: Two, last: 2008-03-31, void: 2009-01-01}
credentials: {c: {abbreviation: C}}
prices:
  - {exams: all, amount: 125.00 USD, place: US, until: 2007-12-31}
  - {exams: [2], amount: 15000 JPY, confidence: sample}
`, "facts: a\npage: https://example.org\nsources: [{id: r, page: s}]\n")
	if found != "" {
		t.Fatal(found)
	}
	dollars := programme.Price{Amount: 12500, Currency: "USD", Place: "US", In: programme.Span{Until: record.Day(2007, 12, 31)}}
	want := []*programme.Fact{
		{Ref: record.Ref{Kind: record.Exam, ID: "a/1"}, Title: "One", First: record.Day(2003, 1, 1), NoLast: true, Successor: "a/2", Attributes: map[string]string{"family": "x"}, Prices: []programme.Price{dollars}, Sources: []string{"p"}, File: "1", Line: 5},
		{Ref: record.Ref{Kind: record.Exam, ID: "a/2"}, Title: "Two", Last: record.Day(2008, 3, 31), Void: record.Day(2009, 1, 1), Prices: []programme.Price{dollars, {Amount: 15000, Currency: "JPY", Confidence: programme.Sample}}, File: "1", Line: 6},
		{Ref: record.Ref{Kind: record.Credential, ID: "a/c"}, Abbreviation: "C", File: "1", Line: 7},
	}
	if diff := cmp.Diff(want, s.Facts()); diff != "" {
		t.Error(diff)
	}
	issuer := &programme.Issuer{ID: "a", Title: "A", Page: "https://example.org", Sources: []programme.Source{{ID: "p", Page: "q"}, {ID: "r", Page: "s"}}, File: "1"}
	if diff := cmp.Diff(issuer, s.Issuer("a")); diff != "" {
		t.Error(diff)
	}
}
