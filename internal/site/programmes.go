package site

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"strings"

	"waymark/describe"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/report"
)

// programmesPage lists what there is, a body at a time.
type programmesPage struct {
	Issuers []issuerProgrammes
	Count   int
}

type issuerProgrammes struct {
	ID, Name   string
	Programmes []*programme.Programme
}

var (
	homeTemplate       = newPage[programmesPage]("home.html")
	programmesTemplate = newPage[programmesPage]("programmes.html")
)

func home(v *visit) error {
	shown, err := v.programmes()
	if err != nil {
		return err
	}
	return homeTemplate.show(v, http.StatusOK, "Waymark", shown)
}

func programmes(v *visit) error {
	shown, err := v.programmes()
	if err != nil {
		return err
	}
	return programmesTemplate.show(v, http.StatusOK, "Programmes", shown)
}

func (v *visit) rules(day record.Date) (*registrar.Rules, error) {
	return v.options.Registrar.Rules(v.r.Context(), day)
}

func (v *visit) programmes() (programmesPage, error) {
	rules, err := v.rules(v.options.Today())
	if err != nil {
		return programmesPage{}, err
	}
	shown := programmesPage{Count: len(rules.Set.Programmes())}
	of := map[string]int{}
	for _, p := range rules.Set.Programmes() {
		id := p.Issuer()
		n, known := of[id]
		if !known {
			n = len(shown.Issuers)
			of[id] = n
			shown.Issuers = append(shown.Issuers, issuerProgrammes{ID: id, Name: issuerName(rules.Set, id)})
		}
		shown.Issuers[n].Programmes = append(shown.Issuers[n].Programmes, p)
	}
	return shown, nil
}

func issuerName(set *programme.Set, id string) string {
	if issuer := set.Issuer(id); issuer != nil && issuer.Title != "" {
		return issuer.Title
	}
	return id
}

// programmePage is one programme: what it is worth, what it asks for, and where that is written.
type programmePage struct {
	Programme *programme.Programme
	Issuer    string
	// InForce is the version of the business day, or nil.
	InForce *programme.Version
	Rules   template.HTML
	// Described is the same for search engines: JSON-LD in the terms of schema.org. A browser runs none of it.
	Described template.JS
}

var programmeTemplate = newPage[programmePage]("programme.html")

func programmeOf(v *visit) error {
	rules, err := v.rules(v.options.Today())
	if err != nil {
		return err
	}
	p, err := v.named(rules)
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := report.ShowHTMLPart(&b, rules.Set, p, report.Options{Unicode: true}); err != nil {
		return err
	}
	shown := programmePage{
		Programme: p, Issuer: issuerName(rules.Set, p.Issuer()), InForce: p.VersionOn(v.options.Today()),
		Rules: template.HTML(b.String()), //nolint:gosec // package report has escaped it
	}
	if len(p.Versions) > 0 {
		if shown.Described, err = described(rules.Set, p, v.options.Today()); err != nil {
			return err
		}
	}
	return programmeTemplate.show(v, http.StatusOK, p.Title, shown)
}

// described is a programme in the terms of schema.org, with nothing in it that could end the element it stands in.
func described(set *programme.Set, p *programme.Programme, day record.Date) (template.JS, error) {
	var plain, safe bytes.Buffer
	if err := describe.SchemaOrg(&plain, set, p, describe.Options{Day: day}); err != nil {
		return "", err
	}
	json.HTMLEscape(&safe, bytes.TrimSpace(plain.Bytes()))
	return template.JS(safe.String()), nil //nolint:gosec // it is JSON, and has no < left
}

// named is the programme that the address names.
func (v *visit) named(rules *registrar.Rules) (*programme.Programme, error) {
	id := v.r.PathValue("issuer") + "/" + v.r.PathValue("name")
	p := rules.Set.Programme(id)
	if p == nil {
		return nil, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", id))
	}
	return p, nil
}
