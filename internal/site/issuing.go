package site

import (
	"fmt"
	"net/http"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
)

// issuingPage says how many credentials are on their way, and which could not be made.
type issuingPage struct {
	Waiting int64
	Held    []store.ToIssue
	// Reissues tells that whoever looks may have credentials made again.
	Reissues bool
	// Next leads to those after the last one shown.
	Next string
}

var issuingTemplate = newPage[issuingPage]("issuing.html")

// issuing is the page of what becomes a credential, for the staff.
func issuing(v *visit) error {
	const most = 100
	var after store.ToIssue
	if text := v.r.URL.Query().Get("after"); text != "" {
		if _, err := fmt.Sscanf(text, "%d.%d", &after.Candidate, &after.Number); err != nil {
			return fault.New(fault.NotFound, "fault.no-page")
		}
	}
	waiting, err := v.options.Registrar.ToIssue(v.r.Context(), v.by)
	if err != nil {
		return err
	}
	held, err := v.options.Registrar.Held(v.r.Context(), v.by, after, most+1)
	if err != nil {
		return err
	}
	shown := issuingPage{
		Waiting: waiting[store.Prepared] + waiting[store.Signed] + waiting[store.Committed], Held: held,
		Reissues: v.by.May(registrar.Reissue),
	}
	if len(held) > most {
		shown.Held = held[:most]
		shown.Next = fmt.Sprintf("%d.%d", held[most-1].Candidate, held[most-1].Number)
	}
	return issuingTemplate.show(v, http.StatusOK, "Credentials on their way", shown)
}

// reissue has a credential made again, and goes back to where that was asked.
func reissue(v *visit) error {
	candidate, err := v.number("candidate")
	if err != nil {
		return err
	}
	award, err := v.number("award")
	if err != nil {
		return err
	}
	if err := v.options.Registrar.Reissue(v.r.Context(), v.by, candidate, award, v.value("reason")); err != nil {
		return err
	}
	if v.value("from") == "issuing" {
		return v.send("/issuing")
	}
	return v.send(fmt.Sprintf("/candidates/%d", candidate))
}
