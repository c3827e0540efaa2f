package audit

import (
	"slices"
	"strconv"

	"waymark/programme"
)

// line is what a version says of one requirement, whatever the day and the record. The lines of a version stand in file
// order, as the slots of a view do.
type line struct {
	Asked
	// title is the nearest one above where it has none.
	title string
	// parts is how many it has.
	parts int
	// piece is the item asked for and ever whether it may have been held at any time; -1 where it is no item.
	piece int32
	ever  bool
	given []given
	// covers are those of the version that fill it.
	covers []int
}

// given is a condition of a requirement.
type given struct {
	piece int32
	ever  bool
}

// outline writes down the lines of a version.
func (c *closure) outline(v *programme.Version) []line {
	n := 0
	programme.Walk(v.Requires, func(programme.Requirement) { n++ })
	lines := make([]line, 0, n)
	var add func(r programme.Requirement, path, title string)
	add = func(r programme.Requirement, path, title string) {
		h := r.Heading()
		l := line{Asked: Asked{Requirement: r, Path: path, Needed: needOf(r)}, title: title, parts: len(programme.Parts(r)), piece: -1}
		if h.Title != "" {
			l.title = h.Title
		}
		if l.Needed < 0 {
			l.Needed = l.parts
		}
		if item, ok := r.(*programme.Item); ok {
			l.piece, l.ever = c.item[item.Ref], item.Ever
		}
		for _, g := range h.Given {
			l.given = append(l.given, given{piece: c.item[g.Ref], ever: g.Ever})
		}
		for i, cv := range v.Covers {
			if h.ID != "" && slices.Contains(cv.Fills, h.ID) {
				l.covers = append(l.covers, i)
			}
		}
		lines = append(lines, l)
		if len(lines) == 1 {
			l.title = "" // what stands around the top requirements is the programme itself
		}
		for k, part := range programme.Parts(r) {
			at := part.Heading().ID
			if at == "" {
				at = join(path, k+1)
			}
			add(part, at, l.title)
		}
	}
	add(v.Requires, "", "")
	lines[0].title = ""
	return lines
}

// join names the n-th part of the requirement at a path.
func join(path string, n int) string {
	if path == "" {
		return strconv.Itoa(n)
	}
	return path + "." + strconv.Itoa(n)
}
