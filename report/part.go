package report

import (
	"io"
	"strconv"
	"strings"

	"waymark/audit"
	"waymark/programme"
)

// CSS is the styles of the pages that this package writes, for a site that shows their parts in pages of its own.
func CSS() string {
	_, css, _ := strings.Cut(pageText, "<style>")
	css, _, _ = strings.Cut(css, "</style>")
	return css
}

// HTMLPart writes what [HTML] shows, without the page around it; its main heading is of the first level.
func HTMLPart(w io.Writer, set *programme.Set, r *audit.Report, o Options) error {
	return page(w, "audit-part", newViewer(set, r, o).view(o), o)
}

// OverviewHTMLPart writes the table of [OverviewHTML] without the page and its heading.
func OverviewHTMLPart(w io.Writer, set *programme.Set, reports []*audit.Report, o Options) error {
	return page(w, "overview-body", newOverview(set, reports, o), o)
}

// ShowHTMLPart writes the rules of a programme, the latest version first, as sections of a page; their headings are of the second
// level.
func ShowHTMLPart(w io.Writer, set *programme.Set, p *programme.Programme, o Options) error {
	n := names{set: set, words: o.words(), issuer: p.Issuer()}
	var versions []rulesVersion
	for i := len(p.Versions) - 1; i >= 0; i-- {
		versions = append(versions, n.rulesVersion(&p.Versions[i], i))
	}
	return page(w, "rules-part", versions, o)
}

// rulesVersion is a version of the rules as its template shows it.
type rulesVersion struct {
	ID, Title, Note string
	Requires        []rulesNode
	Besides         []string
}

type rulesNode struct {
	Headline string
	Terms    []string
	Of       []rulesNode
}

func (n names) rulesVersion(v *programme.Version, i int) rulesVersion {
	title := n.say("show.version", op("version", v.Name))
	if !v.InForce.Always() {
		title += ", " + n.span("show.in-force", v.InForce)
	}
	return rulesVersion{strconv.Itoa(i), title, v.Note, n.rulesNodes(v.Requires.Of), n.besides(v)}
}

func (n names) rulesNodes(of []programme.Requirement) []rulesNode {
	var out []rulesNode
	for _, r := range of {
		out = append(out, rulesNode{n.headline(r), n.terms(r), n.rulesNodes(programme.Parts(r))})
	}
	return out
}
