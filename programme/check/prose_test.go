package check

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestClaims shows which counts are read in prose, and which numbers are no counts.
func TestClaims(t *testing.T) {
	for text, want := range map[string][]string{
		"Candidates must pass six core exams and one elective exam.": {"6 of 0 [core]", "1 of 0 [elective]"},
		"Pass all four required exams focused on Core Networking, pass one of the two Core Client exams.": {
			"all 4 of 0 [core networking]", "1 of 2 [core client]",
		},
		"You need 3 electives.":                                     {"3 of 0 [elective]"},
		"Elective Exams (1 Exams Required)":                         {"1 of 0 []"},
		"Pass both exams.":                                          {"2 of 0 []"},
		"Exam 70-290 is required, for Windows Server 2003 exams.":   nil,
		"One year of experience is required.":                       nil,
		"Requires Level 2 exams.":                                   nil,
		"Holders of the older credential must pass two exams.":      nil,
		"Nine exams count again.":                                   nil,
		"The programme requires one of the following three exams.":  {"1 of 3 []"},
		"It consists of two certifications, and of 12 other things": {"2 of 0 []"},
	} {
		var got []string
		for _, c := range claims(prose{text: text}) {
			all := ""
			if c.all {
				all = "all "
			}
			got = append(got, fmt.Sprintf("%s%d of %d %v", all, c.asked, c.of, c.qualifiers))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestSentences(t *testing.T) {
	got := sentences("Version 2.0 of microsoft.com stays. One! A line\nfolded\n\nTwo")
	want := []string{"Version 2.0 of microsoft.com stays", " One", " A line\nfolded", "\nTwo"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestTitles shows which titles name one exam.
func TestTitles(t *testing.T) {
	for _, c := range []struct {
		a, b         string
		same, nearly bool
	}{
		{"Installing Microsoft Windows® XP Professional", "Installing Windows XP Professional", true, true},
		{"Implementing Exchange Server 2000", "Implementing Exchange Server 2003", false, true},
		{"First exam", "LPIC-1 Exam 101", false, false},
		{"Security+", "Security", false, false},
	} {
		if sameTitle(c.a, c.b) != c.same || nearly(c.a, c.b) != c.nearly {
			t.Errorf("%q and %q: same %v, nearly %v", c.a, c.b, sameTitle(c.a, c.b), nearly(c.a, c.b))
		}
	}
}
