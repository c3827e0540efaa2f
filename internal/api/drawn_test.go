package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// draw makes requests from the document alone.
type draw struct {
	*rand.Rand
	description
	texts map[string][]string // drawn for each pattern
}

// value draws a value that a schema allows.
func (d *draw) value(schema any, depth int) any {
	s := d.resolved(schema)
	if all := listAt(s, "examples"); len(all) > 0 && d.IntN(2) == 0 {
		return all[d.IntN(len(all))]
	}
	if all := listAt(s, "enum"); len(all) > 0 {
		return all[d.IntN(len(all))]
	}
	if all := append(listAt(s, "anyOf"), listAt(s, "oneOf")...); len(all) > 0 {
		return d.value(all[d.IntN(len(all))], depth)
	}
	switch kindOfSchema(s) {
	case "object":
		out := map[string]any{}
		properties, _ := s["properties"].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			if slices.Contains(listAt(s, "required"), any(name)) || depth > 0 && d.IntN(3) > 0 {
				out[name] = d.value(properties[name], depth-1)
			}
		}
		if more, _ := s["additionalProperties"].(map[string]any); more != nil && d.IntN(2) == 0 {
			out["x"] = d.value(more, depth-1)
		}
		return out
	case "array":
		least, most := d.bound(s, "minItems", 0), d.bound(s, "maxItems", 3)
		out := []any{}
		for range least + d.IntN(min(most-least, 3)+1) {
			out = append(out, d.value(s["items"], depth-1))
		}
		return out
	case "integer", "number":
		least := d.bound(s, "minimum", 0)
		return least + d.IntN(min(d.bound(s, "maximum", least+5), least+5)-least+1)
	case "boolean":
		return d.IntN(2) == 0
	case "string":
		return d.text(s)
	default:
		return map[string]any{"x": 1}
	}
}

func (d *draw) bound(s map[string]any, key string, or int) int {
	if n, given := s[key].(float64); given {
		return int(n)
	}
	return or
}

// text draws a text that a schema allows.
func (d *draw) text(s map[string]any) string {
	if textAt(s, "format") == "date" {
		return []string{"2005-06-01", "2004-03-01", "2005-06-02", "0001-01-01", "9999-12-31", "2004-02-29"}[d.IntN(6)]
	}
	pattern := textAt(s, "pattern")
	if pattern == "" {
		pattern = `(?s).*`
	}
	if len(d.texts[pattern]) == 0 {
		g := rapid.StringMatching(pattern)
		for seed := range 40 {
			d.texts[pattern] = append(d.texts[pattern], g.Example(seed))
		}
		d.texts[pattern] = append(d.texts[pattern], "microsoft/mcp", "exam microsoft/70-290", "ana@example.org")
		d.texts[pattern] = slices.DeleteFunc(d.texts[pattern], func(t string) bool { return !matchesPattern(pattern, t) })
	}
	all := d.texts[pattern]
	text := []rune(strings.ReplaceAll(all[d.IntN(len(all))], "\x00", "0"))
	for least := d.bound(s, "minLength", 0); len(text) < least; {
		text = append(text, 'a')
	}
	return string(text[:min(len(text), d.bound(s, "maxLength", len(text)))])
}

// wrong changes a value so that its schema allows it no longer, and says how; false where it cannot.
func (d *draw) wrong(schema, value any) (any, bool) {
	s := d.resolved(schema)
	if len(listAt(s, "anyOf")) > 0 {
		return 7, true
	}
	switch v := value.(type) {
	case map[string]any:
		v = maps.Clone(v)
		required := listAt(s, "required")
		switch d.IntN(3) {
		case 0:
			if len(required) > 0 {
				name, _ := required[d.IntN(len(required))].(string)
				delete(v, name)
				return v, true
			}
		case 1:
			if s["additionalProperties"] == false {
				v["nothing-of-ours"] = 1
				return v, true
			}
		default:
			names := slices.Sorted(maps.Keys(v))
			properties, _ := s["properties"].(map[string]any)
			if len(names) > 0 && properties != nil {
				name := names[d.IntN(len(names))]
				changed, did := d.wrong(properties[name], v[name])
				v[name] = changed
				return v, did
			}
		}
	case []any:
		if len(v) > 0 && d.IntN(2) == 0 {
			v = slices.Clone(v)
			changed, did := d.wrong(s["items"], v[0])
			v[0] = changed
			return v, did
		}
		return []any{"x", "", 1, map[string]any{}}[d.IntN(4)], true // null is read as a list that is not there
	case string:
		wrongs := []any{1, true, []any{}, map[string]any{}} // null is read as a text that is not there
		if most := d.bound(s, "maxLength", 0); most > 0 {
			wrongs = append(wrongs, strings.Repeat("é", most+1))
		}
		if len(listAt(s, "enum")) > 0 || textAt(s, "format") == "date" {
			wrongs = append(wrongs, "no such", "2005-02-30", "")
		}
		return wrongs[d.IntN(len(wrongs))], true
	default:
		return []any{"x", nil, []any{}, 1.5, map[string]any{}, -1e300}[d.IntN(6)], true
	}
	return value, false
}

// request draws a request to an operation; broken breaks one thing in it, and the second result tells whether it did.
func (d *draw) request(method, path string, o any, broken bool) (*http.Request, bool) {
	place := d.IntN(4) // what is broken: the body, a parameter, the form of the body, a parameter too many
	did := false
	query, headers := url.Values{}, http.Header{}
	for _, p := range listAt(o, "parameters") {
		name, in := textAt(p, "name"), textAt(p, "in")
		required, _ := at(p, "required").(bool)
		if !required && d.IntN(3) > 0 {
			continue
		}
		value := d.value(at(p, "schema"), 1)
		text := fmt.Sprint(value)
		if broken && place == 1 && kindOfSchema(d.resolved(at(p, "schema"))) == "integer" {
			text, did = []string{"x", "-1", "0", "1.5", "99999999999999999999", "1e3", "%00"}[d.IntN(7)], true
		}
		switch in {
		case "path":
			if name == "issuer" && d.IntN(2) == 0 {
				text = "microsoft"
			}
			if text == "" || text == "." || text == ".." {
				text = "x"
			}
			path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(text))
		case "query":
			if many, ok := value.([]any); ok {
				for _, one := range many {
					query.Add(name, fmt.Sprint(one))
				}
				continue
			}
			query.Set(name, text)
		case "header":
			if d.IntN(3) == 0 {
				headers.Set(name, text)
			}
		}
	}
	if broken && place == 3 {
		query.Set("nothing-of-ours", "1")
		did = true
	}
	body, kind := d.body(o, broken && place == 0, broken && place == 2, &did)
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	r := httptest.NewRequest(method, path, bytes.NewReader(body)) //nolint:noctx // the handler is called, no server
	maps.Copy(r.Header, headers)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r, did
}

// body draws the request's body, or breaks what it says or its form.
func (d *draw) body(o any, wrong, formless bool, did *bool) ([]byte, string) {
	content, _ := at(o, "requestBody", "content").(map[string]any)
	if media, takes := content["application/json"]; takes {
		value := d.value(at(media, "schema"), 3)
		if wrong {
			value, *did = d.wrong(at(media, "schema"), value)
		}
		data, _ := json.Marshal(value)
		if formless {
			*did = true
			switch d.IntN(5) {
			case 0:
				return data[:len(data)-1], "application/json"
			case 1:
				return nil, "application/json"
			case 2:
				return data, "text/plain"
			case 3:
				return append(data, "}"...), "application/json"
			default:
				return []byte("\xff\xfe"), "application/json"
			}
		}
		return data, "application/json"
	}
	if _, takes := content["multipart/form-data"]; takes {
		*did = *did || wrong || formless
		switch {
		case wrong:
			return []byte("--x\r\nContent-Disposition: form-data; name=\"profile\"\r\n\r\nx\r\n--x--\r\n"), "multipart/form-data; boundary=x"
		case formless:
			kinds := []string{"multipart/form-data; boundary=x", "multipart/form-data", "text/csv", ""}
			return []byte("--x\r\nContent-Disp"), kinds[d.IntN(len(kinds))]
		}
		profile, file := testhall, header+fmt.Sprintf("R%d,C%d,A,B,,70-%d,3/1/2004,%s\n", d.IntN(50), d.IntN(9), 200+d.IntN(100), []string{"Pass", "Fail", "Huh"}[d.IntN(3)])
		if d.IntN(4) == 0 {
			profile = strings.Replace(profile, "csv", "lines", 1)
		}
		return []byte("--x\r\nContent-Disposition: form-data; name=\"profile\"; filename=\"p\"\r\n\r\n" + profile +
			"\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + file + "\r\n--x--\r\n"), "multipart/form-data; boundary=x"
	}
	return nil, ""
}

// Whatever the document lets a client send is answered as the document says, and so is what it does not let: never with an error of
// ours, and a broken request always with a refusal.
func TestDrawnRequests(t *testing.T) {
	rounds := 40
	if testing.Short() {
		rounds = 8
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.furnish(t)
		d := &draw{rand.New(rand.NewPCG(2005, 6)), o.document, map[string][]string{}}
		paths, _ := o.document["paths"].(map[string]any)
		sent, refused := 0, 0
		for round := range rounds {
			for _, path := range slices.Sorted(maps.Keys(paths)) {
				operations, _ := paths[path].(map[string]any)
				for _, method := range slices.Sorted(maps.Keys(operations)) {
					r, broken := d.request(strings.ToUpper(method), path, operations[method], round%2 == 1)
					letter := "-cnemdas"[d.IntN(8)]
					if d.IntN(3) > 0 {
						letter = o.mayDo(operations[method])
					}
					if id := textAt(operations[method], "operationId"); id == "leave" || id == "grant-role" {
						letter = map[string]byte{"leave": '-', "grant-role": 'm'}[id] // sessions and roles are needed to the end
					}
					if o.bearers[letter] != "" {
						r.Header.Set("Authorization", "Bearer "+o.bearers[letter])
					}
					sent++
					w := o.send(r)
					if broken {
						refused++
						if w.Code < 400 {
							t.Errorf("%s %s by %c is broken and was done: %d %.300s", r.Method, r.URL, letter, w.Code, w.Body)
						}
					}
					if t.Failed() {
						body, _ := json.Marshal(r.Header)
						t.Fatalf("request %d, by %c: %s %s %s", sent, letter, r.Method, r.URL, body)
					}
				}
			}
		}
		t.Logf("%d requests sent, %d of them broken", sent, refused)
		if v := o.must(t, 200, 'a', get, "/v1/journal/verification", ""); v["whole"] != true {
			t.Errorf("the journal: %v", v)
		}
	})
}

// mayDo gives somebody whom the document lets do it.
func (o *office) mayDo(operation any) byte {
	for _, role := range listAt(operation, "x-roles") {
		switch role {
		case "manager":
			return 'm'
		case "decision-maker":
			return 'd'
		case "administrator":
			return 'a'
		}
	}
	return '-'
}

// furnish puts something of every noun there, so that drawn numbers find it.
func (o *office) furnish(t *testing.T) {
	o.evidenceAndAwards(t)
	o.feeding(t)
	o.must(t, 201, 'm', post, "/v1/candidates/2/evidence", `{"evidence":[{"item":"exam microsoft/70-290","date":"2004-03-01","state":"verified"}]}`)
	o.must(t, 201, 'd', post, "/v1/candidates/2/awards/1/revocation", `{"from":"2005-05-03","reason":"fraud"}`)
	o.must(t, 201, 'd', post, "/v1/candidates/1/relations", `{"kind":"kin","from":"2001-01-01","until":"2001-01-01"}`)
}

func matchesPattern(pattern, text string) bool { return regexp.MustCompile(pattern).MatchString(text) }
