package source

import (
	"go.yaml.in/yaml/v4"

	"waymark/diag"
	"waymark/message"
	"waymark/record"
)

// Read reads a file of any kind. The name is for findings only; nothing is opened. The findings are sorted by place;
// where one is an error the tree may lack parts and must not be compiled.
func Read(name string, data []byte) (File, diag.List) {
	r := &reader{file: name}
	f := r.read(data)
	r.found.Sort()
	return f, r.found
}

// ReadRecord reads a candidate's record, in YAML or JSON.
func ReadRecord(name string, data []byte) (record.Record, diag.List) {
	return ReadRecordLine(name, 1, data)
}

// ReadRecordLine reads a record that begins on the given line of a longer file, such as one line of JSON lines.
func ReadRecordLine(name string, line int, data []byte) (record.Record, diag.List) {
	r := &reader{file: name, above: line - 1}
	f := r.read(data)
	if f.Kind != RecordFile && f.Kind != Unknown {
		r.add("not-a-record", r.at(1, 1), 1, "hint.record", message.Op("kind", f.Kind))
	}
	r.found.Sort()
	if f.Record == nil {
		return record.Record{File: name}, r.found
	}
	return *f.Record, r.found
}

func (r *reader) read(data []byte) File {
	f := File{Name: r.file}
	root := r.parse(data)
	if root == nil {
		return f
	}
	f.Kind = r.kind(root)
	switch f.Kind {
	case ProgrammeFile:
		f.Programme = r.programme(root)
	case FactsFile:
		f.Facts = r.facts(root)
	case RecordFile:
		rec := r.record(root)
		f.Record = &rec
	case TestFile:
		f.Test = r.test(root)
	case RulingsFile:
		for e := range r.entries(root, rulingsShape) {
			f.Rulings = r.rulings(e.value)
		}
	case OffersFile:
		f.Offers = r.offers(root)
	case Unknown: // kind has complained
	}
	return f
}

// firstKeys are the keys that say what a file is.
var firstKeys = map[string]Kind{
	"programme": ProgrammeFile, "facts": FactsFile, "candidate": RecordFile, "evidence": RecordFile, "test": TestFile,
	"rulings": RulingsFile, "offers": OffersFile,
}

// kindOf gives what the file is: what its first telling key says; a record may begin with its rulings.
func kindOf(root *yaml.Node) Kind {
	kind := Unknown
	for i := 0; i+1 < len(root.Content); i += 2 {
		k := firstKeys[root.Content[i].Value]
		if kind == Unknown || kind == RulingsFile && k == RecordFile {
			kind = k
		}
	}
	return kind
}

// kind gives what the file is and complains of one that does not say.
func (r *reader) kind(root *yaml.Node) Kind {
	if !r.isMapping(root) {
		return Unknown
	}
	kind := kindOf(root)
	if kind != Unknown || len(root.Content) == 0 {
		if kind == Unknown {
			r.add("file-empty", r.pos(root), 1, "hint.first-key")
		}
		return kind
	}
	first := root.Content[0]
	words := []string{"programme", "facts", "candidate", "evidence", "test", "rulings", "offers"}
	hint, meant := "hint.first-key", Nearest(first.Value, words)
	if meant != "" {
		hint = "hint.first-key-meant"
	}
	r.add("kind-unknown", r.pos(first), length(first), hint, message.Op("found", shorten(first.Value)), message.Op("meant", meant))
	return Unknown
}

// shapeOf is the shape of a whole file.
func shapeOf(root *yaml.Node) *shape {
	switch kindOf(root) {
	case ProgrammeFile:
		return programmeShapeOf(root)
	case FactsFile:
		return factsShape
	case RecordFile:
		return recordShape
	case TestFile:
		return testShape
	case RulingsFile:
		return rulingsShape
	case OffersFile:
		return offersShape
	default:
		return nil
	}
}

// programmeShapeOf is the shape of a programme: with a list of versions, or with the one version at the top.
func programmeShapeOf(root *yaml.Node) *shape {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value == "versions" {
			return splitShape
		}
	}
	return programmeShape
}
