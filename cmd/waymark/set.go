package main

import (
	"io/fs"
	"maps"
	"os"
	"slices"

	"waymark/catalogue"
	"waymark/diag"
	"waymark/find"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/source"
)

// programmes gives a set with the programmes that the names name, and for each name their ids. A name is an id of the
// catalogue, or a file or folder (or - for standard input) of programmes and facts, which join the catalogue and take the
// place of what it has under their names.
func (c *Command) programmes(names []string) (*programme.Set, [][]string, error) {
	shipped := catalogue.All()
	ids := make([][]string, len(names))
	own := &loaded{text: map[string][]byte{}}
	var paths []string
	var found diag.List
	for i, name := range names {
		if shipped.Programme(name) != nil {
			ids[i] = []string{name}
			continue
		}
		if _, err := os.Stat(name); err != nil && name != "-" && !isYAML(name) {
			return nil, nil, unknownProgramme(shipped, name)
		}
		if at := slices.Index(names, name); at < i {
			ids[i] = ids[at]
			continue
		}
		paths = append(paths, name)
		read, faults, err := c.readAll([]string{name})
		if err != nil {
			return nil, nil, err
		}
		found.Add(faults...)
		ids[i] = own.join(read)
	}
	if len(paths) == 0 {
		return shipped, ids, nil
	}
	if err := c.stop(found, own.text); err != nil {
		return nil, nil, err
	}
	if len(slices.Concat(ids...)) == 0 {
		return nil, nil, usage("command.no-programme-in", "command.hint.programme", message.Op("files", paths))
	}
	for _, f := range own.files {
		if f.Kind == source.RecordFile && (f.Name == stdin || slices.Contains(paths, f.Name)) {
			return nil, nil, usage("command.record-as-programme", "command.hint.several-records", message.Op("file", f.Name))
		}
	}
	set, faults := own.set()
	if err := c.stop(own.of(faults), own.text); err != nil {
		return nil, nil, err
	}
	return set, ids, nil
}

// join adds what was read from one more name, and gives the ids of its programmes.
func (l *loaded) join(read *loaded) []string {
	l.files = append(l.files, read.files...)
	maps.Copy(l.text, read.text)
	var ids []string
	for _, f := range read.files {
		if f.Kind == source.ProgrammeFile {
			ids = append(ids, f.Programme.ID.Value)
		}
	}
	return ids
}

// once gives every id once, where it stands first.
func once(ids [][]string) []string {
	var kept []string
	for _, id := range slices.Concat(ids...) {
		if !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// unknownProgramme says that there is no such programme, and which may be meant.
func unknownProgramme(set *programme.Set, name string) error {
	for _, f := range set.Facts() {
		if f.Ref.ID == name {
			return usage("command.known-fact", "command.hint.search-fact", message.Op("item", f.Ref), message.Op("id", name))
		}
	}
	var near []string
	for _, h := range find.New(set).Search(name, 20) {
		if h.Programme != nil && len(near) < 3 {
			near = append(near, h.ID())
		}
	}
	if len(near) == 0 {
		return usage("command.no-programme", "command.hint.list", message.Op("programme", name))
	}
	return usage("command.no-programme", "command.hint.did-you-mean", message.Op("programme", name), message.Op("near", near))
}

// loaded is files that the user named, as read.
type loaded struct {
	files []source.File
	text  map[string][]byte
}

// load reads files and the files of folders; errors in them end the command.
func (c *Command) load(paths []string) (*loaded, error) {
	l, found, err := c.readAll(paths)
	if err != nil {
		return nil, err
	}
	return l, c.stop(found, l.text)
}

// readAll reads files and the files of folders, leaving out those that have errors.
func (c *Command) readAll(paths []string) (*loaded, diag.List, error) {
	names, err := files(paths)
	if err != nil {
		return nil, nil, err
	}
	l := &loaded{text: map[string][]byte{}}
	var found diag.List
	for _, name := range names {
		data, err := c.read(name)
		if err != nil {
			return nil, nil, err
		}
		l.text[shown(name)] = data
		file, faults := source.Read(shown(name), data)
		found.Add(faults...)
		if !faults.HasErrors() {
			l.files = append(l.files, file)
		}
	}
	return l, found, nil
}

// set compiles the files with those of the catalogue whose place they do not take: a programme replaces the programme of
// its id, facts replace the facts of their issuer.
func (l *loaded) set() (*programme.Set, diag.List) {
	if len(l.files) == 0 {
		return catalogue.All(), nil
	}
	var all []source.File
	for _, f := range shipped("*/*.yaml", nil) {
		if !slices.ContainsFunc(l.files, func(own source.File) bool { return replaces(own, f) }) {
			all = append(all, f)
		}
	}
	return compile.Set(append(all, l.files...))
}

// shipped reads the files of the catalogue whose names match; text, where it is there, keeps what they say.
func shipped(pattern string, text map[string][]byte) []source.File {
	names, err := fs.Glob(catalogue.Files(), pattern)
	if err != nil {
		panic(err) // the patterns are constants
	}
	var all []source.File
	for _, name := range names {
		data, err := fs.ReadFile(catalogue.Files(), name)
		if err != nil {
			panic(err) // embedded
		}
		file, _ := source.Read(name, data) // the catalogue's own tests hold that its files are clean
		all = append(all, file)
		if text != nil {
			text[name] = data
		}
	}
	return all
}

func replaces(own, shipped source.File) bool {
	switch {
	case own.Kind != shipped.Kind:
		return false
	case own.Kind == source.ProgrammeFile:
		return own.Programme.ID.Value == shipped.Programme.ID.Value
	case own.Kind == source.FactsFile:
		return own.Facts.Issuer.Value == shipped.Facts.Issuer.Value
	default:
		return false
	}
}

// of keeps the findings that are in the user's own files.
func (l *loaded) of(found diag.List) diag.List {
	return slices.DeleteFunc(found, func(f diag.Finding) bool { return l.text[f.Pos.File] == nil })
}

// stop prints findings in files on standard error, and ends the command where one is an error.
func (c *Command) stop(found diag.List, text map[string][]byte) error {
	if len(found) == 0 {
		return nil
	}
	if err := c.findings(c.Stderr, found, text); err != nil {
		return err
	}
	if found.HasErrors() {
		return errFindings
	}
	return nil
}
