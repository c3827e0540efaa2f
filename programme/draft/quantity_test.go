package draft

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

func TestQuantitiesAreReadAsPeopleWriteThem(t *testing.T) {
	cases := []struct{ text, want string }{
		{"pass all four required exams focused on Core Networking", "all 4 core,networking"},
		{"Pass one of the two Core Client exams:", "1 of 2 core,client"},
		{"pass six core exams and one elective exam", "6 core; 1 elective"},
		{"Core Exams (6 Exams Required)", "6"},
		{"Elective Exams (1 Exams Required)", "1 clash"},
		{"Choose any two of the following electives:", "2 of 0 elective"},
		{"both networking exams", "all 2 networking"},
		{"Pass each of the following exams", "all 0"},
		{"pass two (2) exams", "2"},
		{"choose 3 from:", "3 of 0"},
		{"at least one year of experience", ""},
		{"MCSE is one of the best known", ""},
		{"meets all business needs on 2 servers", ""},
		{"1 of 3", "1 of 3"},
	}
	for _, c := range cases {
		var found []string
		for _, q := range quantities(newSpan("", c.text, 1, 1), splitWords(c.text)) {
			s := strconv.Itoa(q.n)
			switch q.measure {
			case everyOne:
				s = "all " + s
			case someOf:
				s = fmt.Sprintf("%d of %d", q.n, q.of)
			default:
			}
			if q.clash {
				s += " clash"
			}
			found = append(found, strings.TrimSpace(s+" "+strings.Join(topics(q.label), ",")))
		}
		if got := strings.Join(found, "; "); got != c.want {
			t.Errorf("%q says %q, not %q", c.text, got, c.want)
		}
	}
}
