package api

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed" // for the page
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

//go:embed reference.html.tmpl
var referencePage string

//go:embed reference.css
var referenceStyle string

var referenceTemplate = template.Must(template.New("reference").Parse(referencePage))

// referenceView is what the page shows.
type referenceView struct {
	Style    template.CSS
	Version  string
	About    []string
	Problems []problemKind
	Limits   []limitLine
	Nouns    []nounView
}

type limitLine struct {
	Name, Whom string
	Limit
}

type nounView struct {
	Anchor, Name, About string
	Operations          []operationView
}

type operationView struct {
	ID, Method, Path, Says string
	About                  []string
	Whom, Scope            string
	Parameters             []fieldView
	Body                   []fieldView
	BodyType               string
	Request                string
	Answers                []answerView
	Failures               []problemKind
}

type answerView struct {
	Status, Says, Type string
	Headers            []fieldView
	Fields             []fieldView
	Example            string
}

// fieldView is one row of a table.
type fieldView struct {
	Name, Where, Type, Says string
	Required                bool
}

// reference makes the page of the document that programs read, so that people read the same, the operations in the order given. It gives the page and the policy
// under which a browser shows it: nothing but its own style.
func reference(document []byte, order []string) (page []byte, policy string) {
	var d description
	if err := json.Unmarshal(document, &d); err != nil {
		panic(fmt.Errorf("the OpenAPI document: %w", err)) // it was just written
	}
	view := referenceView{
		Style: template.CSS(referenceStyle), Version: textAt(map[string]any(d), "info", "version"), About: paragraphs(textAt(map[string]any(d), "info", "description")), //nolint:gosec // our own file
		Problems: problemKinds, Nouns: d.nouns(order),
		Limits: []limitLine{
			{"signed-in", "An account, by sessions and keys together", usual.Signed},
			{"open", "A place without an account", usual.Open},
			{think, "Questions that take a processor for seconds, each account or place", usual.Think},
		},
	}
	var b bytes.Buffer
	if err := referenceTemplate.Execute(&b, view); err != nil {
		panic(fmt.Errorf("the reference page: %w", err)) // a test makes it
	}
	sum := sha256.Sum256([]byte(referenceStyle))
	return b.Bytes(), "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

func paragraphs(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n\n")
}

// nouns lists the document's operations under their tags, in the order of the tags and then as given.
func (d description) nouns(order []string) []nounView {
	var out []nounView
	paths, _ := d["paths"].(map[string]any)
	for _, tag := range listAt(map[string]any(d), "tags") {
		n := nounView{Anchor: strings.ToLower(textAt(tag, "name")), Name: textAt(tag, "name"), About: textAt(tag, "description")}
		for path := range paths {
			for _, method := range []string{"get", "post", "put", "delete"} {
				o := at(paths[path], method)
				if o != nil && slices.Contains(listAt(o, "tags"), any(n.Name)) {
					n.Operations = append(n.Operations, d.operation(strings.ToUpper(method), path, o))
				}
			}
		}
		slices.SortFunc(n.Operations, func(a, b operationView) int { return slices.Index(order, a.ID) - slices.Index(order, b.ID) })
		out = append(out, n)
	}
	return out
}

func (d description) operation(method, path string, o any) operationView {
	v := operationView{ID: textAt(o, "operationId"), Method: method, Path: path, Says: textAt(o, "summary"), Scope: textAt(o, "x-scope")}
	v.About = paragraphs(textAt(o, "description"))
	for _, p := range listAt(o, "parameters") {
		f := d.field(textAt(p, "name"), at(p, "schema"))
		f.Where, f.Says = textAt(p, "in"), cmp.Or(textAt(p, "description"), f.Says)
		f.Required, _ = at(p, "required").(bool)
		v.Parameters = append(v.Parameters, f)
	}
	content, _ := at(o, "requestBody", "content").(map[string]any)
	for mediaType, media := range content {
		v.BodyType = mediaType
		v.Body = d.fields("", at(media, "schema"), deepest)
	}
	v.Request = d.curl(method, path, o, content)
	responses, _ := at(o, "responses").(map[string]any)
	for _, status := range slices.Sorted(maps.Keys(responses)) {
		if status[0] == '2' {
			v.Answers = append(v.Answers, d.answer(status, responses[status]))
			continue
		}
		for _, k := range problemKinds {
			if strconv.Itoa(k.Status) == status {
				v.Failures = append(v.Failures, k)
			}
		}
	}
	return v
}

func (d description) answer(status string, response any) answerView {
	v := answerView{Status: status, Says: textAt(response, "description")}
	headers, _ := at(response, "headers").(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		if slices.Contains([]string{"Content-Type", "Content-Disposition", "RateLimit"}, name) {
			continue
		}
		f := d.field(name, at(headers[name], "schema"))
		f.Says = cmp.Or(textAt(headers[name], "description"), f.Says)
		v.Headers = append(v.Headers, f)
	}
	content, _ := at(response, "content").(map[string]any)
	for mediaType, media := range content {
		v.Type = mediaType
		v.Fields = d.fields("", at(media, "schema"), 3)
		if strings.Contains(mediaType, "json") {
			v.Example = pretty(d.example(at(media, "schema"), 4))
		}
	}
	return v
}

// kept keeps the words that f keeps.
func kept(words []string, f func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !f(w) })
}

// fields lists the fields of a schema, those that must be there first, those of its parts after each.
func (d description) fields(prefix string, schema any, depth int) []fieldView {
	s := d.resolved(schema)
	if depth == 0 {
		return nil
	}
	switch kindOfSchema(s) {
	case "array":
		return d.fields(prefix+"[]", s["items"], depth)
	case "object", "":
	default:
		return nil
	}
	properties, _ := s["properties"].(map[string]any)
	var out []fieldView
	names := slices.Sorted(maps.Keys(properties))
	required := func(name string) bool { return slices.Contains(listAt(s, "required"), any(name)) }
	for _, name := range slices.Concat(kept(names, required), kept(names, func(name string) bool { return !required(name) })) {
		whole := strings.TrimPrefix(prefix+"."+name, ".")
		f := d.field(whole, properties[name])
		f.Required = required(name)
		out = append(out, f)
		out = append(out, d.fields(whole, properties[name], depth-1)...)
	}
	for _, one := range listAt(s, "oneOf") {
		out = append(out, d.fields(prefix, one, depth)...)
		break // the first is what is asked for most
	}
	return out
}

// field says what a value may be.
func (d description) field(name string, schema any) fieldView {
	s := d.resolved(schema)
	kind := kindOfSchema(s)
	if format := textAt(s, "format"); format == "date" || format == "date-time" || format == "binary" {
		kind = map[string]string{"date": "day", "date-time": "moment", "binary": "file"}[format]
	}
	if kind == "array" {
		kind = "list of " + cmp.Or(kindOfSchema(d.resolved(s["items"])), "values")
	}
	var words []string
	for _, one := range listAt(s, "enum") {
		words = append(words, fmt.Sprint(one))
	}
	for _, one := range listAt(d.resolved(s["items"]), "enum") {
		words = append(words, fmt.Sprint(one))
	}
	if len(words) > 0 {
		kind += ": " + strings.Join(words, ", ")
	}
	if value, given := s["default"]; given {
		kind += fmt.Sprintf(" (%v where nothing is said)", value)
	}
	return fieldView{Name: name, Type: cmp.Or(kind, "value"), Says: textAt(s, "description")}
}

// curl is an example request as it is typed.
func (d description) curl(method, path string, o any, content map[string]any) string {
	var query []string
	for _, p := range listAt(o, "parameters") {
		value := fmt.Sprint(d.example(at(p, "schema"), 1))
		switch textAt(p, "in") {
		case "path":
			path = strings.ReplaceAll(path, "{"+textAt(p, "name")+"}", value)
		case "query":
			if required, _ := at(p, "required").(bool); required {
				query = append(query, textAt(p, "name")+"="+url.QueryEscape(value))
			}
		}
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	var b strings.Builder
	b.WriteString("curl")
	if method != http.MethodGet {
		b.WriteString(" -X " + method)
	}
	fmt.Fprintf(&b, " '$WAYMARK%s'", path)
	if s := listAt(o, "security"); len(s) == 1 {
		b.WriteString(" \\\n  -H \"Authorization: Bearer $KEY\"")
	}
	for mediaType, media := range content {
		if mediaType == "multipart/form-data" {
			b.WriteString(" \\\n  -F profile=@testhall.yaml -F file=@2005-06-01.csv")
			continue
		}
		fmt.Fprintf(&b, " \\\n  --json '%s'", pretty(d.example(at(media, "schema"), 2)))
	}
	return strings.ReplaceAll(b.String(), "'$WAYMARK", "\"$WAYMARK\"'")
}

func pretty(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(value) // it came from JSON
	return strings.TrimSpace(b.String())
}
