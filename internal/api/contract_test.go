package api

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// contract is the document, and what it says of each answer.
type contract struct {
	document description
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
	// succeeded counts the successes of each operation.
	succeeded map[string]int
}

const documentURL = "https://waymark.example/openapi.json"

func newContract(tb testing.TB, a *API) *contract {
	tb.Helper()
	w := httptest.NewRecorder()
	a.ServeHTTP(w, httptest.NewRequestWithContext(tb.Context(), get, "/openapi.json", nil))
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		tb.Fatal(err)
	}
	c := &contract{compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}, succeeded: map[string]int{}}
	c.compiler.AssertFormat()
	c.compiler.UseLoader(jsonschema.SchemeURLLoader{}) // the document refers to nothing outside itself
	if err := c.compiler.AddResource(documentURL, parsed); err != nil {
		tb.Fatal(err)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &c.document); err != nil {
		tb.Fatal(err)
	}
	return c
}

// schema compiles the schema at a place of the document.
func (c *contract) schema(tb testing.TB, path ...string) *jsonschema.Schema {
	tb.Helper()
	for i := range path {
		path[i] = strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path[i])
	}
	pointer := strings.Join(path, "/")
	if s, known := c.schemas[pointer]; known {
		return s
	}
	s, err := c.compiler.Compile(documentURL + "#/" + pointer)
	if err != nil {
		tb.Fatalf("the schema at %s: %v", pointer, err)
	}
	c.schemas[pointer] = s
	return s
}

// hold holds an answer to what the document says of it.
func (o *office) hold(r *http.Request, w *httptest.ResponseRecorder) {
	o.tb.Helper()
	fail := func(format string, args ...any) {
		o.tb.Helper()
		o.tb.Errorf("%s %s: %d %.1000s", r.Method, r.URL, w.Code, w.Body)
		o.tb.Errorf(format, args...)
	}
	if w.Code >= 500 {
		fail("an error of ours")
		return
	}
	method, path, found := strings.Cut(r.Pattern, " ")
	operation := at(map[string]any(o.document), "paths", path, strings.ToLower(method))
	if !found || operation == nil { // to no operation: still a problem
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			o.holdBody(fail, w, "application/problem+json", "components", "schemas", "Problem")
		}
		return
	}
	status := strconv.Itoa(w.Code)
	where := []string{"paths", path, strings.ToLower(method), "responses", status}
	response := at(map[string]any(o.document), where...)
	if response == nil {
		fail("the status is not declared")
		return
	}
	if ref, refers := strings.CutPrefix(textAt(response, "$ref"), "#/components/responses/"); refers {
		where = []string{"components", "responses", ref}
		response = at(map[string]any(o.document), where...)
	}
	if w.Code < 300 {
		o.succeeded[textAt(operation, "operationId")]++
	}
	content, _ := at(response, "content").(map[string]any)
	if len(content) == 0 {
		if w.Body.Len() > 0 {
			fail("the document declares no body")
		}
		return
	}
	mediaType, _, err := mime.ParseMediaType(w.Header().Get("Content-Type"))
	if err != nil || content[mediaType] == nil {
		fail("the media type %q is not declared", w.Header().Get("Content-Type"))
		return
	}
	o.holdBody(fail, w, mediaType, append(where, "content", mediaType, "schema")...)
	o.holdHeaders(fail, response, w)
}

// holdBody holds a body to a schema of the document.
func (o *office) holdBody(fail func(string, ...any), w *httptest.ResponseRecorder, mediaType string, schema ...string) {
	o.tb.Helper()
	if !strings.Contains(mediaType, "json") {
		return
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		fail("no JSON: %v", err)
		return
	}
	if err := o.schema(o.tb, schema...).Validate(value); err != nil {
		fail("not as declared: %v", err)
	}
	if mediaType == "application/problem+json" {
		if kind := kindOf(w.Code); textAt(value, "type") != "/api#problem-"+kind.Word || textAt(value, "title") == "" || textAt(value, "detail") == "" {
			fail("a problem that says too little")
		}
	}
}

// holdHeaders holds that declared headers that clients count on are there.
func (o *office) holdHeaders(fail func(string, ...any), response any, w *httptest.ResponseRecorder) {
	o.tb.Helper()
	for _, name := range []string{"ETag", "Location", "Retry-After"} {
		if at(response, "headers", name) != nil && w.Header().Get(name) == "" {
			fail("the header %s is missing", name)
		}
	}
}
