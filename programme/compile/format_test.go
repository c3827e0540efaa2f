package compile_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/programme"
	"waymark/programme/compile"
	"waymark/source"
)

// rules draws the value of a programme file.
type rules struct {
	t  *rapid.T
	id int
}

func (r *rules) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(r.t, "chance") <= percent
}

func (r *rules) prose() string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"one", "exam", "it's", `"both"`, "é", "a: b", "c #d", "x,y", "[z]", "- q", "試験"}), 1, 40).Draw(r.t, "words")
	return "Text " + strings.Join(words, " ")
}

func (r *rules) code() string {
	return rapid.SampledFrom([]string{"70-290", "010", "no", "comptia/a-plus", "1", "null-1", "x.y"}).Draw(r.t, "code")
}

func (r *rules) item() string {
	return rapid.SampledFrom([]string{"exam ", "credential ", "ever-held credential ", "course ", "event "}).Draw(r.t, "kind") + r.code()
}

func (r *rules) items() []any {
	var all []any
	for range rapid.IntRange(1, 20).Draw(r.t, "items") {
		all = append(all, r.item())
	}
	return all
}

func (r *rules) list(depth int) []any {
	var all []any
	for range rapid.IntRange(1, 4).Draw(r.t, "parts") {
		all = append(all, r.requirement(depth))
	}
	return all
}

func (r *rules) requirement(depth int) any {
	if r.chance(30) {
		return r.item()
	}
	var m []pair
	switch body := rapid.IntRange(0, 4).Draw(r.t, "body"); {
	case body == 0 || depth == 0:
		m = append(m, pair{"exams", []any{r.code(), r.code()}})
	case body == 1:
		m = append(m, pair{"exam", r.code()})
	case body == 2:
		m = append(m, pair{"all", r.list(depth - 1)})
	case body == 3:
		m = append(m, pair{"any", r.list(depth - 1)})
	default:
		m = append(m, pair{"choose", "1"}, pair{"from", r.list(depth - 1)}, pair{"at_most", []any{[]pair{{"n", "1"}, {"of", r.items()}}}})
	}
	if m[0].key != "exams" && r.chance(50) {
		r.id++
		m = append(m, pair{"id", fmt.Sprint("id-", r.id)}, pair{"title", r.prose()})
	}
	if r.chance(30) {
		m = append(m, pair{"given", []any{"holds a", "ever held b/c", "passed 1"}}, pair{"note", r.prose()})
	}
	if r.chance(20) {
		m = append(m, pair{"open", []pair{{"question", "q"}, {"because", r.prose()}}}, pair{"listed", []pair{{"from", "2005-01-01"}}})
	}
	if r.chance(20) {
		m = append(m, pair{"sources", "page"}, pair{"confidence", "disputed"})
	}
	return m
}

func (r *rules) version() []pair {
	return []pair{
		{"requires", r.list(3)},
		{"counts", "once"},
		{"note", r.prose()},
		{"not_both", []any{r.items()}},
		{"covers", []any{[]pair{{"by", r.item()}, {"fills", []any{}}}}},
	}
}

func (r *rules) programme() []pair {
	head := []pair{
		{"programme", "a/b"},
		{"title", r.prose()},
		{"awards", []pair{{"credential", "b"}, {"term", "3 years"}}},
		{"sources", []any{[]pair{{"id", "page"}, {"page", "https://example.org/#x"}, {"read", "2006-05-01"}}}},
		{"summary", []pair{{"text", r.prose()}, {"sources", "page"}}},
		{"occupations", []any{r.prose(), r.prose()}},
	}
	if r.chance(50) {
		return append(head, r.version()...)
	}
	return append(head, pair{"versions", []any{
		append([]pair{{"version", "2"}, {"in_force", []pair{{"from", "2004-01-01"}}}}, r.version()...),
		append([]pair{{"version", "1"}, {"in_force", []pair{{"until", "2003-12-31"}}}}, r.version()...),
	}})
}

// However untidy a programme is written, formatting it keeps its meaning and every remark, and once is enough.
func TestFormatKeepsTheProgramme(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &rules{t: t}
		value := r.programme()
		s := &scrawl{t: t}
		s.mapping(value, 0)
		before := s.b.String()
		untidy := read(t, before)
		formatted, found := source.Format("x.yaml", []byte(before))
		if len(found) > 0 {
			t.Fatalf("%v\n%s", found, before)
		}
		if diff := cmp.Diff(untidy, read(t, string(formatted))); diff != "" {
			t.Fatalf("formatting changed the programme: %s\n%s\n%s", diff, before, formatted)
		}
		for _, word := range []string{"# remark", "# beside"} {
			if strings.Count(before, word) != strings.Count(string(formatted), word) {
				t.Fatalf("a remark is lost:\n%s\n%s", before, formatted)
			}
		}
		again, _ := source.Format("x.yaml", formatted)
		if diff := cmp.Diff(string(formatted), string(again)); diff != "" {
			t.Fatalf("formatting twice: %s\n%s", diff, formatted)
		}
	})
}

func read(t rapid.TB, text string) *programme.Programme {
	f, found := source.Read("x.yaml", []byte(text))
	if len(found) > 0 {
		t.Fatalf("%+v\n%s", found[0], text)
	}
	p, found := compile.Programme(f.Programme)
	if len(found) > 0 {
		t.Fatalf("%+v\n%s", found[0], text)
	}
	return p
}

// Every shipped programme means the same when it is formatted.
func TestFormatKeepsTheCatalogue(t *testing.T) {
	err := filepath.WalkDir("../../catalogue", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if f, _ := source.Read("x.yaml", data); f.Kind == source.ProgrammeFile {
			formatted, _ := source.Format("x.yaml", data)
			if diff := cmp.Diff(read(t, string(data)), read(t, string(formatted))); diff != "" {
				t.Errorf("%s: %s", path, diff)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
