package describe_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// document is a CTDL graph as any reader has it: this file knows nothing of how it is written.
type document struct {
	Graph []*node `json:"@graph"`
	byID  map[string]*node
}

// node has the members of CTDL that decide, of whatever type the node is.
type node struct {
	ID           string            `json:"@id"`
	Type         string            `json:"@type"`
	Notation     string            `json:"ceterms:codedNotation"`
	ProxyFor     []string          `json:"ceterms:proxyFor"`
	Requires     []*node           `json:"ceterms:requires"`
	Assessments  []string          `json:"ceterms:targetAssessment"`
	Credentials  []string          `json:"ceterms:targetCredential"`
	Courses      []string          `json:"ceterms:targetLearningOpportunity"`
	Alternatives []*node           `json:"ceterms:alternativeCondition"`
	Destination  []string          `json:"ceterms:hasDestinationComponent"`
	Condition    []*node           `json:"ceterms:hasCondition"`
	Number       *int              `json:"ceterms:requiredNumber"`
	Components   []string          `json:"ceterms:targetComponent"`
	Category     map[string]string `json:"ceterms:componentCategory"`
}

func parse(tb testing.TB, data []byte) *document {
	tb.Helper()
	d := &document{byID: map[string]*node{}}
	if err := json.Unmarshal(data, d); err != nil {
		tb.Fatal(err)
	}
	for _, n := range d.Graph {
		if d.byID[n.ID] != nil {
			tb.Fatalf("%s stands twice in the graph", n.ID)
		}
		d.byID[n.ID] = n
	}
	return d
}

func (d *document) pathway() *node {
	for _, n := range d.Graph {
		if n.Type == "ceterms:Pathway" {
			return n
		}
	}
	return nil
}

// met decides whether what is held (kind and code) fulfils the description.
func (d *document) met(held map[string]bool) (bool, error) {
	if p := d.pathway(); p != nil {
		if len(p.Destination) != 1 || d.byID[p.Destination[0]] == nil {
			return false, fmt.Errorf("the pathway leads to %v", p.Destination)
		}
		end := d.byID[p.Destination[0]]
		if len(end.Condition) == 0 {
			return false, fmt.Errorf("%s has no condition", end.ID)
		}
		for _, c := range end.Condition {
			if ok, err := d.fulfilled(c, held); !ok || err != nil {
				return false, err
			}
		}
		return true, nil
	}
	for _, r := range d.Graph[0].Requires {
		if ok, err := d.profile(r, held); !ok || err != nil {
			return false, err
		}
	}
	return len(d.Graph[0].Requires) > 0, nil
}

// profile: every target, and one of the alternatives.
func (d *document) profile(p *node, held map[string]bool) (bool, error) {
	targets := slices.Concat(p.Assessments, p.Credentials, p.Courses)
	if len(targets)+len(p.Alternatives) == 0 {
		return false, errors.New("a profile asks for nothing")
	}
	for _, id := range targets {
		n := d.byID[id]
		if n == nil {
			return false, fmt.Errorf("%s is not in the graph", id)
		}
		if !held[key(n)] {
			return false, nil
		}
	}
	for _, a := range p.Alternatives {
		if ok, err := d.profile(a, held); ok || err != nil {
			return ok, err
		}
	}
	return len(p.Alternatives) == 0, nil
}

// fulfilled: as many of the components and of the conditions as the number says.
func (d *document) fulfilled(c *node, held map[string]bool) (bool, error) {
	if c.Type != "ceterms:ComponentCondition" || c.Number == nil {
		return false, fmt.Errorf("a condition of type %q without its number", c.Type)
	}
	n := 0
	for _, id := range c.Components {
		component := d.byID[id]
		if component == nil {
			return false, fmt.Errorf("%s is not in the graph", id)
		}
		if len(component.ProxyFor) == 1 {
			if component = d.byID[component.ProxyFor[0]]; component == nil {
				return false, fmt.Errorf("%s stands for nothing in the graph", id)
			}
		}
		if held[key(component)] {
			n++
		}
	}
	for _, inner := range c.Condition {
		ok, err := d.fulfilled(inner, held)
		if err != nil {
			return false, err
		}
		if ok {
			n++
		}
	}
	return n >= *c.Number, nil
}

// key is what tells things apart for the test: kind and code.
func key(n *node) string {
	kind := map[string]string{"ceterms:AssessmentProfile": "exam", "ceterms:Certification": "credential", "ceterms:Course": "course"}[n.Type]
	if kind == "" {
		kind = n.Category["en"]
	}
	return kind + " " + n.Notation
}
