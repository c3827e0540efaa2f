package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"waymark/diag"
	"waymark/message"
)

// sent is a file that a request holds: as JSON in its place, or as a text of YAML or JSON.
type sent struct{ json.RawMessage }

// Schema is an object or a text.
func (sent) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{{Type: "object", AdditionalProperties: true}, {Type: "string", MinLength: one()}}}
}

func one() *int { n := 1; return &n }

var _ huma.SchemaProvider = sent{}

// text gives the file's name and text, such that what is found in it has the place that the sender sees: in the file, where it was
// sent as a text; in the request, where it stands there as JSON. Body is the request, start where the value begins in it.
func (s sent) text(name string, body []byte, start int) (string, []byte) {
	var text string
	if err := json.Unmarshal(s.RawMessage, &text); err == nil {
		return name, []byte(text)
	}
	before := bytes.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return ' '
	}, body[:start])
	return "request", append(before, s.RawMessage...)
}

// place is where a value stands in a request.
type place struct {
	raw   json.RawMessage
	start int
}

// fieldOf finds a field of an object that is known to be JSON, in which no two have one name.
func fieldOf(object place, name string) place {
	d := json.NewDecoder(bytes.NewReader(object.raw))
	var found place
	if _, err := d.Token(); err != nil {
		return found
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return found
		}
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return found
		}
		if key == name {
			found = place{raw, object.start + int(d.InputOffset()) - len(raw)}
		}
	}
	return found
}

// elementsOf finds the elements of a list that is known to be JSON.
func elementsOf(list place) []place {
	d := json.NewDecoder(bytes.NewReader(list.raw))
	if _, err := d.Token(); err != nil {
		return nil
	}
	var all []place
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return all
		}
		all = append(all, place{raw, list.start + int(d.InputOffset()) - len(raw)})
	}
	return all
}

type bodyKey struct{}

// bodyOf is the request's body as it came.
func bodyOf(ctx context.Context) place {
	body, _ := ctx.Value(bodyKey{}).([]byte)
	return place{body, 0}
}

// refuseFile is the problem of a file with errors, or nil where it has none.
func refuseFile(found diag.List, location string) error {
	if !found.HasErrors() {
		return nil
	}
	words := message.English()
	for _, f := range found {
		if f.Severity == diag.Error {
			p := newProblem(http.StatusUnprocessableEntity, "fault.file", words.Sentence("fault.file", message.Op("place", f.Pos.String()), message.Op("sentence", f.Sentence(words))))
			p.Errors = flawsOf(found, location)
			return p
		}
	}
	return nil
}
