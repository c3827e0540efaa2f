package catalogue

import (
	"io/fs"
	"testing"

	"waymark/audit"
	"waymark/catalogue/packtest"
	"waymark/diag"
	"waymark/message"
	"waymark/programme/check"
	"waymark/source"
)

// Every case of the packs passes, and together they show each requirement with an id met and not met.
func TestPacksKeepTheirCases(t *testing.T) {
	auditor := audit.New(All())
	for _, f := range readAll(t, "*/*.test.yaml") {
		coverage := packtest.NewCoverage(All().Programme(f.Test.Programme.Value))
		outcomes, err := packtest.Run(All(), auditor, f.Test)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			coverage.Add(o.Report)
			for _, failure := range o.Failures {
				t.Errorf("%s: %s", failure.Pos, failure.Sentence(message.English()))
			}
		}
		for _, r := range coverage.Requirements {
			if !r.Met || !r.NotMet {
				t.Errorf("%s: no case shows %s of %s both met and not met", f.Name, r.ID, r.Version)
			}
		}
	}
}

// What people write is far from what takes long: no search about a case needs more than 300 steps.
func TestPacksAreSolvedSoon(t *testing.T) {
	auditor := audit.New(All())
	for _, f := range readAll(t, "*/*.test.yaml") {
		for _, c := range f.Test.Cases {
			r, err := auditor.Run(f.Test.Programme.Value, &c.Record, c.AsOf.Date, audit.Options{Steps: 300})
			if err != nil || !r.Proved {
				t.Errorf("%s: %s: proved %t, %v", f.Name, c.Name.Value, r.Proved, err)
			}
		}
	}
}

// The packs give notes, for doubtful facts are told, but no error and no warning.
func TestPacksGiveNoWarning(t *testing.T) {
	for _, f := range check.Files(readAll(t, "*/*.yaml"), All()) {
		if f.Severity > diag.Note {
			t.Errorf("%s: %s [%s]", f.Pos, f.Sentence(message.English()), f.Rule)
		}
	}
}

func readAll(t testing.TB, pattern string) []source.File {
	t.Helper()
	names, err := fs.Glob(Files(), pattern)
	if err != nil {
		t.Fatal(err)
	}
	var read []source.File
	for _, name := range names {
		data, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		f, found := source.Read(name, data)
		if found.HasErrors() {
			t.Fatalf("%s: %s", name, found[0].Sentence(message.English()))
		}
		read = append(read, f)
	}
	return read
}
