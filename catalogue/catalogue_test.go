package catalogue

import (
	"io/fs"
	"strings"
	"testing"

	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// Every file that is shipped reads and compiles without a single finding.
func TestPacksAreClean(t *testing.T) {
	_, found := load(files)
	for _, f := range found {
		t.Errorf("%s: %s", f.Pos, f.Sentence(message.English()))
	}
}

// Every programme stands in the file of its name and has its tests beside it.
func TestEveryProgrammeHasTests(t *testing.T) {
	for _, p := range All().Programmes() {
		if want := p.ID + ".yaml"; p.File != want {
			t.Errorf("%s stands in %s, not in %s", p.ID, p.File, want)
		}
		name := p.ID + ".test.yaml"
		data, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Errorf("%s has no tests beside it: %v", p.ID, err)
			continue
		}
		file, found := source.Read(name, data)
		for _, f := range found {
			t.Errorf("%s: %s", f.Pos, f.Sentence(message.English()))
		}
		if file.Test == nil || file.Test.Programme.Value != p.ID {
			t.Errorf("%s does not test %s", name, p.ID)
		}
	}
}

// Any exam of Microsoft's gives MCP status but those that only holders of something else may take: an exam that comes to
// the facts must come to the programme as well, or be named here.
func TestEveryExamGivesMCP(t *testing.T) {
	without := map[string]bool{
		"70-240": true, "70-292": true, "70-296": true, "70-621": true, "70-648": true, "70-649": true,
	}
	listed := map[string]bool{}
	for _, r := range All().Programme("microsoft/mcp").Versions[0].Requires.Of {
		for _, option := range r.(*programme.Choose).From {
			listed[option.(*programme.Item).Ref.Code()] = true
		}
	}
	for _, f := range All().Facts() {
		code := f.Ref.Code()
		if f.Ref.Kind != record.Exam || f.Ref.Issuer() != "microsoft" || !strings.HasPrefix(code, "70-") {
			continue
		}
		if listed[code] == without[code] {
			t.Errorf("exam %s: listed for MCP %v, named as one that does not count %v", code, listed[code], without[code])
		}
	}
}

// A page that everything rests on is named: no fact and no programme is without a source that it declares.
func TestProgrammesNameTheirSources(t *testing.T) {
	for _, p := range All().Programmes() {
		if len(p.Sources) == 0 {
			t.Errorf("%s names no source", p.ID)
		}
	}
}
