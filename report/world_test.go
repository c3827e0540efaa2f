package report_test

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"waymark/audit"
	"waymark/audit/generate"
	"waymark/programme"
	"waymark/report"
)

// asked is an audit of one programme of a generated world.
type asked struct {
	name   string
	set    *programme.Set
	report *audit.Report
}

// worlds audits programmes that nobody wrote: conditions, covers, caps, exclusions, open questions, rulings and awards that
// follow from others, in every mixture.
func worlds(t *testing.T, n uint64) []asked {
	t.Helper()
	var all []asked
	for seed := range n {
		w := generate.Small(seed)
		set := w.Set()
		for _, p := range w.Programmes {
			r, err := audit.Run(set, p.ID, &w.Record, w.Day, audit.Options{VerifiedOnly: w.VerifiedOnly})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, asked{fmt.Sprintf("world %d, %s", seed, p.ID), set, r})
		}
	}
	return all
}

var (
	blanks = regexp.MustCompile(`[\s│|├└]+`)
	markup = strings.NewReplacer("<br>", " ", `\`, "", "&#34;", `"`, "&#39;", "'", "&#43;", "+", "&amp;", "&")
)

// flat is a document as one line of words, so that a sentence is found wherever its lines were broken.
func flat(extension, document string) string {
	if extension == ".html" {
		document = tag.ReplaceAllString(document, "")
	}
	return blanks.ReplaceAllString(markup.Replace(document), " ")
}

// Every form says the verdict, every open requirement with what would fill it, and why evidence counts nowhere.
func TestEveryFormSaysEverything(t *testing.T) {
	set := auditSet()
	all := worlds(t, 300)
	for _, s := range scenarios() {
		r, _ := s.audit(t, set)
		all = append(all, asked{s.name, set, r})
	}
	for _, a := range all {
		var asJSON bytes.Buffer
		if err := report.JSON(&asJSON, a.set, a.report, report.Options{}); err != nil {
			t.Fatal(err)
		}
		words := sentencesOf(t, asJSON.Bytes())
		for extension, form := range auditForms {
			if extension == ".json" {
				continue
			}
			document := render(t, func(w io.Writer) error { return form(w, a.set, a.report, report.Options{Unicode: true}) })
			wordless(t, a.name+extension, document)
			text := flat(extension, document)
			for _, want := range append(mustSay(a.report), words...) {
				if !strings.Contains(text, strings.TrimSpace(blanks.ReplaceAllString(want, " "))) {
					t.Fatalf("%s%s does not say %q:\n%s", a.name, extension, want, document)
				}
			}
			if extension == ".html" {
				checkPage(t, document)
			}
		}
	}
}

// mustSay is what stands in every form for people.
func mustSay(r *audit.Report) []string {
	words := []string{r.Programme.Title, r.AsOf.String()}
	switch r.Verdict {
	case audit.Met:
		return append(words, "✓ Met")
	case audit.Undecided:
		words = append(words, "◐ Undecided")
	default:
		words = append(words, "✗ Not met")
	}
	for _, g := range r.Left {
		words = append(words, g.Title)
		for _, o := range g.Of {
			words = append(words, o.Ref.Code())
		}
	}
	for _, q := range r.Questions {
		words = append(words, q.ID, q.Because)
	}
	return words
}
