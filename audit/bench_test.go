package audit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"waymark/audit"
	"waymark/audit/generate"
)

func ask(b *testing.B, w generate.World) func() {
	b.Helper()
	auditor := audit.New(w.Set())
	return func() {
		if _, err := auditor.Run(w.Programme, &w.Record, w.Day, audit.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOverlap reports on two lists of k that share their n pieces; it is to grow like a power of k and n, not double
// with each.
func BenchmarkOverlap(b *testing.B) {
	for _, size := range []struct{ k, n int }{{2, 9}, {5, 9}, {5, 50}, {10, 100}, {20, 100}, {20, 200}} {
		b.Run(fmt.Sprintf("k=%d/n=%d", size.k, size.n), func(b *testing.B) {
			run := ask(b, generate.Overlapping(size.k, size.n))
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
	}
}

// BenchmarkDegree asks for the standing and for the report in 200 programmes the size of a degree, one an operation, and tells the
// median, the 99th percentile and the longest of them.
func BenchmarkDegree(b *testing.B) {
	const worlds = 200
	var standings, reports []func() error
	for seed := range uint64(worlds) {
		w := generate.Degree(seed)
		auditor := audit.New(w.Set())
		var sheet audit.Sheet
		standings = append(standings, func() error {
			_, err := auditor.Standing(w.Programme, &w.Record, w.Day, audit.Options{})
			return err
		})
		reports = append(reports, func() error {
			_, err := auditor.RunOn(&sheet, w.Programme, &w.Record, w.Day, audit.Options{})
			return err
		})
		if err := standings[seed](); err != nil { // rules are compiled beforehand
			b.Fatal(err)
		}
	}
	b.Run("standing", func(b *testing.B) { timed(b, standings) })
	b.Run("report", func(b *testing.B) { timed(b, reports) })
}

// timed asks one question after the other and tells how long the one in the middle took, one of a hundred, and the longest.
func timed(b *testing.B, asked []func() error) {
	b.Helper()
	b.ReportAllocs()
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := asked[i%len(asked)](); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "median-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "longest-µs")
}
