package site_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"waymark/internal/registrar"
	"waymark/record"
)

const hostile = `programme: microsoft/hostile
title: '</script><script>alert(1)</script> & <!--'
awards: {credential: hostile}
version: "2004"
requires:
  - any: [exam 70-270]
`

// The page of every programme says it to search engines too, in one element that nothing in it can end.
func TestProgrammesAreDescribedToSearchEngines(t *testing.T) {
	h := full(t)
	day := record.Day(2005, time.June, 1)
	decider := registrar.Actor{Account: 1, Roles: registrar.RoleDecisionMaker}
	if err := h.Publish(t.Context(), decider, map[string][]byte{"microsoft/hostile.yaml": []byte(hostile)}, day, "new"); err != nil {
		t.Fatal(err)
	}
	rules, err := h.Rules(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	b := h.visitor(t)
	seen := 0
	for _, p := range rules.Set.Programmes() {
		page := b.see(t, "/programmes/"+p.ID)
		_, rest, found := strings.Cut(page, `<script type="application/ld+json">`)
		text, _, _ := strings.Cut(rest, "</script>")
		var data struct {
			Context string `json:"@context"`
			Type    string `json:"@type"`
			Name    string
		}
		if err := json.Unmarshal([]byte(text), &data); !found || err != nil || data.Name != p.Title || data.Type != "EducationalOccupationalCredential" || data.Context != "https://schema.org" {
			t.Errorf("%s: %v, %+v in %.200s", p.ID, err, data, text)
		}
		if p.ID == "microsoft/hostile" {
			seen++
			if strings.Count(page, "<script") != 1 || strings.Contains(text, "<") {
				t.Errorf("%s", text)
			}
		}
	}
	if seen != 1 {
		t.Error("the hostile programme is not there")
	}
}
