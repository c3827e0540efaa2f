package api

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"waymark/internal/store/storetest"
	"waymark/record"
)

// BenchmarkAudit asks for a candidate's audit as a program does, with a key, each time another candidate of a thousand who have eight
// pieces each.
func BenchmarkAudit(b *testing.B) {
	o := newOffice(b, storetest.Open(b, storetest.SQLite(b)))
	codes := []string{"70-270", "70-290", "70-291", "70-293", "70-294", "70-297", "70-284", "70-228", "70-298", "70-227"}
	const people, pieces = 1000, 8
	for i := range people {
		id, err := o.Registrar.AddCandidate(b.Context(), o.people['m'], fmt.Sprintf("Person %d", i))
		if err != nil {
			b.Fatal(err)
		}
		var evidence []record.Evidence
		for j := range pieces {
			evidence = append(evidence, record.Evidence{
				Ref:  record.Ref{Kind: record.Exam, ID: "microsoft/" + codes[(i+j)%len(codes)]},
				Date: record.Day(2004, time.March, 1+j), State: record.Verified, Source: "testhall", Reference: fmt.Sprintf("R%d-%d", i, j),
			})
		}
		if _, err := o.Registrar.RecordEvidence(b.Context(), o.people['m'], id, evidence, ""); err != nil {
			b.Fatal(err)
		}
	}
	key, err := o.Door.MakeKey(context.Background(), o.people['m'], "load", []string{"read"}, time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r := httptest.NewRequestWithContext(b.Context(), get, fmt.Sprintf("/v1/candidates/%d/audits/microsoft/mcse-2003", 3+i%people), nil)
		r.Header.Set("Authorization", "Bearer "+key)
		w := httptest.NewRecorder()
		o.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code, w.Body)
		}
	}
}
