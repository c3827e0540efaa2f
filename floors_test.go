// Package waymark_test holds the shape of the house: which package may import which.
package waymark_test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors puts every package on its floor. A package may import any of a lower floor, and its named neighbours.
var floors = map[string]struct {
	floor      int
	neighbours []string
	// modules are the only modules of others it may import outside its tests.
	modules []string
}{
	"waymark/message":                  {floor: 0},
	"waymark/docs":                     {floor: 0},
	"waymark/schema":                   {floor: 0},
	"waymark/diag":                     {floor: 0, neighbours: []string{"waymark/message"}},
	"waymark/record":                   {floor: 0, neighbours: []string{"waymark/diag", "waymark/message"}},
	"waymark/programme":                {floor: 0, neighbours: []string{"waymark/record", "waymark/diag", "waymark/message"}},
	"waymark/source":                   {floor: 1, modules: []string{"go.yaml.in/yaml/v4"}},
	"waymark/programme/compile":        {floor: 1, neighbours: []string{"waymark/source"}},
	"waymark/programme/draft":          {floor: 1, neighbours: []string{"waymark/source", "waymark/programme/compile"}},
	"waymark/programme/check":          {floor: 1, neighbours: []string{"waymark/source", "waymark/programme/compile", "waymark/solve", "waymark/audit"}},
	"waymark/solve":                    {floor: 1, neighbours: []string{"waymark/solve/binary"}},
	"waymark/solve/binary":             {floor: 1},
	"waymark/plan":                     {floor: 1, neighbours: []string{"waymark/solve", "waymark/solve/binary", "waymark/audit"}},
	"waymark/plan/judge":               {floor: 1, neighbours: []string{"waymark/audit/judge"}}, // shares no code with the engine that it judges
	"waymark/offer":                    {floor: 0, neighbours: []string{"waymark/programme", "waymark/record", "waymark/diag", "waymark/message"}},
	"waymark/audit":                    {floor: 1, neighbours: []string{"waymark/solve"}},
	"waymark/audit/generate":           {floor: 1},
	"waymark/audit/judge":              {floor: 1}, // shares no code with the engine that it judges
	"waymark/catalogue":                {floor: 2},
	"waymark/catalogue/packtest":       {floor: 2},
	"waymark/find":                     {floor: 2},
	"waymark/report":                   {floor: 2},
	"waymark/describe":                 {floor: 2},
	"waymark/credential":               {floor: 2, neighbours: credentialParts},
	"waymark/credential/embedded":      {floor: 2},
	"waymark/credential/flaw":          {floor: 2},
	"waymark/credential/jsontree":      {floor: 2, neighbours: credentialParts},
	"waymark/credential/jcs":           {floor: 2, neighbours: credentialParts},
	"waymark/credential/rdf":           {floor: 2, neighbours: credentialParts},
	"waymark/credential/key":           {floor: 2, neighbours: credentialParts},
	"waymark/credential/proof":         {floor: 2, neighbours: credentialParts},
	"waymark/credential/status":        {floor: 2, neighbours: credentialParts},
	"waymark/credential/jwt":           {floor: 2, neighbours: credentialParts},
	"waymark/credential/bake":          {floor: 2, neighbours: credentialParts},
	"waymark/credential/schema":        {floor: 2, neighbours: credentialParts, modules: []string{"github.com/santhosh-tekuri/jsonschema/v6"}},
	"waymark/credential/outside":       {floor: 2}, // finds the conformance data for tests
	"waymark/verify":                   {floor: 2, neighbours: append([]string{"waymark/credential"}, credentialParts...)},
	"waymark/internal/fault":           {floor: 0, neighbours: []string{"waymark/message"}},
	"waymark/internal/store":           {floor: 3, modules: []string{"github.com/jackc/pgx/v5", "github.com/pressly/goose/v3", "github.com/riverqueue/river", "modernc.org/sqlite"}},
	"waymark/internal/store/storetest": {floor: 3, neighbours: []string{"waymark/internal/store"}, modules: []string{"github.com/jackc/pgx/v5"}},
	"waymark/internal/code":            {floor: 0},
	"waymark/internal/keyring":         {floor: 3, modules: []string{"filippo.io/age"}},
	"waymark/internal/fetch":           {floor: 4},
	"waymark/internal/certificate":     {floor: 4, modules: []string{"codeberg.org/go-pdf/fpdf", "golang.org/x/image", "rsc.io/qr"}},
	"waymark/internal/issuer":          {floor: 3, neighbours: []string{"waymark/internal/keyring"}},
	"waymark/internal/registrar":       {floor: 4, modules: []string{"github.com/klauspost/compress/zstd"}},
	"waymark/internal/mail":            {floor: 4, modules: []string{"github.com/wneessen/go-mail"}},
	"waymark/internal/mail/mailtest":   {floor: 4},
	"waymark/internal/login":           {floor: 5},
	"waymark/internal/demo":            {floor: 5},
	"waymark/internal/server":          {floor: 5, modules: []string{"github.com/prometheus/client_golang"}},
	"waymark/internal/published":       {floor: 5},
	"waymark/internal/site":            {floor: 5, neighbours: []string{"waymark/internal/login"}},
	"waymark/internal/api":             {floor: 5, neighbours: []string{"waymark/internal/login"}, modules: []string{"github.com/danielgtaylor/huma/v2", "golang.org/x/time"}},
	"waymark/internal/jobs":            {floor: 5, modules: []string{"github.com/riverqueue/river"}},
	"waymark/internal/conformance":     {floor: 5},
	"waymark/internal/load":            {floor: 6}, // measures the program from outside
	"waymark/cmd/waymark": {floor: 6, modules: []string{
		"github.com/alecthomas/kong", "github.com/schollz/progressbar/v3", "golang.org/x/term",
		"github.com/rogpeppe/go-internal/diff", // what fmt --diff prints
	}},
}

// credentialParts are what a credential is made of; none of them knows the whole.
var credentialParts = []string{
	"waymark/credential/embedded", "waymark/credential/flaw", "waymark/credential/jsontree", "waymark/credential/jcs",
	"waymark/credential/rdf", "waymark/credential/key", "waymark/credential/proof", "waymark/credential/status",
	"waymark/credential/jwt", "waymark/credential/schema", "waymark/credential/bake",
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestNothingImportsUpward(t *testing.T) {
	packages := list(t)
	if len(packages) < 5 {
		t.Fatalf("go list named only %d packages", len(packages))
	}
	for _, p := range packages {
		place, known := floors[p.ImportPath]
		if !known {
			if len(p.Imports) > 0 {
				t.Errorf("%s stands on no floor: give it one in this test, .golangci.yml and ARCHITECTURE.md", p.ImportPath)
			}
			continue
		}
		for _, imported := range p.Imports {
			switch other, ours := floors[imported]; {
			case ours && (other.floor < place.floor || slices.Contains(place.neighbours, imported)):
			case ours:
				t.Errorf("%s (floor %d) may not import %s (floor %d)", p.ImportPath, place.floor, imported, other.floor)
			case !strings.Contains(strings.Split(imported, "/")[0], "."):
			case !within(imported, place.modules):
				t.Errorf("%s may not import %s", p.ImportPath, imported)
			}
		}
	}
}

// What signs for anybody stands apart: only its own command starts it, and it knows neither the registrar nor a store. The
// server that awards therefore has neither its routes nor its keys.
func TestConformanceStandsApart(t *testing.T) {
	const conformance = "waymark/internal/conformance"
	for _, p := range list(t) {
		if p.ImportPath != "waymark/cmd/waymark" && slices.Contains(p.Imports, conformance) {
			t.Errorf("%s imports %s", p.ImportPath, conformance)
		}
		if p.ImportPath != conformance {
			continue
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "waymark/internal/") {
				t.Errorf("%s imports %s", conformance, imported)
			}
		}
	}
	files, err := filepath.Glob("cmd/waymark/*.go")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			if i.Path.Value == strconv.Quote(conformance) && filepath.Base(name) != "conformance.go" {
				t.Errorf("%s imports %s", name, conformance)
			}
		}
	}
}

func within(imported string, modules []string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
}

func list(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
