package api

import (
	"maps"
	"slices"
	"strings"
)

// description is an OpenAPI document as JSON has it.
type description map[string]any

// at walks into objects.
func at(value any, path ...string) any {
	for _, key := range path {
		object, _ := value.(map[string]any)
		value = object[key]
	}
	return value
}

func textAt(value any, path ...string) string {
	s, _ := at(value, path...).(string)
	return s
}

func listAt(value any, path ...string) []any {
	l, _ := at(value, path...).([]any)
	return l
}

// resolved is a schema with its reference followed; what stands beside the reference goes before what it leads to.
func (d description) resolved(schema any) map[string]any {
	s, _ := schema.(map[string]any)
	ref, found := strings.CutPrefix(textAt(s, "$ref"), "#/components/schemas/")
	if !found {
		return s
	}
	to := maps.Clone(d.resolved(at(map[string]any(d), "components", "schemas", ref)))
	for key, value := range s {
		if key != "$ref" {
			to[key] = value
		}
	}
	return to
}

// deepest is how deep an example goes.
const deepest = 6

// example makes a value of a schema, of its own examples where it has some. Everything that may be left out is in it down to the
// depth.
func (d description) example(schema any, depth int) any {
	s := d.resolved(schema)
	if all := listAt(s, "examples"); len(all) > 0 {
		return all[0]
	}
	if value, given := s["default"]; given {
		return value
	}
	if all := listAt(s, "enum"); len(all) > 0 {
		return all[0]
	}
	if value, given := s["const"]; given {
		return value
	}
	for _, key := range []string{"oneOf", "anyOf"} {
		for _, one := range listAt(s, key) {
			if textAt(one, "type") != "null" {
				return d.example(one, depth)
			}
		}
	}
	return d.exampleOf(kindOfSchema(s), s, depth)
}

// kindOfSchema is the schema's type, the first of several.
func kindOfSchema(s map[string]any) string {
	if kind := textAt(s, "type"); kind != "" {
		return kind
	}
	for _, kind := range listAt(s, "type") {
		if kind != "null" {
			word, _ := kind.(string)
			return word
		}
	}
	return ""
}

func (d description) exampleOf(kind string, s map[string]any, depth int) any {
	switch kind {
	case "object":
		out := map[string]any{}
		properties, _ := s["properties"].(map[string]any)
		for name, property := range properties {
			required := slices.Contains(listAt(s, "required"), any(name))
			if depth > 0 || required {
				out[name] = d.example(property, depth-1)
			}
		}
		return out
	case "array":
		if depth <= 0 {
			return []any{}
		}
		return []any{d.example(s["items"], depth-1)}
	case "string":
		return exampleText(s)
	case "integer", "number":
		if least, given := s["minimum"]; given {
			return least
		}
		return 1
	case "boolean":
		return true
	default:
		return map[string]any{}
	}
}

func exampleText(s map[string]any) string {
	switch format := textAt(s, "format"); {
	case format == "date":
		return "2005-06-01"
	case format == "date-time":
		return "2005-06-01T09:00:00Z"
	case strings.Contains(textAt(s, "pattern"), `\d{4}-\d{2}-\d{2}`):
		return "2005-06-01"
	case strings.HasPrefix(textAt(s, "pattern"), "^(exam|"):
		return "exam microsoft/70-290"
	default:
		return "text"
	}
}
