package site

import (
	"net/http"

	"waymark/programme"
)

// homePage is the front page: what there is.
type homePage struct {
	Issuers []issuerProgrammes
	Count   int
}

type issuerProgrammes struct {
	Name       string
	Programmes []*programme.Programme
}

var homeTemplate = newPage[homePage]("home.html")

func home(v *visit) error {
	rules, err := v.options.Registrar.Rules(v.r.Context(), v.options.Today())
	if err != nil {
		return err
	}
	shown := homePage{Count: len(rules.Set.Programmes())}
	of := map[string]int{}
	for _, p := range rules.Set.Programmes() {
		id := p.Issuer()
		n, known := of[id]
		if !known {
			n = len(shown.Issuers)
			of[id] = n
			shown.Issuers = append(shown.Issuers, issuerProgrammes{Name: issuerName(rules.Set, id)})
		}
		shown.Issuers[n].Programmes = append(shown.Issuers[n].Programmes, p)
	}
	return homeTemplate.show(v, http.StatusOK, "Waymark", shown)
}

func issuerName(set *programme.Set, id string) string {
	if issuer := set.Issuer(id); issuer != nil {
		return issuer.Title
	}
	return id
}
