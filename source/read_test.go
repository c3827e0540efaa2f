package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/diag"
	"waymark/message"
)

// say gives findings as a person reads them: place, length, sentence and what would be right.
func say(found diag.List) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%d:%d+%d %s", f.Pos.Line, f.Pos.Column, f.Length, f.Sentence(message.English()))
		if hint := f.HintSentence(message.English()); hint != "" {
			b.WriteString("; " + hint)
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

const head = "programme: a/b\ntitle: B\nawards: {credential: b}\n"

func TestReadSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"misspelt key", "evidence:\n  - {exam: 70-290, date: 2004-03-01, vresion: 1}\n", "2:38+7 the key vresion is not known here; did you mean version? The keys here are amount, attribute, attributes, course, credential, credit, date, event, exam, experience, note, reference, revoked, score, source, state, unit, until, version"},
		{"unknown key", "rulings: []\ncolour: red\n", "2:1+6 the key colour is not known here; the keys here are rulings"},
		{"duplicate key", "evidence: []\nevidence: []\n", "2:1+8 the key evidence stands here a second time; it stands first in line 1; keep one of the two"},
		{"columns count characters", "candidate: {name: \"Zoë Ångström\", nam: x}\n", "1:35+3 the key nam is not known here; did you mean name? The keys here are emails, id, identifiers, name"},
		{"missing keys", "evidence: [{exam: 70-290}]\n", "1:12+1 the key date is missing here; every piece of evidence has the day it was had, such as date: 2004-03-01"},
		{"no value", "facts: a\ntitle:\n", "2:7+1 there is no value here; text should stand here"},
		{"list for text", "facts: [a]\n", "1:8+1 this is a list; text should stand here"},
		{"text for list", "evidence: none\n", "1:11+4 this is the text “none”; a list should stand here, such as [a, b]"},
		{"text for mapping", "candidate: Ana\n", "1:12+3 this is the text “Ana”; keys with their values should stand here, such as key: value"},
		{"bad day", "evidence: [{exam: 1, date: 2004-02-30}]\n", "1:28+10 “2004-02-30” is not a day; write a day as year-month-day, such as 2005-06-01"},
		{"bad word", "evidence: [{exam: 1, date: 2004-02-03, state: verifeid}]\n", "1:47+8 “verifeid” is not one of the words known here; did you mean verified? The words here are stated, verified, refused"},
		{"bad id", "evidence: [{exam: \"70 290\", date: 2004-02-03}]\n", "1:19+8 “70 290” cannot be an id; an id is issuer/code or a code, such as microsoft/70-290 or networking, without spaces, quotation marks or commas"},
		{"two kinds", "evidence: [{exam: 1, course: 2, date: 2004-02-03}]\n", "1:22+6 both exam and course stand here; write two pieces of evidence"},
		{"ends before", "evidence: [{exam: 1, date: 2004-02-03, until: 2004-02-02}]\n", "1:47+10 the last day 2004-02-02 is before the first day 2004-02-03"},
		{"misspelt first key", "programe: a/b\n", "1:1+8 nothing here says what the file is; its first key is programe; did you mean programme? A file begins with programme, facts, candidate, evidence, test, rulings or offers"},
		{"no kind", "x: y\n", "1:1+1 nothing here says what the file is; its first key is x; begin the file with one of the keys programme, facts, candidate, evidence, test, rulings or offers"},
		{"empty", "# nothing\n", "1:1+1 the file says nothing; begin the file with one of the keys programme, facts, candidate, evidence, test, rulings or offers"},
		{"second document", "rulings: []\n---\nrulings: []\n", "2:1+3 a second document begins here; put it into a file of its own"},
		{"alias", "evidence: &all []\nrulings: *all\n", "1:11+4 &all names a value for use elsewhere, which is not read here; write the value out in each place\n2:10+4 *all points to a value elsewhere, which is not read here; write the value out in each place"},
		{"tag", "evidence: !!seq []\n", "1:11+5 the tag !!seq is not read here; leave it out"},
		{"UTF-16", "\xff\xfea\x00", "1:1+1 the file is written in UTF-16, not in UTF-8; save the file as UTF-8 text"},
		{"Latin-1", "evidence: []\ncandidate: {name: Zo\xeb}\n", "2:21+1 the byte 235 is not UTF-8 text; save the file as UTF-8 text"},
		{"control character", "evidence: [\x00]\n", "1:12+1 the control character 0 stands in the text"},
		{"escaped control character", `{"candidate": {"name": "a\u0000b"}}`, "1:24+5 this text holds a control character"},
		{"tab", "evidence:\n\t- {exam: 1}\n", "2:1+1 this line is indented with a tab; indent with spaces"},
		{"colon in text", "facts: a\ntitle: Exam: one\n", "2:12+1 a colon cannot begin a value here; put the text into quotation marks, or check how far the line is indented"},
		{"open quote", "facts: a\ntitle: \"one\n", "2:8+1 this quotation mark is never closed; close it where the text ends"},
		{"open list", "evidence: [a\nrulings: []\n", "2:8+1 the list in [ ] that begins in line 1 is not closed before this; separate the entries with commas and close the list with ]"},
		{"at sign", "facts: @a\n", "1:8+1 the text cannot begin with “@”; put the text into quotation marks"},
		{"no item", head + "requires: [test 1]\n", "4:12+6 “test 1” does not name an exam, a credential, a course or an event; write exam 70-290, credential comptia/a-plus, ever-held credential mcse-nt4, course 2273 or event endorsement"},
		{"no condition", head + "requires: [{exam: 1, given: has 2}]\n", "4:29+5 “has 2” is not a condition; write holds mcse-2000, ever held mcse-2000 or passed 70-240"},
		{"no body", head + "requires: [{title: x}]\n", "4:12+1 this requirement does not say what it asks for; give one of exam, credential, course, event, all, any, or choose with from"},
		{"two bodies", head + "requires: [{exam: 1, all: [exam 2]}]\n", "4:22+3 both exam and all stand here; a requirement has one of them; put both into a list under all or any"},
		{"choose alone", head + "requires: [{choose: 1}]\n", "4:13+6 the key from is missing here; choose and from stand together: choose: 1 and from: a list"},
		{"from alone", head + "requires: [{from: [exam 1]}]\n", "4:13+4 the key choose is missing here; choose and from stand together: choose: 1 and from: a list"},
		{"ever beside an exam", head + "requires: [{exam: 1, ever: true}]\n", "4:22+4 “ever” can stand only beside a credential"},
		{"limit without a list", head + "requires: [{exam: 1, at_most: [{n: 1, of: [exam 1]}]}]\n", "4:32+1 “at_most” can stand only beside “any” or “choose”"},
		{"bad number", head + "requires: [{choose: two, from: [exam 1]}]\n", "4:21+3 “two” is not a whole number; write it in digits, from 0 to 1000000"},
		{"bad term", "programme: a/b\ntitle: B\nawards: {credential: b, term: 3 weeks}\nrequires: [exam 1]\n", "3:31+7 “3 weeks” is not a term; write lifetime, 36 months or 3 years"},
		{"no issuer", "test: b\ncases: []\n", "1:7+1 “b” names no issuer; write the issuer before it, such as microsoft/b"},
		{"issuer too many", "facts: a\nexams: {b/1: {}}\n", "2:9+3 “b/1” names an issuer, which does not belong here; an id is issuer/code or a code, such as microsoft/70-290 or networking, without spaces, quotation marks or commas"},
		{"bad money", "facts: a\nprices: [{exams: all, amount: 125.5 USD}]\n", "2:31+9 “125.5 USD” is not an amount of money; write the amount and the currency, such as 125.00 USD"},
		{"grant without programme", "rulings: [{grant: q, from: 2004-01-01, author: A, reason: B}]\n", "1:11+1 this ruling names no programme; a ruling of the kind grant says which programme it is about, such as programme: microsoft/mcse-2003"},
		{"two prices", "facts: a\nprices: [{exams: all, courses: all, amount: 1 USD}]\n", "2:23+7 both exams and courses stand here; write two prices"},
		{"two rulings", "rulings: [{grant: q, waive: x, programme: a/b, from: 2004-01-01, author: A, reason: B}]\n", "1:22+5 both grant and waive stand here; write two rulings"},
		{"substitute for nothing", "rulings: [{substitute: exam 1, from: 2004-01-01, author: A, reason: B}]\n", "1:11+1 the key for is missing here; say what it stands in for, such as for: exam 70-215"},
		{"for without substitute", "rulings: [{admit: exam 1, for: exam 2, from: 2004-01-01, author: A, reason: B}]\n", "1:11+1 “for” can stand only beside “substitute”"},
		{"bad language", "programme: a/b\ntitle: B\nlanguage: english\nawards: {credential: b}\nrequires: [exam 1]\n", "3:11+7 “english” is not the tag of a language; write it as en, fr or pt-BR"},
		{"a key given twice by the author", "candidate: {identifiers: {vue: 1, vue: 2}}\n", "1:35+3 the key vue stands here a second time; it stands first in line 1; keep one of the two"},
		{"a key that is a list", "evidence: []\n? [a]\n: b\n", "2:3+1 this key is not plain text"},
		{"mapping for text", "facts: a\ntitle: {a: b}\n", "2:8+1 this is a mapping of keys to values; text should stand here"},
		{"keys beside versions", head + "versions: []\nrequires: []\n", "5:1+8 the key requires is not known here; the keys here are audience, awards, language, occupations, programme, recommends, sources, specialised_by, summary, title, value, versions"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, found := Read("x.yaml", []byte(c.data))
			if diff := cmp.Diff(c.want, say(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every sentence that a finding can ask for is in the catalogue.
func TestEveryShapeHasItsHint(t *testing.T) {
	for _, s := range []*shape{
		spanShape, openShape, capShape, sourceShape, awardShape, proseShape, adviceShape, coverShape, notBothShape, shareShape,
		priceShape, evidenceShape, rulingShape, rulingsShape, expectShape, caseShape, testShape, factsShape, versionShape,
		programmeShape,
	} {
		if code := "hint.key-missing." + s.name; !message.English().Has(code) {
			t.Errorf("%s has no sentence", code)
		}
	}
	for _, p := range problems {
		for _, code := range []string{"finding." + p.code, "hint." + p.code} {
			if !message.English().Has(code) {
				t.Errorf("%s has no sentence", code)
			}
		}
	}
}

func TestScalarsStayAsWritten(t *testing.T) {
	f, found := Read("x.yaml", []byte("facts: no\nlevel: 1\n"))
	if len(found) != 1 || f.Facts.Issuer.Value != "no" {
		t.Fatal(f.Facts, found)
	}
	rec, found := ReadRecord("x.json", []byte(`{"candidate":{"name":"\ud83c\udf93 \u00e9\\u00e9"},"evidence":[{"course":2273,"date":"2004-01-05","score":1e3,"version":"010"}]}`))
	if found.HasErrors() {
		t.Fatal(say(found))
	}
	if got := rec.Candidate.Name; got != "🎓 é\\u00e9" {
		t.Errorf("name %q", got)
	}
	if e := rec.Evidence[0]; e.ID != "2273" || e.Score != "1e3" || e.Version != "010" {
		t.Errorf("evidence %+v", e)
	}
}

// What may be written in two ways reads alike.
func TestShortForms(t *testing.T) {
	const long = head + "language: pt-BR\nrecommends: [{text: x}]\noccupations: [{text: y}]\nrequires: [{exam: '1', given: [holds credential c]}]\nnot_both: [{of: [exam 1, exam 2], note: z}]\n"
	const short = head + "language: pt-BR\nrecommends: [x]\noccupations: y\nrequires: [{exam: 1, given: holds c}]\nnot_both: [[exam 1, exam 2]]\n"
	a, found := Read("x.yaml", []byte(long))
	b, more := Read("x.yaml", []byte(short))
	if len(found)+len(more) > 0 {
		t.Fatal(say(found), say(more))
	}
	ignore := cmp.FilterPath(func(p cmp.Path) bool {
		last := p.Last().String()
		return last == ".Pos" || last == ".BodyPos" || last == ".RequiresPos" || last == ".Length" || last == ".Note"
	}, cmp.Ignore())
	if diff := cmp.Diff(a.Programme, b.Programme, ignore); diff != "" {
		t.Error(diff)
	}
}

func TestTerm(t *testing.T) {
	for text, want := range map[string]int{
		"lifetime": 0, "36 months": 36, "1 month": 1, "3 years": 36, "1 year": 12, "100 years": 1200,
		"0 months": -1, "3": -1, "3  years": -1, "three years": -1, "101 years": -1, "-1 years": -1, "03 years": -1, "3 weeks": -1,
	} {
		months, ok := parseTerm(text)
		if !ok {
			months = -1
		}
		if months != want {
			t.Errorf("parseTerm(%q) = %d, want %d", text, months, want)
		}
	}
}

func TestMoney(t *testing.T) {
	for text, want := range map[string]int64{
		"125.00 USD": 12500, "125 USD": 12500, "0.05 EUR": 5, "15000 JPY": 15000, "1.234 KWD": 1234, "999999999999.99 USD": 99999999999999,
		"125.0 USD": -1, "15000.00 JPY": -1, "125 usd": -1, "125": -1, "-5 USD": -1, "1e3 USD": -1, ".50 USD": -1, "125. USD": -1, "9999999999999 USD": -1,
	} {
		minor, _, ok := parseMoney(text)
		if !ok {
			minor = -1
		}
		if minor != want {
			t.Errorf("parseMoney(%q) = %d, want %d", text, minor, want)
		}
	}
}

func TestParseAmount(t *testing.T) {
	for _, c := range []struct {
		text, currency string
		want           int64
	}{
		{"2500", "CAD", 250000},
		{"2500.00", "CAD", 250000},
		{" 2500.00  CAD ", "CAD", 250000},
		{"15000", "JPY", 15000},
		{"1.234", "KWD", 1234},
		{"2500", "", 250000},
		{"15000 JPY", "", 15000},
		{"2500.00", "JPY", -1},
		{"2500.00 USD", "CAD", -1},
		{"", "CAD", -1},
		{" ", "CAD", -1},
		{"+5", "CAD", -1},
		{"5.+5", "CAD", -1},
		{"5 cad", "", -1},
	} {
		minor, ok := ParseAmount(c.text, c.currency)
		if !ok {
			minor = -1
		}
		if minor != c.want {
			t.Errorf("ParseAmount(%q, %q) = %d, want %d", c.text, c.currency, minor, c.want)
		}
	}
}

func TestReadRecordLine(t *testing.T) {
	_, found := ReadRecordLine("batch.jsonl", 17, []byte(`{"evidence": 3}`))
	if got := found[0].Pos.String(); got != "batch.jsonl:17:14" {
		t.Errorf("the finding stands at %s", got)
	}
	if _, found := ReadRecord("x.yaml", []byte("facts: a\n")); say(found) != "1:1+1 this is a facts file, not a record; a record begins with candidate or evidence" {
		t.Error(say(found))
	}
}
