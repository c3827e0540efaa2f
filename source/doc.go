// Package source reads the files that people write: programmes, facts, records, tests and rulings, in YAML 1.2 (of which
// JSON is a part).
//
// Call [Read]; it gives a [File], which says the kind and holds the tree, and every problem as a finding with its line
// and column. [ReadRecord] reads one record. [Format] writes a file in the
// one canonical layout and keeps its comments.
//
// A scalar is read as written: 010 stays 010, no stays no, 2273 stays 2273. Nothing here knows what a programme means:
// names are looked up by package programme/compile. No file, however long, deep or broken, makes it panic or take more
// memory than the limits at [MaxBytes] and [MaxDepth] allow.
//
// Promise to old files: a key, once read, keeps its meaning.
package source
