package source

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seeds are one small file of each kind and the faults that readers stumble over.
var seeds = []string{
	"programme: a/b\ntitle: B\nawards: {credential: b, term: 3 years}\nsources: [{id: p, page: q, read: 2006-05-01}]\n" +
		"summary: {text: one, sources: p}\nrecommends: [{years: 1, text: x}]\nversion: 1\nin_force: {from: 2003-08-28}\nrequires:\n" +
		"  # the only one\n  - id: x\n    choose: 1\n    from: [exam 1, {exams: [2, 3]}, {credential: c/d, ever: true}]\n" +
		"    at_most: [{n: 1, of: [exam 2]}]\n  - {any: [exam 4], given: holds e, open: {question: q, because: r}} # open\n" +
		"covers: [{by: exam 5, fills: x}]\nnot_both: [[exam 1, exam 2]]\nshares: [{between: [x], items: [exam 1]}]\ncounts: once\n",
	"facts: a\ntitle: >-\n  two\n  lines\n\nexams:\n  1: {title: 'it''s', first: 2003-08-14, last: none}\nprices:\n  - {exams: all, amount: 125.00 USD}\n",
	"candidate: {name: \"Zo\\u00eb\"}\nevidence:\n  - {exam: m/1, date: 2004-03-01} # first\n  - {credit: x, date: 2004-03-01, amount: 8}\n",
	`{"evidence": [{"course": 2273, "date": "2004-01-05", "note": "\ud83c\udf93"}]}`,
	"test: a/b\ncases:\n  - name: x\n    as_of: 2005-06-01\n    record: {}\n    expect: {verdict: met, counts: {exam 1: x}}\n",
	"rulings:\n  - {admit: exam m/1, from: 2008-04-01, author: A, reason: |\n  }\n",
	"rulings: [ # none\n]\n# end\n", "--- # x\nrulings: []\n...\n# y\n", "%YAML 1.2\n---\nrulings: []", "\ufeffrulings: []\r\n",
	"? rulings\n: []\n", "- a\n", "a: &a [*a]\n", "a: \"\\x\"\n", "\x00", "\xff\xfe", "{", "candidate: {name: |2+\n   x\n\n\n}",
	"candidate:\n  name: |+\n    x\n\n\n  id: >\n    a\n     b\n    c\n\n\n    # no comment\n  # comment\n",
}

func addSeeds(f *testing.F) {
	f.Helper()
	for _, s := range seeds {
		f.Add([]byte(s))
	}
}

// FuzzRead holds that no file panics and that every finding stands in the file and has its sentence.
func FuzzRead(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, found := Read("x.yaml", data)
		checkFindings(t, data, say(found), len(found))
		for _, finding := range found {
			if finding.Pos.Line < 1 || finding.Pos.Column < 1 {
				t.Errorf("no place: %+v", finding)
			}
		}
		if !found.HasErrors() && file.Kind == Unknown {
			t.Error("a file of no kind without a finding")
		}
	})
}

func checkFindings(t *testing.T, data []byte, said string, n int) {
	t.Helper()
	if n > maxFindings+1 {
		t.Errorf("%d findings", n)
	}
	for _, code := range []string{"finding.", "hint."} {
		if bytes.Contains([]byte(said), []byte(code)) && !bytes.Contains(data, []byte(code)) {
			t.Errorf("a sentence is missing: %s", said)
		}
	}
}

// FuzzRecord holds that no record panics, and that one without a finding has only evidence of a kind with a day.
func FuzzRecord(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		rec, found := ReadRecord("x.json", data)
		if found.HasErrors() {
			return
		}
		for _, e := range rec.Evidence {
			if e.Kind == 0 || e.ID == "" || e.Date == 0 || !e.Pos.Known() {
				t.Errorf("evidence %+v", e)
			}
		}
		for _, u := range rec.Rulings {
			if u.Kind == 0 || u.From == 0 || u.Author == "" || u.Reason == "" {
				t.Errorf("ruling %+v", u)
			}
		}
	})
}

// FuzzFormat holds that a file without errors can be formatted, that formatting twice is formatting once, and that what
// is formatted reads as before.
func FuzzFormat(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		once, found := Format("x.yaml", data)
		if once == nil {
			for _, f := range found {
				if f.Rule == "not-formatted" {
					t.Errorf("%q has no errors and is not formatted", data)
				}
			}
			return
		}
		twice, found := Format("x.yaml", once)
		if string(once) != string(twice) {
			t.Errorf("formatting twice is not formatting once: %v\n%s", say(found), cmp.Diff(string(once), string(twice)))
		}
	})
}
