package catalogue

import (
	"testing"

	"waymark/audit"
	"waymark/record"
	"waymark/source"
)

// question is one record on one day.
type question struct {
	rec *record.Record
	day record.Date
}

// varied takes twenty records of different kinds from the cases of MCSE 2003: from nothing to met, on old and late days, with
// covers, upgrades, stand-in credentials, awards derived, questions open and rulings.
func varied(b *testing.B) []question {
	b.Helper()
	var cases []source.Case
	for _, f := range readAll(b, "microsoft/mcse-2003.test.yaml") {
		cases = append(cases, f.Test.Cases...)
	}
	var all []question
	for i := range 20 {
		c := &cases[i*len(cases)/20]
		all = append(all, question{rec: &c.Record, day: c.AsOf.Date})
	}
	return all
}

// BenchmarkMCSE asks about twenty varied records, one an operation: for a report as a server does that writes it out and keeps
// none, for one to keep, and for the standing.
func BenchmarkMCSE(b *testing.B) {
	asked := varied(b)
	auditor := audit.New(All())
	b.Run("report", func(b *testing.B) {
		b.ReportAllocs()
		var sheet audit.Sheet
		for i := 0; b.Loop(); i++ {
			q := &asked[i%len(asked)]
			if _, err := auditor.RunOn(&sheet, "microsoft/mcse-2003", q.rec, q.day, audit.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("report kept", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			q := &asked[i%len(asked)]
			if _, err := auditor.Run("microsoft/mcse-2003", q.rec, q.day, audit.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("standing", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			q := &asked[i%len(asked)]
			if _, err := auditor.Standing("microsoft/mcse-2003", q.rec, q.day, audit.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkMCSECase asks about each of the twenty by itself.
func BenchmarkMCSECase(b *testing.B) {
	auditor := audit.New(All())
	for i, q := range varied(b) {
		b.Run(string(rune('a'+i)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := auditor.Run("microsoft/mcse-2003", q.rec, q.day, audit.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
