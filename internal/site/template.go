package site

import (
	"embed"
	"html/template"
	"strings"
)

//go:embed templates/*.html
var templates embed.FS

// page is a template that shows a T in the site's frame.
type page[T any] struct{ template *template.Template }

// filled is what a template gets.
type filled[T any] struct {
	Frame frame
	Page  T
}

// checked is a template with what it gets, for the test that holds one to the other.
type checked struct {
	name     string
	template *template.Template
	gets     any
}

var allPages []checked

// newPage reads a page's template. It is called for the package's variables alone: a template that does not parse never starts.
func newPage[T any](name string) page[T] {
	t := template.Must(template.New(name).Funcs(functions).ParseFS(templates, "templates/layout.html", "templates/parts.html", "templates/"+name))
	allPages = append(allPages, checked{name, t, filled[T]{}})
	return page[T]{t}
}

var functions = template.FuncMap{
	"asset": asset,
	// plural is the word for one or for several.
	"plural": func(n int, one, several string) string {
		if n == 1 {
			return one
		}
		return several
	},
	"join": strings.Join,
}
