package report

import (
	"cmp"

	"waymark/plan"
	"waymark/record"
)

// picture is a picture of points and bars in a frame of 600 by 220; everything in it is also said in words.
type picture struct {
	Title  string
	Line   string // points of a polyline
	Points []mark
	Left   string // what stands below the left end, and the right
	Right  string
}

// mark is a point or, with a width, a bar.
type mark struct {
	X, Y, Wide int
	Text       string
	Earned     bool
}

const (
	chartWide, chartHigh = 600, 220
	chartEdge            = 20
)

// timeline puts the steps on a line of time.
func (v *planView) timeline(r *plan.Route) *picture {
	if len(r.Steps) == 0 {
		return nil
	}
	from, to := v.p.Answer.Question.Day, max(r.Totals.Finish, v.p.Answer.Question.Day+1)
	c := &picture{Title: v.say("timeline", op("from", from), op("to", to)), Left: from.String(), Right: to.String()}
	x := func(d record.Date) int { return chartEdge + int(d-from)*(chartWide-2*chartEdge)/int(to-from) }
	for i := range r.Steps {
		st := &r.Steps[i]
		first, last := cmp.Or(st.Date, st.Until), max(st.Date, st.Until)
		m := mark{X: x(first), Y: 40 + i%5*28, Wide: max(x(last)-x(first), 0), Text: v.code(st.Ref)}
		c.Points = append(c.Points, m)
	}
	for _, e := range r.Earned {
		c.Points = append(c.Points, mark{X: x(max(e.Date, from)), Y: 190, Text: cmp.Or(e.Programme.Awards.Abbreviation, e.Credential), Earned: true})
	}
	return c
}

// trade draws the cost of the cheapest route against the finish.
func (v *planView) trade(curve *plan.Curve) *picture {
	n := len(curve.Routes)
	if n < 2 {
		return nil
	}
	early, late := curve.Routes[n-1].Totals, curve.Routes[0].Totals
	c := &picture{
		Title: v.say("chart", op("from", early.Finish), op("to", late.Finish)), Left: early.Finish.String(), Right: late.Finish.String(),
	}
	for i := n - 1; i >= 0; i-- {
		t := curve.Routes[i].Totals
		m := mark{
			X:    chartEdge + int(t.Finish-early.Finish)*(chartWide-2*chartEdge)/int(max(late.Finish-early.Finish, 1)),
			Y:    chartHigh - 2*chartEdge - int(t.Cost*(chartHigh-4*chartEdge)/max(early.Cost, 1)),
			Text: money(t.Cost, t.Currency),
		}
		if k := len(c.Points); k > 0 { // until the next finish it costs as much as before
			c.Line += " " + itoa(m.X) + "," + itoa(c.Points[k-1].Y) + " "
		}
		c.Line += itoa(m.X) + "," + itoa(m.Y)
		c.Points = append(c.Points, m)
	}
	return c
}
