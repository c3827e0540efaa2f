package store

// Unsupported gives up to limit awards, after the given one, of which the last word on what they rest on is that it no longer gives
// them: the event that said so. Some may be out of force since, for whatever reason.
func (v *View) Unsupported(candidate, number int64, limit int) ([]AwardEvent, error) {
	// The kinds stand here in figures, since the index of these events is of those alone that a query names so.
	return all(v, scanAwardEvent, `SELECT candidate, number, step, kind, day, reason, entry FROM award_event e
		WHERE kind = 9 AND (candidate, number) > ($1, $2)
		AND NOT EXISTS (SELECT 1 FROM award_event f WHERE f.candidate = e.candidate AND f.number = e.number AND f.step > e.step AND f.kind IN (9, 10))
		ORDER BY candidate, number LIMIT $3`, candidate, number, int64(limit))
}
