package main

import (
	"io"
	"slices"
	"strings"

	"waymark/catalogue"
	"waymark/message"
	"waymark/programme"
)

type listCommand struct {
	Issuer []string `arg:"" optional:"" help:"Only the programmes of these issuers."`
	Format string   `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark list --help.
func (listCommand) Help() string {
	return examples("waymark list", "waymark list microsoft cisco", "waymark list --format json")
}

// listed is a programme in the JSON form of the list.
type listed struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	Issuer       string   `json:"issuer"`
	Abbreviation string   `json:"abbreviation,omitempty"`
	Credential   string   `json:"credential"`
	Versions     []string `json:"versions"`
}

// Run lists the programmes of the catalogue.
func (l listCommand) Run(c *Command) error {
	set := catalogue.All()
	for _, issuer := range l.Issuer {
		if !slices.ContainsFunc(set.Programmes(), func(p *programme.Programme) bool { return p.Issuer() == issuer }) {
			return usage("command.no-issuer", "command.hint.issuers", message.Op("issuer", issuer), message.Op("issuers", issuers(set)))
		}
	}
	var rows []listed
	for _, p := range set.Programmes() {
		if len(l.Issuer) > 0 && !slices.Contains(l.Issuer, p.Issuer()) {
			continue
		}
		row := listed{p.ID, p.Title, p.Issuer(), p.Awards.Abbreviation, p.Awards.Credential, nil}
		for _, v := range p.Versions {
			row.Versions = append(row.Versions, v.Name)
		}
		rows = append(rows, row)
	}
	return c.whole("", func(w io.Writer) error {
		if l.Format == "json" {
			return writeJSON(w, rows)
		}
		var lines [][]string
		for _, r := range rows {
			lines = append(lines, []string{r.ID, r.Title})
		}
		return columns(w, lines)
	})
}

// issuers are those who have a programme in the set.
func issuers(set *programme.Set) string {
	var ids []string
	for _, p := range set.Programmes() {
		ids = append(ids, p.Issuer())
	}
	return strings.Join(slices.Compact(ids), ", ")
}
