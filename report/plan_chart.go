package report

import (
	"cmp"
	"slices"

	"waymark/plan"
	"waymark/programme"
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
	Text       string // stands beside it, where there is room
	Line       int    // the line that the text stands on
	End        bool   // the text ends at X and does not begin there
	Said       string // all that there is to say
	Earned     bool
	Stem       bool // a line leads from it down to the line of time
}

// above puts the text above the mark, towards the middle.
func (m *mark) above() { m.Line, m.End = m.Y-8, m.X > chartWide/2 }

// clear tells whether the texts of two marks do not touch.
func (m *mark) clear(o *mark) bool {
	const line = 14
	a, b := m.extent()
	c, d := o.extent()
	return o.Text == "" || b < c || d < a || m.Line-o.Line >= line || o.Line-m.Line >= line
}

// extent is from where to where the text stands.
func (m *mark) extent() (from, to int) {
	const letter = 7
	wide := len([]rune(m.Text)) * letter
	if m.End {
		return m.X - wide, m.X
	}
	return m.X, m.X + wide
}

// fits tells whether the text of a mark touches no other's.
func (c *picture) fits(m *mark) bool {
	return !slices.ContainsFunc(c.Points, func(o mark) bool { return !m.clear(&o) })
}

const (
	chartWide, chartHigh = 600, 220
	chartEdge            = 20
	lanes                = 5 // of the line of time
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
		m := mark{Stem: true, X: x(first), Y: 40, Wide: max(x(last)-x(first), 0), Text: v.code(st.Ref), Said: v.code(st.Ref) + " " + first.String()}
		for lane := range lanes {
			m.Y = 40 + (i+lane)%lanes*28
			if m.above(); c.fits(&m) {
				break
			}
		}
		c.Points = append(c.Points, m)
	}
	for i, e := range r.Earned {
		name := cmp.Or(e.Programme.Awards.Abbreviation, e.Credential)
		if i > 0 && r.Earned[i-1].Date == e.Date { // they share a point, and what stands there
			last := &c.Points[len(c.Points)-1]
			last.Text += ", " + name
			last.Said = last.Text // of the same day
			continue
		}
		m := mark{X: x(max(e.Date, from)), Y: 190, Text: name, Said: name, Earned: true}
		if m.above(); !c.fits(&m) {
			m.Y -= 18
			m.above()
		}
		c.Points = append(c.Points, m)
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
			Text: programme.Money(t.Cost, t.Currency), Said: v.say("point", op("cost", v.cost(t)), op("finish", t.Finish), op("n", t.Exams)),
		}
		if k := len(c.Points); k > 0 { // until the next finish it costs as much as before
			c.Line += " " + itoa(m.X) + "," + itoa(c.Points[k-1].Y) + " "
		}
		c.Line += itoa(m.X) + "," + itoa(m.Y)
		c.Points = append(c.Points, m)
	}
	c.label()
	return c
}

// label leaves out the texts of points for which there is no room; those at the ends come first.
func (c *picture) label() {
	texts := make([]string, len(c.Points))
	order := []int{len(c.Points) - 1}
	for i := range c.Points {
		p := &c.Points[i]
		texts[i], p.Text = p.Text, ""
		p.Line = p.Y - 8
		if p.End = p.X > chartWide*3/4; p.End {
			p.Line = p.Y + 20 // below the line, which falls
		}
		if i+1 < len(c.Points) {
			order = append(order, i)
		}
	}
	for _, i := range order {
		p := &c.Points[i]
		if p.Text = texts[i]; !c.alone(i) {
			p.Text = ""
		}
	}
}

// alone tells whether the text of a point touches no other's.
func (c *picture) alone(i int) bool {
	for k := range c.Points {
		if k != i && !c.Points[i].clear(&c.Points[k]) {
			return false
		}
	}
	return true
}
