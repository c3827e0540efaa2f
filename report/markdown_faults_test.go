package report_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"waymark/audit/generate"
	"waymark/catalogue"
	"waymark/programme"
	"waymark/programme/draft"
	"waymark/record"
)

// faultyPage is a page of rules that faults are put into, line by line.
type faultyPage struct {
	lines []string
	set   *programme.Set
	dice  *rand.Rand
}

// itemLine is a line that asks for one piece of evidence.
type itemLine struct {
	at             int
	indent         string
	kind, id, name string
}

var (
	itemPattern = regexp.MustCompile("^( *)- (Exam|Credential|Course) `([^`]+)`(?:: (.+))?$")
	bodyPattern = regexp.MustCompile("^(All of:|One of:|At least [0-9]+ of:)$")
)

func (p *faultyPage) items() []itemLine {
	var all []itemLine
	for i, line := range p.lines {
		if m := itemPattern.FindStringSubmatch(line); m != nil {
			all = append(all, itemLine{i, m[1], m[2], m[3], m[4]})
		}
	}
	return all
}

// plainItems are the items without anything below them.
func (p *faultyPage) plainItems() []itemLine {
	return slices.DeleteFunc(p.items(), func(it itemLine) bool {
		return it.at+1 < len(p.lines) && strings.HasPrefix(p.lines[it.at+1], it.indent+"  ")
	})
}

// body is the paragraph that the line's list stands under, and which requirement of which version that is.
func (p *faultyPage) body(at int) (line, version int, text string) {
	for i, l := range p.lines[:at] {
		if strings.HasPrefix(l, "## Version ") {
			version = i
		}
		if bodyPattern.MatchString(l) {
			line, text = i, l
		}
		if strings.HasPrefix(l, "#") {
			line, text = 0, ""
		}
	}
	return line, version, text
}

// demanded tells whether the line stands in a list of which everything is demanded, whatever else holds.
func (p *faultyPage) demanded(at int) bool {
	line, _, text := p.body(at)
	return text == "All of:" && line+2 < len(p.lines) && !strings.HasPrefix(p.lines[line+2], "- *")
}

func (p *faultyPage) insert(at int, line string) { p.lines = slices.Insert(p.lines, at, line) }

func (p *faultyPage) pick(of []itemLine) (itemLine, bool) {
	if len(of) == 0 {
		return itemLine{}, false
	}
	return of[p.dice.IntN(len(of))], true
}

// faults puts one fault of a kind into a page; each gives the line (from 0) that has it and the rules that may name it, or
// false where the page has no room for it.
var faults = map[string]func(*faultyPage) (int, []string, bool){
	"one title on two codes": func(p *faultyPage) (int, []string, bool) {
		titled := slices.DeleteFunc(p.items(), func(it itemLine) bool { return it.name == "" })
		a, ok := p.pick(titled)
		b, _ := p.pick(titled)
		if !ok || a.id == b.id || a.name == b.name {
			return 0, nil, false
		}
		p.lines[a.at] = strings.Replace(p.lines[a.at], a.name, b.name, 1)
		return a.at, []string{"import-title-two-codes"}, true
	},
	"one code with two titles": func(p *faultyPage) (int, []string, bool) {
		titled := slices.DeleteFunc(p.items(), func(it itemLine) bool { return it.name == "" })
		a, ok := p.pick(titled)
		if !ok {
			return 0, nil, false
		}
		p.lines[a.at] = strings.Replace(p.lines[a.at], a.name, "Tying Knots in the Dark", 1)
		return a.at, []string{"import-code-two-titles", "import-title-differs"}, true
	},
	"another count in the prose": func(p *faultyPage) (int, []string, bool) {
		at := slices.IndexFunc(p.lines, func(l string) bool { return strings.HasPrefix(l, "## Version") })
		said := 30 + p.dice.IntN(60)
		p.insert(at, "")
		p.insert(at, fmt.Sprintf("- Summary: Candidates must pass %d exams.", said))
		p.insert(at, "## About\n")
		p.lines = strings.Split(strings.Join(p.lines, "\n"), "\n")
		return at + 2, []string{"import-count-differs"}, true
	},
	"an option twice": func(p *faultyPage) (int, []string, bool) {
		a, ok := p.pick(p.plainItems())
		if !ok {
			return 0, nil, false
		}
		p.insert(a.at+1, p.lines[a.at])
		return a.at + 1, []string{"import-option-repeated", "import-mandatory-twice"}, true
	},
	"an item in two lists": func(p *faultyPage) (int, []string, bool) {
		if slices.Contains(p.lines, "### Shares") {
			return 0, nil, false
		}
		p.lines = slices.DeleteFunc(p.lines, func(l string) bool { return l == "- Counts: once" })
		return p.copyItem()
	},
	"a list that asks for too much": func(p *faultyPage) (int, []string, bool) {
		var lists []int
		for i, l := range p.lines {
			if strings.HasPrefix(l, "At least ") {
				lists = append(lists, i)
			}
		}
		if len(lists) == 0 {
			return 0, nil, false
		}
		at := lists[p.dice.IntN(len(lists))]
		p.lines[at] = "At least 90 of:"
		return at, []string{"import-asks-too-much"}, true
	},
	"the name of another programme": func(p *faultyPage) (int, []string, bool) {
		var titled []int
		for i, l := range p.lines {
			if strings.HasPrefix(l, "### Requirement ") && !strings.Contains(l, ": ") {
				titled = append(titled, i)
			}
		}
		if len(titled) == 0 {
			return 0, nil, false
		}
		at := titled[p.dice.IntN(len(titled))]
		p.lines[at] += ": Elective of the Harbour Master of Boats"
		return at, []string{"import-other-programme"}, true
	},
	"an exam demanded twice": func(p *faultyPage) (int, []string, bool) {
		a, ok := p.pick(slices.DeleteFunc(p.plainItems(), func(it itemLine) bool { return it.indent != "" || !p.demanded(it.at) }))
		if !ok {
			return 0, nil, false
		}
		heading := a.at
		for !strings.HasPrefix(p.lines[heading], "### ") {
			heading--
		}
		p.lines = slices.Insert(p.lines, heading, "### Requirement 99", "", p.lines[a.at][2:], "")
		return heading + 2, []string{"import-mandatory-twice"}, true
	},
	"an unknown code": func(p *faultyPage) (int, []string, bool) {
		issuers := map[string]bool{}
		for _, f := range p.set.Facts() {
			if f.Ref.Kind == record.Exam {
				issuers[f.Ref.Issuer()] = true
			}
		}
		exams := slices.DeleteFunc(p.items(), func(it itemLine) bool {
			issuer, _, _ := strings.Cut(it.id, "/")
			return it.kind != "Exam" || !issuers[issuer]
		})
		a, ok := p.pick(exams)
		if !ok {
			return 0, nil, false
		}
		p.lines[a.at] = strings.Replace(p.lines[a.at], a.id+"`", a.id+"-unheard`", 1)
		return a.at, []string{"import-unknown-code"}, true
	},
}

// copyItem copies an item from one list to choose from to another of the same version.
func (p *faultyPage) copyItem() (int, []string, bool) {
	items := slices.DeleteFunc(p.plainItems(), func(it itemLine) bool { return it.indent != "" })
	a, ok := p.pick(items)
	b, _ := p.pick(items)
	if !ok {
		return 0, nil, false
	}
	fromLine, fromVersion, from := p.body(a.at)
	toLine, toVersion, to := p.body(b.at)
	if fromLine == 0 || toLine == 0 || fromLine == toLine || fromVersion != toVersion || from == "All of:" || to == "All of:" {
		return 0, nil, false
	}
	for _, it := range items { // already there: that would be another fault
		if line, _, _ := p.body(it.at); line == toLine && it.id == a.id {
			return 0, nil, false
		}
	}
	p.insert(b.at, p.lines[a.at])
	return b.at, []string{"import-two-lists"}, true
}

// inject puts a fault into the page of a programme and looks for the doubt at its line.
func inject(t *testing.T, kind string, set *programme.Set, p *programme.Programme, seed uint64) bool {
	t.Helper()
	page := &faultyPage{lines: strings.Split(showMarkdown(t, set, p), "\n"), set: set, dice: rand.New(rand.NewPCG(seed, 7))}
	at, rules, ok := faults[kind](page)
	if !ok {
		return false
	}
	text := strings.Join(page.lines, "\n")
	_, doubts := draft.Page("page.md", []byte(text), set)
	for _, f := range doubts {
		if f.Pos.Line == at+1 && slices.Contains(rules, f.Rule) {
			return true
		}
	}
	t.Fatalf("%s, seed %d: %s in line %d (%s) is not doubted:\n%s\n%s", p.ID, seed, kind, at+1, page.lines[at], sentences(doubts), text)
	return false
}

// Every kind of fault, put anywhere into the page of any programme, is doubted at its line.
func TestFaultsOnPagesAreDoubtedAtTheirLine(t *testing.T) {
	other := &programme.Programme{ID: "harbour/master", Title: "Harbour Master of Boats", Awards: programme.Award{Credential: "harbour/master"}}
	all := catalogue.All().Programmes()
	catalogued := programme.NewSet(append(slices.Clone(all), other), catalogue.All().Facts(), catalogue.All().Issuers(), nil)
	for kind := range faults {
		t.Run(strings.ReplaceAll(kind, " ", "-"), func(t *testing.T) {
			injected := 0
			for seed := range uint64(200) {
				if inject(t, kind, catalogued, all[int(seed)%len(all)], seed) {
					injected++
				}
				w := generate.Small(seed)
				set := programme.NewSet(append(w.Programmes, other), titledFacts(w), nil, nil)
				for _, p := range w.Programmes {
					if inject(t, kind, set, p, seed) {
						injected++
					}
				}
			}
			if injected < 15 {
				t.Errorf("only %d pages had room for the fault", injected)
			}
		})
	}
}

// titledFacts gives everything that a world mentions a title.
func titledFacts(w generate.World) []*programme.Fact {
	var facts []*programme.Fact
	seen := map[record.Ref]bool{}
	for _, p := range w.Programmes {
		for _, v := range p.Versions {
			for _, ref := range generate.Mentioned(v) {
				if !seen[ref] {
					seen[ref] = true
					facts = append(facts, &programme.Fact{Ref: ref, Title: fmt.Sprintf("Handling %s number %d", ref.Kind, len(facts))})
				}
			}
		}
	}
	return facts
}
