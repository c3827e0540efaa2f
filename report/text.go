package report

import (
	"bufio"
	"io"
	"strings"

	"waymark/audit"
	"waymark/programme"
)

// Text writes an audit for a terminal, no line wider than [Options.Width].
func Text(w io.Writer, set *programme.Set, r *audit.Report, o Options) error {
	t := newTerminal(w, o)
	v := newViewer(set, r, o)
	t.say = v.say
	t.audit(v.view(o))
	return t.w.Flush()
}

// terminal writes views as text.
type terminal struct {
	lines
	signs
	say sayer
}

func newTerminal(w io.Writer, o Options) *terminal {
	t := &terminal{lines: lines{w: bufio.NewWriter(w), width: o.width(), style: o.Style}, signs: asciiSigns}
	if o.Unicode {
		t.signs = unicodeSigns
	}
	t.say = names{words: o.words()}.say
	return t
}

// signs are the marks of verdicts and the lines of a tree.
type signs struct {
	marks             [audit.Met + 1]string
	branch, last      string
	through, nothing  string
	dot, bullet, dash string
}

var (
	unicodeSigns = signs{
		marks:  [...]string{audit.NotMet: "✗", audit.Undecided: "◐", audit.Met: "✓"},
		branch: "├ ", last: "└ ", through: "│ ", nothing: "  ", dot: "·", bullet: "• ", dash: "–",
	}
	asciiSigns = signs{
		marks:  [...]string{audit.NotMet: "[ ]", audit.Undecided: "[?]", audit.Met: "[x]"},
		branch: "|- ", last: "`- ", through: "|  ", nothing: "   ", dot: "-", bullet: "* ", dash: "-",
	}
)

func toneOf(v audit.Verdict) tone {
	return [...]tone{audit.NotMet: toneNotMet, audit.Undecided: toneUndecided, audit.Met: toneMet}[v]
}

func (t *terminal) mark(v audit.Verdict) run { return run{t.marks[v], toneOf(v)} }

func (t *terminal) audit(v *view) {
	t.put("", "", run{v.FullTitle(), heading})
	t.put("", "", run{t.dotted(v.Candidate, t.say("as-of", op("date", v.AsOf)), v.Rules, strictness(v.VerifiedOnly, t.say)), quiet})
	t.empty()
	t.put("", strings.Repeat(" ", len([]rune(t.marks[v.Verdict]))+1), t.mark(v.Verdict), run{v.Headline, toneOf(v.Verdict)})
	for _, remark := range v.Remarks {
		t.put("  ", "  ", run{remark, quiet})
	}
	if len(v.Requirements) > 0 {
		t.empty()
		t.put("", "", run{t.say("section.requirements"), heading}, run{t.dot + hold + v.Count, quiet})
	}
	for _, n := range v.Requirements {
		t.node(n, "  ", "  ")
	}
	t.gaps(v)
	t.list("closed", v.Closed)
	t.list("awards", v.Awards)
	t.pieces(v.notCounted())
	t.list("questions", v.Questions)
	t.list("rulings", v.Rulings)
	t.list("findings", v.Findings)
}

// strictness tells where only verified evidence counts.
func strictness(verifiedOnly bool, say sayer) string {
	if verifiedOnly {
		return say("verified-only")
	}
	return ""
}

// dotted joins the words that there are with dots between.
func (t *terminal) dotted(words ...string) string {
	var b strings.Builder
	for _, w := range words {
		if w == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" " + t.dot + hold)
		}
		b.WriteString(w)
	}
	return b.String()
}

func (t *terminal) section(name string, entries int) {
	if entries > 0 {
		t.empty()
		t.put("", "", run{t.say("section." + name), heading})
	}
}

func (t *terminal) list(name string, entries []string) {
	t.section(name, len(entries))
	for _, e := range entries {
		t.put("  "+t.bullet, "    ", run{e, plain})
	}
}

// node writes a requirement and what is below it. own stands before its first line, below before all others.
func (t *terminal) node(n *node, own, below string) {
	words := []run{t.mark(n.Verdict), {n.Code, plain}, {n.Title, plain}}
	if facts := t.dotted(append([]string{n.Count}, n.Notes...)...); facts != "" {
		words = append(words, run{t.dot + hold + facts, quiet})
	}
	t.put(own, below+t.trunk(n)+"  ", words...)
	for _, why := range n.Why {
		t.put(below+t.trunk(n)+"  ", below+t.trunk(n)+"  ", run{why, toneOf(n.Verdict)})
	}
	for i, part := range n.Of {
		if i+1 == len(n.Of)+len(n.Rest) {
			t.node(part, below+t.last, below+t.nothing)
		} else {
			t.node(part, below+t.branch, below+t.through)
		}
	}
	for i, rest := range n.Rest {
		if i+1 == len(n.Rest) {
			t.put(below+t.last, below+t.nothing+"  ", run{rest, quiet})
		} else {
			t.put(below+t.branch, below+t.through+"  ", run{rest, quiet})
		}
	}
}

// trunk is what a line between a requirement and its parts begins with.
func (t *terminal) trunk(n *node) string {
	if len(n.Of)+len(n.Rest) > 0 {
		return t.through
	}
	return ""
}

func (t *terminal) gaps(v *view) {
	t.section("left", len(v.Gaps))
	for _, g := range v.Gaps {
		t.put("  "+t.bullet, "    ", run{g.Title, plain})
		for _, o := range g.Options {
			t.put("      ", "        ", run{o.Name, plain}, run{t.dot + hold + o.Until, quiet})
		}
	}
	if v.WaysIntro == "" {
		return
	}
	t.section("ways", 1)
	t.put("  ", "  ", run{v.WaysIntro, plain})
	for _, way := range v.Ways {
		t.put("  "+t.bullet, "    ", run{way, plain})
	}
	if v.WaysRest != "" {
		t.put("    ", "    ", run{v.WaysRest, quiet})
	}
}

// pieces writes the evidence that does not count; what counts stands in the tree.
func (t *terminal) pieces(groups []unused) {
	t.section("not-counted", len(groups))
	for _, g := range groups {
		t.put("  "+t.bullet, "    ", run{g.Why, plain})
		for _, p := range g.Pieces {
			t.put("      ", "        ", run{p.Code, plain}, run{p.Title, plain}, run{t.dot + hold + t.dotted(p.Date, p.State), quiet})
		}
	}
}
