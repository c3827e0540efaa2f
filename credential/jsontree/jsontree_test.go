package jsontree_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

func TestParseKeepsWhatWasWritten(t *testing.T) {
	for _, text := range []string{
		`{"b":1,"a":[true,false,null],"c":{"d":"é\u0001\"\\"},"n":-0.10e+2}`, `"😀"`, `[]`, `{}`, `0`,
	} {
		v, err := jsontree.Parse([]byte(" " + text + "\n"))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(text, string(jsontree.Append(nil, &v))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]string{
		``: "json.end", `{`: "json.name", `{"a":1,}`: "json.name", `[1 2]`: "json.comma", `{"a" 1}`: "json.colon",
		`01`: "json.trailing", `1 1`: "json.trailing", `-`: "json.number", `1.`: "json.number", `1e`: "json.number",
		`1e999`: "json.number-size", "\"a\nb\"": "json.control", `"\x"`: "json.escape", `"\ud800"`: "json.escape",
		`"\ud800\u0041"`: "json.escape", `"\udc00"`: "json.escape", `{"a":1,"a":2}`: "json.duplicate",
		`{"a":1,"\u0061":2}`: "json.duplicate", `nul`: "json.unexpected", "\"\xff\"": "json.utf8", `'a'`: "json.unexpected",
		strings.Repeat("[", 200): "json.depth",
	} {
		if _, err := jsontree.Parse([]byte(text)); flaw.Code(err) != want {
			t.Errorf("%q gives %v, want %s", text, err, want)
		}
	}
	var long strings.Builder
	for i := range 40 {
		fmt.Fprintf(&long, `"name %d":1,`, i)
	}
	if _, err := jsontree.Parse([]byte("{" + long.String() + `"name 30":2}`)); flaw.Code(err) != "json.duplicate" {
		t.Errorf("a name twice in a long object gives %v", err)
	}
}

func TestEqualHoldsWhateverTheOrder(t *testing.T) {
	a, _ := jsontree.Parse([]byte(`{"a":[1,{"x":"y","z":null}],"b":2}`))
	b, _ := jsontree.Parse([]byte(`{"b":2,"a":[1,{"z":null,"x":"y"}]}`))
	c, _ := jsontree.Parse([]byte(`{"b":2,"a":[{"z":null,"x":"y"},1]}`))
	if !jsontree.Equal(a, b) || jsontree.Equal(a, c) {
		t.Error("members may stand in any order, items may not")
	}
}

func TestWithAndWithoutLeaveTheOriginal(t *testing.T) {
	v := jsontree.Object(jsontree.M("a", jsontree.Int(1)), jsontree.M("b", jsontree.Int(2)))
	if got := v.With("a", jsontree.Bool(true)).Without("b"); string(jsontree.Append(nil, &got)) != `{"a":true}` {
		t.Errorf("changed copy is %s", jsontree.Append(nil, &got))
	}
	if string(jsontree.Append(nil, &v)) != `{"a":1,"b":2}` {
		t.Errorf("the original became %s", jsontree.Append(nil, &v))
	}
}

// Whatever is accepted, the standard library accepts too, and what is written comes back the same.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiableCredential","n":1.5e3}`))
	f.Add([]byte(`["\ud83d\ude00",{"a":{}},-0,"\u0000"]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := jsontree.Parse(data)
		if err != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatalf("accepted, but not JSON: %q", data)
		}
		again, err := jsontree.Parse(jsontree.Append(nil, &v))
		if err != nil || !jsontree.Equal(v, again) {
			t.Fatalf("does not come back: %q, %v", data, err)
		}
	})
}
