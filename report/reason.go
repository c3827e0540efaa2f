package report

import "waymark/audit"

// reason says why a piece of evidence counts nowhere.
func (v *viewer) reason(r audit.Reason) string { return v.because("reason."+r.Code.String(), r) }

// bar says what stands in the way of a requirement, in words of its own where those about evidence would not fit.
func (v *viewer) bar(r audit.Reason) string {
	if own := "reason.barred." + r.Code.String(); v.words.Has(own) {
		return v.because(own, r)
	}
	return v.reason(r)
}

// because gives the sentence of a code, in the form that fits the date: none known, or one that is yet to come.
func (v *viewer) because(code string, r audit.Reason) string {
	switch {
	case r.Date == 0 && v.words.Has(code+".undated"):
		code += ".undated"
	case r.Date > v.r.AsOf && v.words.Has(code+".later"):
		code += ".later"
	}
	text := r.Text
	if r.Code == audit.HoldsCondition {
		text = v.labelOf(r.Text)
	}
	return v.words.Sentence(code, op("ref", v.kindCode(r.Ref)), op("date", r.Date), op("text", text))
}
