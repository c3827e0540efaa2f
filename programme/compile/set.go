package compile

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// Set compiles the files of a catalogue together. Records, tests and offers among them are passed over. Of two files that say
// the same thing the later is complained of. The findings are those of compiling, sorted by place; reading has given
// its own. The set is whole only where no finding is an error.
func Set(files []source.File) (*programme.Set, diag.List) {
	l := &loader{
		programmes: map[string]*programme.Programme{}, awarding: map[string]*programme.Programme{},
		facts: map[record.Ref]*programme.Fact{}, issuers: map[string]*programme.Issuer{},
	}
	for i := range files {
		switch f := &files[i]; f.Kind {
		case source.ProgrammeFile:
			l.programme(f.Programme)
		case source.FactsFile:
			l.addFacts(f.Facts)
		case source.RulingsFile:
			l.rulings = append(l.rulings, f.Rulings...)
		case source.Unknown, source.RecordFile, source.TestFile, source.OffersFile:
		}
	}
	set := programme.NewSet(l.programmeList, l.factList, l.issuerList, l.rulings)
	l.found.Add(Rulings(l.rulings, set)...)
	l.found.Sort()
	return set, l.found
}

// loader puts files together and knows what it has.
type loader struct {
	programmes, awarding map[string]*programme.Programme
	facts                map[record.Ref]*programme.Fact
	issuers              map[string]*programme.Issuer
	programmeList        []*programme.Programme
	factList             []*programme.Fact
	issuerList           []*programme.Issuer
	rulings              []record.Ruling
	found                diag.List
}

func (l *loader) programme(tree *source.Programme) {
	p, found := Programme(tree)
	l.found.Add(found...)
	if first := l.programmes[p.ID]; first != nil && p.ID != "" {
		l.twice("programme-twice", tree.ID, first.File)
		return
	}
	l.programmes[p.ID] = p
	if first := l.awarding[p.Awards.Credential]; first != nil && p.Awards.Credential != "" {
		l.twice("award-twice", tree.Awards.Credential, first.File)
	}
	l.awarding[p.Awards.Credential] = p
	l.programmeList = append(l.programmeList, p)
}

// addFacts adds a file of facts. An issuer may have several such files: the first that gives a title or page wins, and
// each file's facts keep to their own file's sources.
func (l *loader) addFacts(tree *source.Facts) {
	issuer, facts, found := Facts(tree)
	l.found.Add(found...)
	if first := l.issuers[issuer.ID]; first == nil {
		l.issuers[issuer.ID] = issuer
		l.issuerList = append(l.issuerList, issuer)
	} else {
		l.join(first, issuer, tree)
	}
	for i, f := range facts {
		if first := l.facts[f.Ref]; first != nil {
			l.twice("fact-twice", tree.Facts[i].Code, diag.Pos{File: first.File, Line: first.Line}.String())
			continue
		}
		l.facts[f.Ref] = f
		l.factList = append(l.factList, f)
	}
}

// join adds what a further file says of the issuer. One source id must name one page in all of them.
func (l *loader) join(first, more *programme.Issuer, tree *source.Facts) {
	if first.Title == "" {
		first.Title = more.Title
	}
	if first.Page == "" {
		first.Page = more.Page
	}
	known := make(map[string]programme.Source, len(first.Sources))
	for _, s := range first.Sources {
		known[s.ID] = s
	}
	for i, s := range more.Sources {
		switch have, ok := known[s.ID]; {
		case !ok:
			first.Sources = append(first.Sources, s)
		case have.Page != s.Page:
			l.twice("source-differs", tree.Sources[i].ID, first.File)
		}
	}
}

func (l *loader) twice(rule string, t source.Text, first string) {
	l.found.Add(diag.Finding{
		Severity: diag.Error, Rule: rule, Pos: t.Pos, Length: t.Length, Hint: "hint.said-before",
		Operands: []message.Operand{message.Op("id", t.Value), message.Op("first", first)},
	})
}
