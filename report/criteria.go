package report

import (
	"bufio"
	"io"

	"waymark/programme"
)

// Criteria writes what one version of a programme asks for, as the rules' part of ShowMarkdown's page does, but for what is said
// to those who keep the rules: sources, notes, doubts.
func Criteria(w io.Writer, set *programme.Set, v *programme.Version) error {
	m := &markdownRules{w: bufio.NewWriter(w), set: set, plain: true}
	m.version(v)
	return m.w.Flush()
}
