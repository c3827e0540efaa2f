package record_test

import (
	"testing"

	"waymark/record"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct{ id, issuer, want string }{
		{"70-290", "microsoft", "microsoft/70-290"},
		{"comptia/a-plus", "microsoft", "comptia/a-plus"},
		{"70-290", "", "70-290"},
		{"", "microsoft", ""},
	} {
		if got := (record.Ref{Kind: record.Exam, ID: c.id}).Within(c.issuer); got.ID != c.want {
			t.Errorf("%q within %q is %q, not %q", c.id, c.issuer, got.ID, c.want)
		}
	}
}
