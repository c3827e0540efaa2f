// Package catalogue is the rule packs that come with Waymark: programmes and facts of certification bodies, a folder each,
// with the tests that hold them.
//
// Call [All] for the set that audits are made against; [Files] gives the texts themselves, for checking, testing and
// showing. It decides nothing and reads nothing at run time but what is embedded. A programme's id, once published, stays;
// its rules change only by new versions, dates and better sources.
package catalogue

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/source"
)

//go:embed */*.yaml
var files embed.FS

// Files gives the embedded texts, named issuer/file.yaml.
func Files() fs.FS { return files }

// All compiles every pack into one set, once. The packs are part of the program, so a fault in one is a fault in the
// program: it panics, and the tests see to it that it never does.
var All = sync.OnceValue(func() *programme.Set {
	set, found := load(files)
	for _, f := range found {
		if f.Severity == diag.Error {
			panic(fmt.Sprintf("catalogue: %s: %s", f.Pos, f.Sentence(message.English())))
		}
	}
	return set
})

// load reads and compiles the programmes and facts of a folder of packs. Tests among them are left out: they are no part
// of the rules.
func load(packs fs.FS) (*programme.Set, diag.List) {
	var found diag.List
	var read []source.File
	names, err := fs.Glob(packs, "*/*.yaml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".test.yaml") {
			continue
		}
		data, err := fs.ReadFile(packs, name)
		if err != nil {
			panic(err) // embedded
		}
		file, faults := source.Read(name, data)
		read = append(read, file)
		found.Add(faults...)
	}
	set, faults := compile.Set(read)
	found.Add(faults...)
	return set, found
}
