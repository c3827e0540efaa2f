package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"waymark/diag"
	"waymark/plan"
	"waymark/programme"
)

// Plan is what a plan's documents show: the answer, and, where it was asked for, the curve and what is nearest instead.
type Plan struct {
	Set    *programme.Set
	Answer *plan.Answer
	Curve  *plan.Curve
	// Nearest is the programme that can be reached where the goals cannot, and NearestAnswer the way to it.
	Nearest       *programme.Programme
	NearestAnswer *plan.Answer
	// Other is a second plan to put beside the first; nil for none.
	Other *plan.Answer
	// Review is a plan made earlier held against this one; nil for none.
	Review *plan.Review
	// Findings are faults in the record that was planned for.
	Findings diag.List
}

// PlanText writes a plan as a line of time for a terminal, no line wider than [Options.Width].
func PlanText(w io.Writer, p Plan, o Options) error {
	t := newTerminal(w, o)
	v := newPlanView(p, o)
	t.put("", "", run{v.Title, heading})
	t.put("", "", run{v.About, quiet})
	t.empty()
	t.put("", "", run{v.Headline, heading})
	t.put("", "", run{v.Proof, quiet})
	if len(v.Steps) > 0 {
		t.empty()
		t.put("", "", run{v.say("section.steps"), heading})
	}
	const indent = "              "
	for _, s := range v.Steps {
		mark := t.bullet
		if s.Earned {
			mark = t.marks[2] + " "
		}
		t.put("", indent, run{s.When + hold + hold + strings.ReplaceAll(mark, " ", hold), quiet}, run{s.What, s.tone()}, run{s.Paid, quiet})
		for _, d := range s.Details {
			t.put(indent, indent, run{d, quiet})
		}
	}
	for _, part := range v.Parts {
		t.empty()
		t.put("", "", run{part.Heading, heading})
		for _, line := range part.Lines {
			t.put("  "+t.bullet, "    ", run{line, 0})
		}
	}
	return t.w.Flush()
}

func (s planStep) tone() tone {
	if s.Earned {
		return toneOf(2)
	}
	return 0
}

// PlanMarkdown writes a plan as Markdown.
func PlanMarkdown(w io.Writer, p Plan, o Options) error {
	b := bufio.NewWriter(w)
	v := newPlanView(p, o)
	fmt.Fprintf(b, "# %s\n\n%s\n\n**%s**\n\n%s\n", escape(v.Title), escape(v.About), escape(v.Headline), escape(v.Proof))
	if len(v.Steps) > 0 {
		fmt.Fprintf(b, "\n## %s\n\n", escape(v.say("section.steps")))
	}
	for _, s := range v.Steps {
		line := escape(s.When) + " " + escape(s.What)
		if s.Earned {
			line = escape(s.When) + " **" + escape(s.What) + "**"
		}
		if s.Paid != "" {
			line += " · " + escape(s.Paid)
		}
		fmt.Fprintf(b, "- %s\n", line)
		for _, d := range s.Details {
			fmt.Fprintf(b, "  - %s\n", escape(d))
		}
	}
	for _, part := range v.Parts {
		fmt.Fprintf(b, "\n## %s\n\n", escape(part.Heading))
		for _, line := range part.Lines {
			fmt.Fprintf(b, "- %s\n", escape(line))
		}
	}
	return b.Flush()
}

// PlanHTML writes a plan as one page that needs nothing else, with the steps on a line of time and the trade of money for
// time as pictures that are also said in words.
func PlanHTML(w io.Writer, p Plan, o Options) error {
	return page(w, "plan", newPlanView(p, o), o)
}
