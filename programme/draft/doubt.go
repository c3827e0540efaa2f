package draft

import "waymark/diag"

// doubt lists what is doubtful about the rules of a page of either form.
func (r *reading) doubt(doubts *diag.List) {
	titles := pairUp(r.mentions, r.knownTitle)
	r.doubtTitles(titles, doubts)
	r.doubtPlaces(titles, doubts)
	r.doubtCounts(doubts)
	r.doubtNames(doubts)
	r.doubtCodes(doubts)
}
