package audit

import (
	"slices"

	"waymark/diag"
	"waymark/record"
)

// Sheet is paper that one report after another is written on, by [Auditor.RunOn], for whoever asks often and keeps none: from
// the second on hardly any memory is asked for. The zero Sheet is ready. It serves one goroutine at a time.
type Sheet struct {
	report       Report
	derived      []Award
	nodes        []Judged
	parts        []*Judged
	filled       []int
	reasons      []Reason
	evidence     []Placement
	paths        []string
	refs         []record.Ref
	alternatives [][]record.Ref
	rulings      []record.Ruling
	gaps         []Gap
	options      []Option
	findings     []diag.Finding
}

// blank wipes memory and gives it with room for n.
func blank[T any](x *[]T, n int) []T {
	if cap(*x) < n {
		*x = make([]T, 0, n)
	}
	*x = (*x)[:0]
	return *x
}

// keep notes memory for the sheet's next report, and gives what is on it: nil where that is nothing.
func keep[T any](x *[]T, written []T) []T {
	*x = written
	if len(written) == 0 {
		return nil
	}
	return slices.Clip(written)
}
