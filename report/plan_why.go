package report

import (
	"bufio"
	"io"

	"waymark/plan"
	"waymark/programme"
)

// PlanWhyText writes why an item is in a plan or not, a sentence a line.
func PlanWhyText(w io.Writer, set *programme.Set, why *plan.Why, o Options) error {
	b := bufio.NewWriter(w)
	for _, line := range planWhy(set, why, o) {
		b.WriteString(line + "\n")
	}
	return b.Flush()
}

// PlanWhyMarkdown writes the same as a list.
func PlanWhyMarkdown(w io.Writer, set *programme.Set, why *plan.Why, o Options) error {
	b := bufio.NewWriter(w)
	for _, line := range planWhy(set, why, o) {
		b.WriteString("- " + escape(line) + "\n")
	}
	return b.Flush()
}

// PlanWhyJSON writes the same for programs: the totals with and without the item, and the first objective that is worse.
func PlanWhyJSON(w io.Writer, _ *programme.Set, why *plan.Why, o Options) error {
	out := struct {
		Item   string      `json:"item"`
		In     bool        `json:"in_plan"`
		Fills  []jsonFill  `json:"fills"`
		Best   jsonTotals  `json:"best"`
		Other  *jsonTotals `json:"other"`
		Worse  *string     `json:"worse_in"`
		Proved bool        `json:"proved"`
	}{Item: why.Ref.String(), In: why.In, Fills: []jsonFill{}, Best: newTotalsJSON(why.Best.Totals), Proved: why.Proved}
	if why.Step != nil {
		out.Fills = newFillsJSON(why.Step.Fills)
	}
	if why.Other != nil {
		other := newTotalsJSON(why.Other.Totals)
		out.Other = &other
		if !why.Equal {
			word := why.First.String()
			out.Worse = &word
		}
	}
	return encode(w, out, o)
}

func planWhy(set *programme.Set, w *plan.Why, o Options) []string {
	v := &planView{names: names{set: set, words: o.words(), issuer: w.Ref.Issuer()}}
	item := op("item", v.full(w.Ref))
	side := "with"
	out := []string{v.say("why.out", item)}
	if w.In {
		side = "without"
		out[0] = v.say("why.in-plain", item)
		if where := v.where(w.Step.Fills); where != "" {
			out[0] = v.say("why.in", item, op("where", where))
		}
	}
	switch {
	case w.Other == nil:
		return append(out, v.say("why."+side+"-none"))
	case w.Equal:
		return append(out, v.say("why."+side+"-equal"))
	default:
		return append(out, v.say("why."+side, op("change", v.change(w.Best.Totals, w.Other.Totals))))
	}
}
