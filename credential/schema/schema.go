// Package schema checks credentials against the official JSON Schemas of Open Badges 3.0, which are built in.
//
// Call [Check] with a parsed credential and the schema's address. Nothing is fetched: a schema that is not built in is
// an error that says so.
package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"waymark/credential/embedded"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// The built-in schemas of VC 2.0 credentials.
const (
	Achievement = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
	Endorsement = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json"
)

var (
	mu       sync.Mutex
	compiled = map[string]*jsonschema.Schema{}
)

// Known tells whether the schema at address is built in.
func Known(address string) bool {
	_, ok := embedded.Schema(address)
	return ok
}

func compile(address string) (*jsonschema.Schema, error) {
	mu.Lock()
	defer mu.Unlock()
	if s, ok := compiled[address]; ok {
		return s, nil
	}
	data, ok := embedded.Schema(address)
	if !ok {
		return nil, flaw.New("schema.unknown", flaw.Op("address", address))
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", address, err)
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(nothing{})
	c.AssertFormat()
	if err := c.AddResource(address, document); err != nil {
		return nil, fmt.Errorf("schema %s: %w", address, err)
	}
	s, err := c.Compile(address)
	if err != nil {
		return nil, fmt.Errorf("schema %s: %w", address, err)
	}
	compiled[address] = s
	return s, nil
}

// nothing loads nothing.
type nothing struct{}

func (nothing) Load(address string) (any, error) {
	return nil, flaw.New("schema.unknown", flaw.Op("address", address))
}

// Check gives the places where the credential breaks the schema, the deepest causes first to last; none means that it
// holds.
func Check(credential *jsontree.Value, address string) ([]*flaw.Flaw, error) {
	s, err := compile(address)
	if err != nil {
		return nil, err
	}
	err = s.Validate(plain(credential))
	if err == nil {
		return nil, nil
	}
	broken, ok := errors.AsType[*jsonschema.ValidationError](err)
	if !ok {
		return nil, fmt.Errorf("check against %s: %w", address, err)
	}
	var found []*flaw.Flaw
	collect(broken, &found)
	return found, nil
}

// maxFound bounds how many places are named.
const maxFound = 20

func collect(e *jsonschema.ValidationError, found *[]*flaw.Flaw) {
	if len(*found) >= maxFound {
		return
	}
	if len(e.Causes) > 0 {
		for _, cause := range e.Causes {
			collect(cause, found)
		}
		return
	}
	f := flaw.New("schema.broken", flaw.Op("rule", strings.Join(e.ErrorKind.KeywordPath(), "/")))
	for _, step := range e.InstanceLocation {
		f.Path += "/" + step
	}
	*found = append(*found, f)
}

// plain gives the value as the checker wants it.
func plain(v *jsontree.Value) any {
	switch v.Kind {
	case jsontree.Null:
		return nil
	case jsontree.True:
		return true
	case jsontree.False:
		return false
	case jsontree.Number:
		return json.Number(v.Text)
	case jsontree.Text:
		return v.Text
	case jsontree.List:
		items := make([]any, len(v.Items))
		for i := range v.Items {
			items[i] = plain(&v.Items[i])
		}
		return items
	default:
		members := make(map[string]any, len(v.Members))
		for i := range v.Members {
			members[v.Members[i].Name] = plain(&v.Members[i].Value)
		}
		return members
	}
}
