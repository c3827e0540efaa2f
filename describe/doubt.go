package describe

import (
	"slices"
)

// doubt names a rule that needs cannot say.
type doubt string

// The doubts.
const (
	doubtOnce  doubt = "once"
	doubtCap   doubt = "cap"
	doubtApart doubt = "apart"
	doubtOpen  doubt = "open"
)

func (r *reader) doubt(d doubt) { r.doubts = with(r.doubts, d) }

func with(doubts []doubt, d doubt) []doubt {
	if slices.Contains(doubts, d) {
		return doubts
	}
	return append(doubts, d)
}
