package source

import (
	"go.yaml.in/yaml/v4"

	"waymark/diag"
	"waymark/record"
)

// Profile says how a source's files of results are read: which column holds what, and what is done where a row says something
// new of a result known before. A column is named as the file's first line names it, or in JSON lines by its keys with dots
// between them.
type Profile struct {
	// Source is the name under which its references are known, such as testhall.
	Source string
	// Format is csv or jsonl; Separator is what stands between the columns of a csv file.
	Format, Separator string
	// Candidate is the column with the source's number for a person; Email, and Name of one column or several, may be absent.
	Candidate, Email string
	Name             []string
	// Reference is the column with the source's number for the result.
	Reference string
	// Kind is what the results are of and Issuer whose; Code is the column with the code, Codes are those that the source writes
	// otherwise than the issuer.
	Kind   record.Kind
	Issuer string
	Code   string
	Codes  map[string]string
	// Date is the column with the day, Layout how it is written.
	Date, Layout string
	// Result is the column that says how it went; Passes are its words for a pass, Fails those for rows that are left out. Without
	// it every row is a pass.
	Result        string
	Passes, Fails []string
	// Score and Version are the columns with these, or empty.
	Score, Version string
	// State is how far the source is trusted: verified, or stated.
	State record.State
	// Corrects lets a row replace what an earlier one of the same reference said; else it waits in quarantine.
	Corrects bool
	// Adds lets a row add a person whom nobody has known; else it waits in quarantine.
	Adds bool
}

// Layouts are how a profile may say that days are written.
var Layouts = []string{"year-month-day", "month/day/year", "day/month/year", "day.month.year", "yearmonthday"}

var profileShape = &shape{name: "profile", fields: []field{
	needs("profile"), needs("format"), may("separator"), needs("candidate"), may("email"), may("name"), needs("reference"),
	may("kind"), needs("issuer"), needs("code"), mayOf("codes", freeShape), needs("date"), may("layout"), may("result"),
	may("passes"), may("fails"), may("score"), may("version"), may("state"), may("corrections"), may("candidates"),
}}

// ReadProfile reads a source's profile. Where a finding is an error the profile must not be used.
func ReadProfile(name string, data []byte) (Profile, diag.List) {
	r := &reader{file: name}
	p := Profile{Kind: record.Exam, State: record.Verified, Separator: ",", Layout: Layouts[0], Format: "csv"}
	if root := r.parse(data); root != nil {
		for e := range r.entries(root, profileShape) {
			if !r.profileColumn(&p, e) {
				r.profileKey(&p, e)
			}
		}
	}
	r.found.Sort()
	return p, r.found
}

// profileColumn reads a key whose value is the name of a column.
func (r *reader) profileColumn(p *Profile, e entry) bool {
	columns := map[string]*string{
		"candidate": &p.Candidate, "email": &p.Email, "reference": &p.Reference, "code": &p.Code, "date": &p.Date,
		"result": &p.Result, "score": &p.Score, "version": &p.Version, "profile": &p.Source,
	}
	into := columns[e.key]
	if into != nil {
		*into = r.text(e.value).Value
	}
	return into != nil
}

func (r *reader) profileKey(p *Profile, e entry) {
	switch e.key {
	case "format":
		p.Format = r.word(e.value, "csv", "jsonl").Value
	case "separator":
		p.Separator = r.word(e.value, ",", ";", "|", "tab").Value
	case "name":
		p.Name = r.values(e.value)
	case "kind":
		p.Kind, _ = record.KindOf(r.word(e.value, "exam", "course", "credential", "event").Value)
	case "issuer":
		p.Issuer = r.name(e.value).Value
	case "codes":
		p.Codes = r.freeMap(e.value)
	case "layout":
		p.Layout = r.word(e.value, Layouts...).Value
	case "passes":
		p.Passes = r.values(e.value)
	case "fails":
		p.Fails = r.values(e.value)
	case "state":
		if r.word(e.value, "verified", "stated").Value == "stated" {
			p.State = record.Stated
		}
	case "corrections":
		p.Corrects = r.word(e.value, "allowed", "quarantine").Value == "allowed"
	case "candidates":
		p.Adds = r.word(e.value, "add", "known").Value == "add"
	}
}

// values gives the values of a list of texts, or of the one text that stands for it.
func (r *reader) values(n *yaml.Node) []string {
	var out []string
	for _, t := range r.texts(n) {
		out = append(out, t.Value)
	}
	return out
}
