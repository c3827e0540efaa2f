package find_test

import (
	"fmt"
	"testing"

	"waymark/find"
	"waymark/programme"
	"waymark/record"
)

// BenchmarkSearch searches among 5,000 exams of 50 issuers.
func BenchmarkSearch(b *testing.B) {
	words := []string{"Designing", "Planning", "Managing", "Server", "Directory", "Network", "Security", "Database", "Mail", "Cloud"}
	var facts []*programme.Fact
	for i := range 5000 {
		title := fmt.Sprintf("%s a %s and %s Infrastructure %d", words[i%10], words[i/10%10], words[i/100%10], i/1000)
		ref := record.Ref{Kind: record.Exam, ID: fmt.Sprintf("issuer%d/%d-%03d", i%50, 70+i/1000, i%1000)}
		facts = append(facts, &programme.Fact{Ref: ref, Title: title})
	}
	x := find.New(programme.NewSet(nil, facts, nil, nil))
	for _, c := range []struct{ name, query string }{
		{"code", "70-290"}, {"prefix", "7029"}, {"words", "planning directory"}, {"typo", "plannign dierctory"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if len(x.Search(c.query, 20)) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
}
