package check

import (
	"slices"
	"strings"

	"waymark/diag"
	"waymark/programme"
)

var namesOther = &Rule{
	Name: "names-other-programme", Since: "0.1", Severity: diag.Warning,
	Why: "A rule that calls its electives or requirements those of another programme was copied from there and may hold only there.",
	programme: func(r *run, f *programmeFile) {
		if f.programme == nil {
			return
		}
		others := r.otherNames(f.programme)
		for _, p := range f.texts() {
			for _, sentence := range sentences(p.text) {
				if name, noun := claimed(words(sentence), others); name != "" {
					r.find(diag.Warning, p.at, op("other", name), op("noun", noun), op("own", ownName(f.programme)))
					break
				}
			}
		}
	},
}

// otherNames are the abbreviations of other programmes that cannot mean this one: none is part of this programme's own
// abbreviation or title, and none is of a programme that this one specialises.
func (k *knowledge) otherNames(own *programme.Programme) []string {
	var names []string
	for _, p := range k.set.Programmes() {
		name := p.Awards.Abbreviation
		if p.ID == own.ID || name == "" || slices.Contains(p.SpecialisedBy, own.ID) {
			continue
		}
		if slices.Contains(words(own.Awards.Abbreviation+" "+own.Title+" "+last(own.ID)), name) || own.Awards.Abbreviation == name {
			continue
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func last(id string) string { return id[strings.LastIndex(id, "/")+1:] }

func ownName(p *programme.Programme) string {
	if p.Awards.Abbreviation != "" {
		return p.Awards.Abbreviation
	}
	return p.Title
}

// claimed finds "MCSA elective": the other name directly before what rules are made of, with at most such words as core
// or design between. A sentence that compares programmes ("also", "like", "unlike", …) speaks of the other one rightly.
func claimed(ws, others []string) (name, noun string) {
	if slices.ContainsFunc(ws, func(w string) bool { return comparing[strings.ToLower(w)] }) {
		return "", ""
	}
	for i := range ws {
		for _, other := range others {
			n := len(strings.Fields(other))
			if i+n >= len(ws) || strings.Join(ws[i:i+n], " ") != strings.Join(words(other), " ") {
				continue
			}
			for _, w := range ws[i+n:] {
				if ruleWords[stem(w)] {
					return other, w
				}
				if !adjectives[strings.ToLower(w)] {
					break
				}
			}
		}
	}
	return "", ""
}

var ruleWords = map[string]bool{"elective": true, "requirement": true, "core": true, "track": true, "candidate": true}

var adjectives = map[string]bool{"certification": true, "client": true, "design": true, "networking": true, "exam": true, "credential": true}

var comparing = map[string]bool{
	"also": true, "like": true, "unlike": true, "same": true, "both": true, "than": true, "differs": true, "whereas": true,
	"but": true, "not": true, "too": true, "page": true, "pages": true, "says": true, "speaks": true,
}
