package store

// Waiting is how much was left to be done later.
type Waiting struct {
	// Due counts the candidates who are to be audited again, Letters those that were not sent.
	Due, Letters int64
	// Credentials counts those on their way, by the step that is next; 0 are those that could not be made.
	Credentials map[AwardEventKind]int64
}

// Waiting counts what was left to be done later.
func (v *View) Waiting() (w Waiting, err error) {
	if w.Due, _, err = first(v, scanInt, `SELECT COUNT(*) FROM due`); err != nil {
		return w, err
	}
	if w.Letters, _, err = first(v, scanInt, `SELECT COUNT(*) FROM outbox WHERE sent = 0`); err != nil {
		return w, err
	}
	w.Credentials, err = v.CountToIssue()
	return w, err
}
