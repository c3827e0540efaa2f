package draft

import (
	"strings"
	"testing"
)

func TestCodesAreToldFromOtherWords(t *testing.T) {
	cases := []struct{ text, want string }{
		{"Exam 70-290: Managing", "70-290"},
		{"pass 350-401, then AZ-305 or 1Z0-052", "350-401 AZ-305 1Z0-052"},
		{"exams SK0-003, C_TADM_23, SAA-C03, 2V0-21.20 and 1Z0-1085-22", "SK0-003 C_TADM_23 SAA-C03 2V0-21.20 1Z0-1085-22"},
		{"Exam EX200 or RH302", "EX200 RH302"},
		{"exam 220-1101 and exam 312-50", "220-1101 312-50"},
		{"Call 613-798-5353 or (613) 555-123", ""},
		{"open 24-7 from 2003-2005 on 2005-06-01", ""},
		{"Windows 2000, XML 1.0, Security+, C# and a medium-sized network", ""},
		{"runs UTF-8 over WPA-2", ""},
		{"Wave-Swept Rock, RS-X, X.25", ""},
	}
	for _, c := range cases {
		words := splitWords(c.text)
		var found []string
		for _, i := range know(nil).codesIn(words, speaksOfExams(words)) {
			found = append(found, words[i].text)
		}
		if got := strings.Join(found, " "); got != c.want {
			t.Errorf("%q has the codes %q, not %q", c.text, got, c.want)
		}
	}
}
