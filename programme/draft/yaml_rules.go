package draft

import (
	"fmt"
	"strings"

	"waymark/programme"
	"waymark/record"
)

func (w *yamlWriter) version(depth int, v *programme.Version) {
	if depth == 0 {
		w.pair(0, "version", v.Name)
	}
	if !v.InForce.Always() {
		w.line(depth, "in_force: %s", days(v.InForce))
	}
	w.pair(depth, "note", v.Note)
	if v.OnceWritten {
		w.line(depth, "counts: once")
	}
	w.list(depth, "requires", v.Requires.Of)
	for i := range v.Covers {
		w.first(depth, "covers", i)
		w.cover(depth+1, &v.Covers[i])
	}
	for i, n := range v.NotBoth {
		w.first(depth, "not_both", i)
		w.line(depth+1, "- of: %s", w.refs(n.Of))
		w.pair(depth+2, "note", n.Note)
	}
	for i, s := range v.Shares {
		w.first(depth, "shares", i)
		w.line(depth+1, "- between: %s", quoteAll(s.Between))
		if len(s.Items) > 0 {
			w.line(depth+2, "items: %s", w.refs(s.Items))
		}
		w.pair(depth+2, "note", s.Note)
	}
}

// first writes the key of a list before its first entry.
func (w *yamlWriter) first(depth int, key string, i int) {
	if i == 0 {
		w.line(depth, "%s:", key)
	}
}

func (w *yamlWriter) list(depth int, key string, of []programme.Requirement) {
	if len(of) == 0 {
		w.line(depth, "%s: []", key)
		return
	}
	w.line(depth, "%s:", key)
	for _, q := range of {
		w.requirement(depth+1, q)
	}
}

// requirement writes one entry of a list of requirements: as text where that says all.
func (w *yamlWriter) requirement(depth int, q programme.Requirement) {
	remark := ""
	if said := w.remarks[q]; said != "" {
		remark = "  # " + comment(said)
	}
	if at, ok := w.places[q]; ok {
		w.from = append(w.from, origin{w.lines + 1, at})
	}
	keys := w.keys(q)
	if it, ok := q.(*programme.Item); ok {
		if len(keys) == 0 {
			text := w.ref(it.Ref)
			if it.Ever {
				text = "ever-held " + text
			}
			w.line(depth, "- %s%s", quote(text), remark)
			return
		}
		body := []string{fmt.Sprintf("%s: %s", it.Ref.Kind, quote(own(it.Ref, w.issuer).ID))}
		if it.Ever {
			body = append(body, "ever: true")
		}
		w.entry(depth, append(body, keys...), remark)
		return
	}
	switch q := q.(type) {
	case *programme.Item: // is written above
	case *programme.All:
		w.entry(depth, keys, remark)
		w.body(depth, len(keys) == 0, "all", q.Of)
	case *programme.Any:
		w.entry(depth, keys, remark)
		w.body(depth, len(keys) == 0, "any", q.Of)
	case *programme.Choose:
		w.entry(depth, append(keys, fmt.Sprintf("choose: %d", q.N)), remark)
		w.body(depth, false, "from", q.From)
		for i, most := range q.AtMost {
			w.first(depth+1, "at_most", i)
			w.line(depth+2, "- {n: %d, of: %s}", most.N, w.refs(most.Of))
		}
	}
}

// entry writes the lines of a mapping that is an entry of a list.
func (w *yamlWriter) entry(depth int, lines []string, remark string) {
	for i, line := range lines {
		if i == 0 {
			w.line(depth, "- %s%s", line, remark)
		} else {
			w.line(depth+1, "%s", line)
		}
	}
}

// body writes the parts of a requirement; first tells that no line of it is written yet.
func (w *yamlWriter) body(depth int, first bool, key string, of []programme.Requirement) {
	if !first {
		w.list(depth+1, key, of)
		return
	}
	if len(of) == 0 {
		w.line(depth, "- %s: []", key)
		return
	}
	w.line(depth, "- %s:", key)
	for _, q := range of {
		w.requirement(depth+2, q)
	}
}

// keys are the lines for what a requirement carries beside its body.
func (w *yamlWriter) keys(q programme.Requirement) []string {
	h := q.Heading()
	var lines []string
	add := func(key, value string) {
		if value != "" {
			lines = append(lines, key+": "+quote(value))
		}
	}
	add("id", h.ID)
	add("title", h.Title)
	lines = append(lines, w.terms(h.Given, h.Open, h.Listed)...)
	add("note", h.Note)
	if len(h.Sources) > 0 {
		lines = append(lines, "sources: "+quoteAll(h.Sources))
	}
	if h.Confidence != programme.Confirmed {
		lines = append(lines, "confidence: "+h.Confidence.String())
	}
	return lines
}

func (w *yamlWriter) terms(given []programme.Condition, open *programme.Question, listed programme.Span) []string {
	var lines []string
	if len(given) > 0 {
		conditions := make([]string, len(given))
		for i, c := range given {
			conditions[i] = w.condition(c)
		}
		lines = append(lines, "given: "+quoteAll(conditions))
	}
	if open != nil {
		lines = append(lines, fmt.Sprintf("open: {question: %s, because: %s}", quote(open.ID), quote(open.Because)))
	}
	if !listed.Always() {
		lines = append(lines, "listed: "+days(listed))
	}
	return lines
}

func (w *yamlWriter) condition(c programme.Condition) string {
	verb := "holds"
	switch {
	case c.Ref.Kind == record.Exam:
		verb = "passed"
	case c.Ever:
		verb = "ever held"
	}
	return verb + " " + own(c.Ref, w.issuer).ID
}

func days(s programme.Span) string {
	var ends []string
	if s.From != 0 {
		ends = append(ends, "from: "+s.From.String())
	}
	if s.Until != 0 {
		ends = append(ends, "until: "+s.Until.String())
	}
	return "{" + strings.Join(ends, ", ") + "}"
}

func (w *yamlWriter) cover(depth int, c *programme.Cover) {
	by := w.ref(c.By)
	if c.Ever {
		by = "ever-held " + by
	}
	lines := []string{"by: " + quote(by), "fills: " + quoteAll(c.Fills)}
	lines = append(lines, w.terms(c.Given, c.Open, c.Listed)...)
	if c.Note != "" {
		lines = append(lines, "note: "+quote(c.Note))
	}
	if len(c.Sources) > 0 {
		lines = append(lines, "sources: "+quoteAll(c.Sources))
	}
	if c.Confidence != programme.Confirmed {
		lines = append(lines, "confidence: "+c.Confidence.String())
	}
	w.entry(depth, lines, "")
}
