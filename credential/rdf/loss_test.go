package rdf_test

import (
	"crypto"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/rdf"
)

const badge = `{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"%s],
"id":"urn:uuid:1","type":["VerifiableCredential","OpenBadgeCredential"],"issuer":"did:web:a.example","credentialSubject":{"type":"AchievementSubject"}%s}`

func parse(tb testing.TB, text string) *jsontree.Value {
	tb.Helper()
	v, err := jsontree.Parse([]byte(text))
	if err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	return &v
}

// What JSON-LD would drop in silence, or what we do not carry out, is said by its name and place.
func TestWhatWouldBeLostIsAnError(t *testing.T) {
	for _, c := range []struct{ context, member, code, path string }{
		{"", `,"colour":"red"`, "jsonld.undefined-term", "/colour"},
		{"", `,"colour":null`, "jsonld.undefined-term", "/colour"},
		{"", `,"evidence":[{"type":"Evidence","mark":1}]`, "jsonld.undefined-term", "/evidence/0/mark"},
		{"", `,"evidence":[{"type":["Evidence","Odd"]}]`, "jsonld.relative-type", "/evidence/0/type"},
		{"", `,"evidence":{"id":"x y","type":"Evidence"}`, "jsonld.relative-id", "/evidence"},
		{"", `,"evidence":{"id":"a/b","type":"Evidence"}`, "jsonld.relative-id", "/evidence"},
		{"", `,"evidence":{"id":"","type":"Evidence"}`, "jsonld.relative-id", "/evidence"},
		{"", `,"evidence":{"id":1}`, "jsonld.invalid-entry", "/evidence/id"},
		{"", `,"name":{"@value":"x","@language":"en_US"}`, "jsonld.language", "/name"},
		{"", `,"name":{"@value":"x","@direction":"up"}`, "jsonld.direction", "/name/@direction"},
		{"", `,"@graph":[1]`, "jsonld.free-floating", "/@graph/0"},
		{"", `,"@reverse":{"issuer":"urn:x"}`, "jsonld.unsupported", "/@reverse"},
		{"", `,"@nest":{}`, "jsonld.unsupported", "/@nest"},
		{"", `,"@included":[]`, "jsonld.unsupported", "/@included"},
		{"", `,"@strange":1`, "jsonld.reserved-term", "/@strange"},
		{"", `,"@id":"urn:uuid:2"`, "jsonld.colliding-keywords", "/@id"},
		{`,"https://unknown.example/c"`, "", "jsonld.unknown-context", "/@context"},
		{`,{"VerifiableCredential":"urn:other"}`, "", "jsonld.protected-term", "/@context"},
		{`,null`, "", "jsonld.context-nullified", "/@context"},
		{`,{"@import":"https://www.w3.org/ns/credentials/v2"}`, "", "jsonld.unsupported", "/@context"},
		{`,{"@base":"https://a.example/"}`, "", "jsonld.unsupported", "/@context"},
		{`,{"a":"b","b":"a"}`, "", "jsonld.cyclic-term", "/@context/a/b"},
		{`,{"a":{"@id":"urn:a","@container":"@id"}}`, "", "jsonld.unsupported", "/@context/a"},
		{`,{"a":"_:b"}`, `,"a":1`, "jsonld.blank-predicate", "/a"},
	} {
		_, err := rdf.Default().Canonical(parse(t, fmt.Sprintf(badge, c.context, c.member)))
		if flaw.Code(err) != c.code {
			t.Errorf("%s%s gives %v, want %s", c.context, c.member, err, c.code)
			continue
		}
		if f, ok := errors.AsType[*flaw.Flaw](err); ok && f.Path != c.path {
			t.Errorf("%s%s is at %s, want %s", c.context, c.member, f.Path, c.path)
		}
		if strings.Contains(err.Error(), "{") && !strings.Contains(c.member, "{") {
			t.Errorf("a sentence with a hole: %v", err)
		}
	}
}

// Features of JSON-LD that inline contexts can use, against json-gold.
func TestInlineContextsAsJSONGoldHasThem(t *testing.T) {
	for _, c := range []struct{ context, member string }{
		{`,{"ex":"https://ex.example/","colour":"ex:colour"}`, `,"colour":["red",true,false,1,2.5,1e30,-0.0,null,"red"]`},
		{`,{"colour":{"@id":"https://ex.example/c","@container":"@list"}}`, `,"colour":["a",["b",[]],{"@value":"c"},{"id":"urn:x"}]`},
		{`,{"colour":{"@id":"https://ex.example/c","@container":"@language"}}`, `,"colour":{"en":"red","de-AT":["rot","@none"],"@none":"x"}`},
		{`,{"colour":{"@id":"https://ex.example/c","@container":"@index"}}`, `,"colour":{"one":{"id":"urn:1","https://ex.example/x":1},"two":"2"}`},
		{`,{"colour":{"@id":"https://ex.example/c","@type":"@json"}}`, `,"colour":{"z":[1.0,null,"\u20ac"],"a":{}}`},
		{`,{"colour":{"@id":"https://ex.example/c","@type":"@vocab"},"red":"https://ex.example/red"}`, `,"colour":["red","https://ex.example/blue"]`},
		{`,{"colour":{"@id":"https://ex.example/c","@type":"http://www.w3.org/2001/XMLSchema#decimal"}}`, `,"colour":["1.50",3,4.25]`},
		{`,{"of":{"@reverse":"https://ex.example/has"}}`, `,"of":[{"id":"urn:x"},{"https://ex.example/n":"\u007f\u0001\t"}]`},
		{`,{"@language":"en","note":"https://ex.example/n","plain":{"@id":"https://ex.example/p","@language":null}}`, `,"note":"hi","plain":"hi"`},
		{`,{"colour":{"@id":"https://ex.example/c","@container":"@graph"}}`, `,"colour":[{"https://ex.example/n":1},{"id":"urn:g","https://ex.example/n":2}]`},
		{`,{"box":{"@id":"https://ex.example/box","@context":{"in":"https://ex.example/in"}}}`, `,"box":{"in":{"in":"deep"}}`},
		{`,{"Box":{"@id":"https://ex.example/Box","@context":{"in":"https://ex.example/in"}}}`, `,"evidence":{"type":["Evidence","Box"],"in":{"https://ex.example/y":1}}`},
		{`,{"@vocab":"https://ex.example/v#"}`, `,"colour":{"type":"Odd","free":{"@list":[1]}},"evidence":{"@set":[{"type":"Evidence"}]}`},
		{"", `,"https://ex.example/n":[{"id":"_:x"},{"id":"_:x","https://ex.example/m":{"id":"_:y"}}]`},
	} {
		text := fmt.Sprintf(badge, c.context, c.member)
		got, err := rdf.Default().Canonical(parse(t, text))
		if err != nil {
			t.Errorf("%s%s: %v", c.context, c.member, err)
			continue
		}
		want, err := gold(t, []byte(text))
		if err != nil {
			t.Errorf("%s%s: json-gold: %v", c.context, c.member, err)
			continue
		}
		// json-gold does not escape these two as RDFC-1.0 asks.
		want = strings.NewReplacer("\x7f", `\u007F`, "\x01", `\u0001`, "\t", `\t`).Replace(want)
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s%s: %s", c.context, c.member, diff)
		}
	}
}

// Generated credentials: nested, with unnamed and named nodes, repeated and shared.
func TestGeneratedCredentialsAsJSONGoldHasThem(t *testing.T) {
	text := rapid.SampledFrom([]string{"a", "b\n", "ü\"", "\\", "", "😀"})
	// A blank node that is its own parent is left out: json-gold counts such a statement twice, against RDFC-1.0.
	id := rapid.SampledFrom([]string{"urn:1", "urn:2", "https://a.example/é"})
	shared := rapid.SampledFrom([]string{"urn:1", "_:x", "_:y"})
	var profile func(depth int) *rapid.Generator[string]
	profile = func(depth int) *rapid.Generator[string] {
		return rapid.Custom(func(t *rapid.T) string {
			members := []string{`"type":["Profile"]`}
			if rapid.Bool().Draw(t, "named") {
				from := id
				if depth == 2 {
					from = shared
				}
				members = append(members, `"id":`+quote(from.Draw(t, "id")))
			}
			if rapid.Bool().Draw(t, "name") {
				members = append(members, `"name":`+quote(text.Draw(t, "name")))
			}
			if depth > 0 && rapid.Bool().Draw(t, "parent") {
				members = append(members, `"parentOrg":`+profile(depth-1).Draw(t, "parent"))
			}
			if rapid.Bool().Draw(t, "others") {
				others := rapid.SliceOfN(text, 0, 3).Draw(t, "others")
				for i := range others {
					others[i] = `{"type":"IdentifierEntry","identifierType":"ext:x","identifier":` + quote(others[i]) + `}`
				}
				members = append(members, `"otherIdentifier":[`+strings.Join(others, ",")+`]`)
			}
			return "{" + strings.Join(members, ",") + "}"
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		sources := rapid.SliceOfN(profile(2), 0, 3).Draw(t, "profiles")
		document := fmt.Sprintf(badge, "", `,"evidence":[{"type":"Evidence","audience":"x"}],"https://ex.example/p":[`+strings.Join(sources, ",")+`]`)
		v, err := jsontree.Parse([]byte(document))
		if err != nil {
			t.Fatal(err)
		}
		got, err := rdf.Default().Canonical(&v)
		if err != nil {
			t.Fatal(err)
		}
		want, err := goldText([]byte(document))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Error(diff)
		}
	})
}

func quote(text string) string { return string(jsontree.AppendString(nil, text)) }

// Graphs of unnamed nodes that all look alike cost a bounded time, and are refused.
func TestPoisonIsRefusedInTime(t *testing.T) {
	graphs := map[string]func(i, j int) bool{
		"clique": func(i, j int) bool { return i < 24 && j < 24 && i != j },
		"star":   func(i, j int) bool { return i == 0 && j > 0 && j < 3000 },
		"stars":  func(i, j int) bool { return i < 2 && j > 1 && j < 1500 },
		"ring":   func(i, j int) bool { return i < 2000 && j == (i+1)%2000 },
	}
	for name, edge := range graphs {
		var b strings.Builder
		for i := range 3000 {
			for j := range 3000 {
				if edge(i, j) {
					fmt.Fprintf(&b, "_:n%d <urn:p> _:n%d .\n", i, j)
				}
			}
		}
		d, err := rdf.ParseNQuads([]byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if _, err := d.Canonical(crypto.SHA256); err != nil && flaw.Code(err) != "rdf.poison" {
			t.Errorf("%s gives %v", name, err)
		}
		took := time.Since(begin)
		t.Logf("%s: %s", name, took)
		if took > 5*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

// The contexts of one document cost a bounded time, however many there are and however much they define.
func TestContextsAreWorkedThroughInTime(t *testing.T) {
	const published = `"https://www.w3.org/ns/credentials/v2"`
	var terms strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&terms, `,"t%d":"https://a.example/%d"`, i, i)
	}
	object := `{"x":"https://a.example/x"` + terms.String() + `}`
	subject := `{"@context":{"y":"https://a.example/y"},"id":"did:example:a"}`
	for name, c := range map[string]struct{ contexts, subject, want string }{
		"a large one":         {published + "," + object, `{"id":"did:example:a"}`, ""},
		"the same many times": {published + strings.Repeat(","+published, 50_000), `{"id":"did:example:a"}`, "jsonld.context-work"},
		"one in every node":   {published + "," + object, "[" + subject + strings.Repeat(","+subject, 5000) + "]", "jsonld.context-work"},
		"many large ones":     {published + strings.Repeat(","+object, 40), `{"id":"did:example:a"}`, "jsonld.context-work"},
	} {
		v, err := jsontree.Parse([]byte(`{"@context":[` + c.contexts + `],"id":"urn:x:1","type":"VerifiableCredential","credentialSubject":` + c.subject + `}`))
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if _, err := rdf.Default().Canonical(&v); flaw.Code(err) != c.want {
			t.Errorf("%s gives %v", name, err)
		}
		took := time.Since(begin)
		t.Logf("%s: %s", name, took)
		if took > 20*time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
}

func FuzzNQuads(f *testing.F) {
	f.Add([]byte("_:a <urn:p> \"x\\n\\u00e9\"@en .\n_:a <urn:p> _:b <urn:g> .\n"))
	f.Add([]byte("<urn:s> <urn:p> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> . # note\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := rdf.ParseNQuads(data)
		if err != nil {
			return
		}
		once, err := d.Canonical(crypto.SHA256)
		if err != nil {
			return
		}
		again, err := rdf.ParseNQuads(once)
		if err != nil {
			t.Fatalf("the canonical form is not read: %v\n%s", err, once)
		}
		twice, err := again.Canonical(crypto.SHA256)
		if err != nil || string(twice) != string(once) {
			t.Errorf("canonical twice differs: %v\n%s\n%s", err, once, twice)
		}
	})
}

func FuzzJSONLD(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(badge, "", `,"name":"x"`)))
	f.Add([]byte(fmt.Sprintf(badge, `,{"a":{"@id":"urn:a","@container":"@list","@context":{"b":"urn:b"}}}`, `,"a":[{"b":[1,[2]]}]`)))
	f.Add([]byte(`{"@context":{"@vocab":"urn:v#","id":"@id","g":{"@id":"urn:g","@container":["@graph","@set"]}},"g":[{"id":"_:x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := jsontree.Parse(data)
		if err != nil {
			return
		}
		once, err := rdf.Default().Canonical(&v)
		if whole := rdf.Default().Whole(&v); (whole == nil) != (err == nil) && flaw.Code(err) != "rdf.poison" {
			t.Fatalf("whole says %v, canonical %v", whole, err)
		}
		if err != nil {
			return
		}
		d, err := rdf.ParseNQuads(once)
		if err != nil {
			t.Fatalf("the quads are not read: %v\n%s", err, once)
		}
		if twice, err := d.Canonical(crypto.SHA256); err != nil || string(twice) != string(once) {
			t.Fatalf("canonical twice differs: %v\n%s\n%s", err, once, twice)
		}
	})
}
