package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"waymark/message"
)

// trustedFlags say whom whoever verifies trusts.
type trustedFlags struct {
	Trusted []string `env:"WAYMARK_TRUSTED" placeholder:"FILE" help:"A list of issuers that you trust: lines with an identifier and a name, or a registry in JSON. May be repeated."`
}

// trusted reads the lists of issuers; nil where none is named.
func (v trustedFlags) trusted(c *Command) (map[string]string, error) {
	if len(v.Trusted) == 0 {
		return nil, nil
	}
	all := map[string]string{}
	for _, file := range v.Trusted {
		data, err := c.read(file)
		if err != nil {
			return nil, err
		}
		if err := readTrusted(data, all); err != nil {
			return nil, cannot("command.verify.trusted", "command.hint.trusted", message.Op("file", shown(file)), message.Op("why", err.Error()))
		}
	}
	return all, nil
}

var errNotIssuer = errors.New("it names no identifier of an issuer")

// readTrusted reads a list of issuers: lines of an identifier and a name, or JSON that maps identifiers to names or to objects with
// a name, at the top or under "registry".
func readTrusted(data []byte, into map[string]string) error {
	text := strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff"))
	if strings.HasPrefix(text, "{") {
		return readRegistry([]byte(text), into)
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		id, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if id == "" || strings.HasPrefix(id, "#") {
			continue
		}
		if !strings.Contains(id, ":") {
			return fmt.Errorf("line %d: %w: %s", n, errNotIssuer, id)
		}
		name = strings.TrimSpace(name)
		if name == "" {
			name = id
		}
		into[id] = name
	}
	return nil
}

func readRegistry(data []byte, into map[string]string) error {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(data, &top); err != nil {
		return err
	}
	if inner, has := top["registry"]; has {
		top = nil
		if err := json.Unmarshal(inner, &top); err != nil {
			return err
		}
	}
	for id, value := range top {
		if !strings.Contains(id, ":") {
			return fmt.Errorf("%w: %s", errNotIssuer, id)
		}
		var name string
		var entry struct {
			Name string `json:"name"`
		}
		if json.Unmarshal(value, &name) != nil {
			if err := json.Unmarshal(value, &entry); err != nil {
				return err
			}
			name = entry.Name
		}
		if name == "" {
			name = id
		}
		into[id] = name
	}
	return nil
}
