package audit_test

import (
	"testing"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

func TestNoSuchProgramme(t *testing.T) {
	auditor := audit.New(&programme.Set{})
	var sheet audit.Sheet
	_, short := auditor.Standing("acme/none", &record.Record{}, 1, audit.Options{})
	_, fresh := auditor.Run("acme/none", &record.Record{}, 1, audit.Options{})
	_, again := auditor.RunOn(&sheet, "acme/none", &record.Record{}, 1, audit.Options{})
	for _, err := range []error{short, fresh, again} {
		if err == nil || err.Error() != `no programme is called "acme/none"` {
			t.Errorf("said %v", err)
		}
	}
}

// An option left open may hang on a credential that is awarded only if another question is granted: they are asked after together.
func TestQuestionsOneBehindTheOther(t *testing.T) {
	exam := func(code string, open string) *programme.Item {
		it := &programme.Item{Head: &programme.Head{}, Ref: record.Ref{Kind: record.Exam, ID: "acme/" + code}}
		if open != "" {
			it.Head.Open = &programme.Question{ID: open}
		}
		return it
	}
	behind := exam("b", "second")
	behind.Head.Given = []programme.Condition{{Ref: record.Ref{Kind: record.Credential, ID: "acme/first"}}}
	version := func(r programme.Requirement) []programme.Version {
		return []programme.Version{{Name: "1", InForce: programme.Span{From: 1}, Requires: &programme.All{Of: []programme.Requirement{r}}}}
	}
	set := programme.NewSet([]*programme.Programme{
		{ID: "acme/first", Awards: programme.Award{Credential: "acme/first"}, Versions: version(exam("a", "first"))},
		{ID: "acme/second", Awards: programme.Award{Credential: "acme/second"}, Versions: version(behind)},
	}, nil, nil, nil)
	rec := &record.Record{Evidence: []record.Evidence{
		{Ref: record.Ref{Kind: record.Exam, ID: "acme/a"}, Date: 10}, {Ref: record.Ref{Kind: record.Exam, ID: "acme/b"}, Date: 10},
	}}
	r, err := audit.Run(set, "acme/second", rec, 20, audit.Options{})
	if err != nil || r.Verdict != audit.Undecided || len(r.Questions) != 2 {
		t.Errorf("%v: %v, %v", err, r.Verdict, r.Questions)
	}
}
