package report

import (
	"slices"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// node shows a requirement. Of a list it shows the options that are taken, and folds the others into lines, so that a
// list that is met does not take a line for each option nobody needs.
func (v *viewer) node(j *audit.Judged) *node {
	h := j.Requirement.Heading()
	n := &node{Verdict: j.Verdict, Title: h.Title}
	v.notes(n, j)
	item, isItem := j.Requirement.(*programme.Item)
	switch {
	case isItem:
		n.Code = v.code(item.Ref)
		if n.Title == "" {
			n.Title = v.title(item.Ref)
		}
		return n
	case j.Waived >= 0 || j.Covered:
	default:
		v.parts(n, j)
	}
	if n.Title == "" {
		n.Title = v.bodyWords(j.Requirement, "node.")
	}
	return n
}

// bodyWords names a group by what it asks for.
func (v *viewer) bodyWords(r programme.Requirement, prefix string) string {
	switch r := r.(type) {
	case *programme.All:
		return v.say(prefix + "all")
	case *programme.Choose:
		return v.say(prefix+"choose", op("n", r.N))
	case *programme.Any, *programme.Item:
	}
	return v.say(prefix + "any")
}

// notes adds the evidence that counts here, and what stands in the way.
func (v *viewer) notes(n *node, j *audit.Judged) {
	item, _ := j.Requirement.(*programme.Item)
	for _, i := range j.Evidence {
		p := &v.r.Evidence[i]
		switch {
		case j.Covered:
			n.Notes = append(n.Notes, v.say("node.covered", op("ref", v.kindCode(p.Ref))))
		case item != nil && p.Ref != item.Ref:
			n.Notes = append(n.Notes, v.say("node.stands-in", op("ref", v.kindCode(p.Ref))))
		}
		n.Notes = append(n.Notes, p.Date.String())
		if v.someVerified && p.State == record.Stated && p.Entry != nil {
			n.Notes = append(n.Notes, v.say("node.stated"))
		}
	}
	if j.Waived >= 0 {
		n.Notes = append(n.Notes, v.say("node.waived", op("author", v.r.Rulings[j.Waived].Author)))
	}
	h := j.Requirement.Heading()
	for _, c := range h.Given {
		if !barredBy(j, audit.Reason{Code: audit.ConditionNotHeld, Ref: c.Ref}) {
			n.Notes = append(n.Notes, v.condition(c))
		}
	}
	if h.Open != nil && !barredBy(j, audit.Reason{Code: audit.Unconfirmed, Text: h.Open.ID}) {
		n.Notes = append(n.Notes, v.say("node.open", op("text", h.Open.ID)))
	}
	if item != nil && j.Verdict == audit.NotMet && j.Until >= v.r.AsOf {
		n.Notes = append(n.Notes, v.say("node.until", op("date", j.Until)))
	}
	if j.Verdict != audit.Met {
		for _, why := range j.Why {
			n.Why = append(n.Why, v.bar(why))
		}
	}
}

// barredBy tells whether the reason stands among those that are shown of the requirement anyway.
func barredBy(j *audit.Judged, r audit.Reason) bool {
	return j.Verdict != audit.Met && slices.Contains(j.Why, r)
}

// parts adds what stands below a group, and how many of it are had.
func (v *viewer) parts(n *node, j *audit.Judged) {
	if j.Needed > 1 {
		n.Count = v.say("node.count", op("have", j.Have), op("needed", j.Needed))
	}
	if _, ok := j.Requirement.(*programme.All); ok {
		for _, part := range j.Of {
			n.Of = append(n.Of, v.node(part))
		}
		return
	}
	v.options(n, j)
	if len(n.Of) != 1 || j.Needed != 1 {
		return
	}
	// A list from which one untitled group is taken reads better as that group.
	if only := n.Of[0]; only.Code == "" && only.Title == v.say("node.all") && (n.Title != "" || len(j.Of) == 1) {
		n.Of, n.Count = only.Of, only.Count
		n.Notes, n.Why = append(n.Notes, only.Notes...), append(n.Why, only.Why...)
		n.Rest = append(only.Rest, n.Rest...)
	}
}

// short is a requirement in a few words: all of 70-292, 70-296 (only if mcse-2000 is held).
func (v *viewer) short(r programme.Requirement) string {
	text := ""
	switch r := r.(type) {
	case *programme.Item:
		text = v.code(r.Ref)
	case *programme.All:
		text = v.say("short.all", op("list", v.shorts(r.Of)))
	case *programme.Any:
		text = v.say("short.any", op("list", v.shorts(r.Of)))
	case *programme.Choose:
		text = v.say("short.choose", op("n", r.N), op("list", v.shorts(r.From)))
	}
	h := r.Heading()
	var besides []string
	for _, c := range h.Given {
		besides = append(besides, v.condition(c))
	}
	if h.Open != nil {
		besides = append(besides, v.say("node.open", op("text", h.Open.ID)))
	}
	if len(besides) > 0 {
		text += " (" + v.list(besides, len(besides)) + ")"
	}
	return text
}

// shorts names at most as many parts as a folded line does, however deep they lie.
func (v *viewer) shorts(of []programme.Requirement) string {
	words := make([]string, 0, min(len(of), foldedList+1))
	for i, r := range of {
		if i == foldedList && len(of) > foldedList+1 {
			words = append(words, v.say("show.more", op("n", len(of)-i)))
			break
		}
		if item, ok := r.(*programme.Item); ok {
			words = append(words, v.code(item.Ref))
		} else {
			words = append(words, v.short(r))
		}
	}
	return v.list(words, len(words))
}
