// Package generate makes worlds for tests and benchmarks: programmes, facts, rulings, a record and a day, by chance but
// always the same from one seed.
//
// Call [Small] for worlds that a judge who tries everything can decide, [Large] for programmes with hundreds of items, and
// [Shrink] to find the smallest world that still fails a test; print one with [World.String]. Every programme made here is
// legal: the file formats could hold it. A seed may give another world in a later version.
package generate

import (
	"waymark/programme"
	"waymark/record"
)

// World is everything that one audit is asked about.
type World struct {
	Programmes []*programme.Programme
	Facts      []*programme.Fact
	// Rulings are those for everyone; the record has its own.
	Rulings []record.Ruling
	// Programme is the id of the programme asked about.
	Programme    string
	Record       record.Record
	Day          record.Date
	VerifiedOnly bool
}

// Set puts the world's programmes, facts and rulings together.
func (w World) Set() *programme.Set { return programme.NewSet(w.Programmes, w.Facts, nil, w.Rulings) }
