package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"waymark/audit"
	"waymark/catalogue"
	"waymark/catalogue/packtest"
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/source"
)

type testCommand struct {
	Pack []string `arg:"" optional:"" help:"A file or folder of tests, or an issuer or programme of the catalogue; without one, the whole catalogue."`
}

// Help gives the examples of waymark test --help.
func (testCommand) Help() string {
	return examples("waymark test", "waymark test microsoft", "waymark test packs/ours", "waymark test mcse.test.yaml")
}

// Run runs the tests of packs, and ends with 1 where a case fails.
func (t testCommand) Run(c *Command) error {
	own, tests, err := t.gather(c)
	if err != nil {
		return err
	}
	set, found := own.set()
	if err := c.stop(own.of(found), own.text); err != nil {
		return err
	}
	auditor := audit.New(set)
	results := map[string]*packResult{}
	for _, test := range tests {
		id := test.Programme.Value
		r := results[id]
		if r == nil {
			r = &packResult{id: id, programme: set.Programme(id)}
			if r.programme != nil {
				r.coverage = packtest.NewCoverage(r.programme)
			}
			results[id] = r
		}
		outcomes, err := packtest.Run(set, auditor, test)
		if err != nil {
			return err
		}
		r.add(outcomes)
	}
	return t.print(c, results, own.text)
}

// gather gives the user's own files and the tests to run, their own or the catalogue's.
func (t testCommand) gather(c *Command) (*loaded, []*source.Test, error) {
	text := map[string][]byte{}
	ours := shipped("*/*.test.yaml", text)
	if len(t.Pack) == 0 {
		return &loaded{text: text}, testsOf("", ours), nil
	}
	var tests []*source.Test
	var paths, beside []string
	for _, name := range t.Pack {
		if found := testsOf(name, ours); len(found) > 0 {
			tests = append(tests, found...)
			continue
		}
		if _, err := os.Stat(name); err != nil && !isYAML(name) {
			return nil, nil, unknownProgramme(catalogue.All(), name)
		}
		paths = append(paths, filepath.Clean(name))
		beside = append(beside, neighbours(name)...)
	}
	own, err := c.load(uniq(append(beside, paths...)))
	if err != nil {
		return nil, nil, err
	}
	maps.Copy(own.text, text)
	for _, f := range own.files {
		if f.Kind == source.TestFile && wanted(f.Name, paths) {
			tests = append(tests, f.Test)
		}
	}
	if len(tests) == 0 {
		return nil, nil, usage("command.no-tests", "command.hint.tests", message.Op("files", paths))
	}
	return own, tests, nil
}

func uniq(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}

// wanted tells whether the file was named, or stands in a folder that was.
func wanted(file string, paths []string) bool {
	return slices.ContainsFunc(paths, func(path string) bool {
		return file == path || strings.HasPrefix(file, filepath.Clean(path)+string(filepath.Separator)) || path == "."
	})
}

// neighbours are the programmes and facts in the folder of a file of tests, which may be what it tests.
func neighbours(path string) []string {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return nil
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var all []string
	for _, e := range entries {
		if e.Type().IsRegular() && isYAML(e.Name()) && !strings.Contains(e.Name(), ".test.") {
			all = append(all, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return all
}

// testsOf gives the tests of an issuer's programmes or of one programme, or all.
func testsOf(name string, among []source.File) []*source.Test {
	var tests []*source.Test
	for _, f := range among {
		if id := f.Test.Programme.Value; name == "" || name == id || strings.HasPrefix(id, name+"/") {
			tests = append(tests, f.Test)
		}
	}
	return tests
}

// packResult is what came of all cases of one programme.
type packResult struct {
	id            string
	programme     *programme.Programme
	coverage      *packtest.Coverage
	cases, failed int
	failures      diag.List
}

func (r *packResult) add(outcomes []packtest.Outcome) {
	for _, o := range outcomes {
		r.cases++
		if !o.Passed() {
			r.failed++
			r.failures.Add(o.Failures...)
		}
		if r.coverage != nil {
			r.coverage.Add(o.Report)
		}
	}
}

func (t testCommand) print(c *Command, results map[string]*packResult, text map[string][]byte) error {
	failed := false
	err := c.whole("", func(w io.Writer) error {
		for _, id := range slices.Sorted(maps.Keys(results)) {
			r := results[id]
			failed = failed || r.failed > 0
			if err := c.findings(w, r.failures, text); err != nil {
				return err
			}
			for _, line := range r.lines(c.words) {
				if _, err := fmt.Fprintln(w, line); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil && failed {
		return errFindings
	}
	return err
}

// lines say how many cases passed and what they leave untested.
func (r *packResult) lines(words *message.Catalogue) []string {
	code := "command.test.passed"
	if r.failed > 0 {
		code = "command.test.failed"
	}
	lines := []string{words.Sentence(code, message.Op("programme", r.id), message.Op("n", r.cases), message.Op("failed", r.failed))}
	if r.coverage == nil {
		return lines
	}
	var never [2][]string
	for _, s := range r.coverage.Requirements {
		name := s.ID
		if len(r.programme.Versions) > 1 {
			name = s.Version + " " + s.ID
		}
		if !s.Met {
			never[0] = append(never[0], name)
		}
		if !s.NotMet {
			never[1] = append(never[1], name)
		}
	}
	for i, code := range []string{"command.test.never-met", "command.test.never-not-met"} {
		if len(never[i]) > 0 {
			lines = append(lines, "  "+words.Sentence(code, message.Op("requirements", never[i])))
		}
	}
	return lines
}
