package site

import (
	"net/http"
	"strconv"
	"strings"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

// peoplePage lists candidates, or says that the one asked for is not known.
type peoplePage struct {
	// Adds tells that whoever looks may add a candidate.
	Adds    bool
	Asked   string
	People  []store.Candidate
	Next    int64
	Unknown bool
}

var peopleTemplate = newPage[peoplePage]("people.html")

// people lists candidates; asked for a number, an e-mail address or a vendor's number it leads to whom it names, asked for words it lists
// those whose names have them.
func people(v *visit) error {
	const most = 100
	query := v.r.URL.Query()
	shown := peoplePage{Adds: v.by.May(registrar.AddCandidate), Asked: strings.TrimSpace(query.Get("who"))}
	if shown.Asked != "" {
		known, err := v.options.Registrar.CandidatesKnownAs(v.r.Context(), v.by, shown.Asked)
		switch {
		case err != nil:
			return err
		case len(known) == 1:
			return v.send("/candidates/" + strconv.FormatInt(known[0].ID, 10))
		case len(known) > 1:
			shown.People = known
			return peopleTemplate.show(v, http.StatusOK, "Candidates", shown)
		}
	}
	after, _ := strconv.ParseInt(query.Get("after"), 10, 64) // what is no number begins at the beginning
	list, err := v.options.Registrar.CandidatesNamed(v.r.Context(), v.by, shown.Asked, after, most)
	if err != nil {
		return err
	}
	shown.People, shown.Unknown = list, len(list) == 0 && shown.Asked != ""
	if len(list) == most {
		shown.Next = list[most-1].ID
	}
	return peopleTemplate.show(v, http.StatusOK, "Candidates", shown)
}
