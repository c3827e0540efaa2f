package site

import (
	"html/template"
	"net/http"
	"strings"

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
	return programmeTemplate.show(v, http.StatusOK, p.Title, programmePage{
		Programme: p, Issuer: issuerName(rules.Set, p.Issuer()), InForce: p.VersionOn(v.options.Today()),
		Rules: template.HTML(b.String()), //nolint:gosec // package report has escaped it
	})
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
