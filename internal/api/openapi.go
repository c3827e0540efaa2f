package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"waymark/report"
)

const summary = `The interface of a Waymark installation for programs: everything that its pages can do, and nothing around the rules of who may do what.

Answers are JSON. Days are ISO 8601 (2005-06-01), moments RFC 3339 in UTC, amounts of money minor units with their currency. What was not done is answered as a problem (RFC 9457). Within version 1, fields and operations are added, never changed in meaning or taken away: pass over what you do not know.`

// document is what the OpenAPI document says before any operation is declared.
func document(version string) huma.Config {
	registry := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	define(registry, "Audit", report.Schema)
	define(registry, "Plan", report.PlanSchema)
	c := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Waymark", Version: "1", Description: summary,
				License:    &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
				Extensions: map[string]any{"x-program-version": version},
			},
			Servers: []*huma.Server{{URL: "/"}},
			Components: &huma.Components{
				Schemas: registry, Responses: failures(),
				SecuritySchemes: map[string]*huma.SecurityScheme{"bearer": {
					Type: "http", Scheme: "bearer",
					Description: "A key that a person has made (it begins with waymark_), within its scopes and the person's roles; or the secret of a session.",
				}},
			},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	}
	for _, n := range nouns {
		c.Tags = append(c.Tags, &huma.Tag{Name: n.name, Description: n.about})
	}
	return c
}

// define puts a JSON Schema that is published elsewhere into the document, its definitions beside it.
func define(registry huma.Registry, name, text string) {
	text = strings.ReplaceAll(text, `"#/$defs/`, `"#/components/schemas/`+name+`.`)
	var schema map[string]any
	if err := json.Unmarshal([]byte(text), &schema); err != nil {
		panic(fmt.Errorf("the schema of an %s: %w", name, err)) // it is embedded, and a test reads it
	}
	definitions, _ := schema["$defs"].(map[string]any)
	delete(schema, "$defs")
	delete(schema, "$schema")
	for part, definition := range definitions {
		fields, _ := definition.(map[string]any)
		registry.Map()[name+"."+part] = &huma.Schema{Extensions: fields}
	}
	registry.Map()[name] = &huma.Schema{Extensions: schema}
}

// publish gives out the document and the page made from it.
func (a *API) publish() {
	for _, path := range a.huma.OpenAPI().Paths {
		for _, o := range []*huma.Operation{path.Get, path.Post, path.Put, path.Delete} {
			if o != nil {
				tidy(o)
			}
		}
	}
	text, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		panic(fmt.Errorf("the OpenAPI document: %w", err)) // it is made of constants, and a test makes it
	}
	page, policy := reference(text, a.order)
	a.static("/openapi.json", "application/openapi+json", "", text)
	a.static("/api", "text/html; charset=utf-8", policy, page)
}

// tidy says in the document what huma does not know of an operation.
func tidy(o *huma.Operation) {
	slices.SortFunc(o.Parameters, func(p, q *huma.Param) int { return slices.Index(places, p.In) - slices.Index(places, q.In) })
	for status, r := range o.Responses {
		if r.Headers == nil {
			r.Headers = map[string]*huma.Param{}
		}
		if status == "200" && o.Method == http.MethodGet {
			r.Headers["ETag"] = &huma.Param{Description: "The answer's version; send it as If-None-Match to be told only that nothing has changed.", Schema: &huma.Schema{Type: "string"}}
		}
		if status[0] > '3' {
			o.Responses[status] = &huma.Response{Ref: "#/components/responses/" + status}
		}
	}
	if o.Method == http.MethodGet {
		o.Responses["304"] = &huma.Response{Description: "Nothing has changed since the version in If-None-Match."}
	}
}

// failures are what may be answered instead of success, each once.
func failures() map[string]*huma.Response {
	all := map[string]*huma.Response{}
	for _, k := range problemKinds {
		r := &huma.Response{
			Description: k.Title + ".", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: refTo("Problem")}},
			Headers: map[string]*huma.Param{"RateLimit": {Description: "How many requests are left (r), and in how many seconds all are there again (t).", Schema: &huma.Schema{Type: "string"}}},
		}
		if k.Status == http.StatusTooManyRequests || k.Status == http.StatusServiceUnavailable {
			r.Headers["Retry-After"] = &huma.Param{Description: "After how many seconds to ask again.", Schema: &huma.Schema{Type: "integer"}}
		}
		all[strconv.Itoa(k.Status)] = r
	}
	return all
}

var places = []string{"path", "query", "header"}

// static gives out bytes that never change while the program runs.
func (a *API) static(path, contentType, policy string, body []byte) {
	a.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", contentType)
		if policy != "" {
			w.Header().Set("Content-Security-Policy", policy)
		}
		out := &answer{header: w.Header()}
		_, _ = out.Write(body) // into memory
		out.send(w, r)
	})
}
