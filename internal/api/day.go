package api

import (
	"github.com/danielgtaylor/huma/v2"

	"waymark/record"
)

// day is a calendar day as JSON and addresses have it.
type day struct{ record.Date }

// Schema is the form of a day.
func (day) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "string", Format: "date", Description: "A calendar day (ISO 8601).", Examples: []any{"2005-06-01"}}
}

// IsZero tells that no day is named.
func (d day) IsZero() bool { return d.Date == 0 }

var _ huma.SchemaProvider = day{}

// or is the day, or another where none is named.
func (d day) or(other record.Date) record.Date {
	if d.Date == 0 {
		return other
	}
	return d.Date
}

// refTo is a schema that refers to another of the document.
func refTo(name string) *huma.Schema { return &huma.Schema{Ref: "#/components/schemas/" + name} }
