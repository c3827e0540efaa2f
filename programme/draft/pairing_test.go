package draft

import (
	"testing"

	"waymark/record"
)

func TestTitlesAreGivenToTheirCodes(t *testing.T) {
	exam := func(code, title string) *mention {
		return &mention{ref: record.Ref{Kind: record.Exam, ID: code}, title: title}
	}
	known := func(ref record.Ref) string { return map[string]string{"e9": "Known"}[ref.ID] }
	cases := []struct {
		name     string
		mentions []*mention
		want     []standing
	}{
		{"apart", []*mention{exam("e1", "Aft"), exam("e2", "Bow")}, []standing{undoubted, undoubted}},
		{"nobody can tell", []*mention{exam("e1", "Aft"), exam("e2", "Aft")}, []standing{open, open}},
		{"shifted by one", []*mention{exam("e3", "Cox"), exam("e2", "Aft"), exam("e3", "Bow"), exam("e1", "Aft"), exam("e2", "Bow")}, []standing{right, wrong, wrong, right, right}},
		{"more places win", []*mention{exam("e1", "Aft"), exam("e1", "Aft"), exam("e1", "Bow")}, []standing{right, right, wrong}},
		{"the facts win", []*mention{exam("e9", "Other"), exam("e9", "Known")}, []standing{wrong, right}},
		{"a title that the facts give away", []*mention{exam("e1", "Known"), exam("e9", "The Known!")}, []standing{wrong, right}},
	}
	for _, c := range cases {
		p := pairUp(c.mentions, known)
		for i, m := range c.mentions {
			if got := p.byPlace[m].standing; got != c.want[i] {
				t.Errorf("%s: mention %d stands %d, not %d", c.name, i, got, c.want[i])
			}
		}
	}
}
