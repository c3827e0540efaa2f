package store

// Motion is an act that takes two people: its author moves it, a second person approves or refuses it.
type Motion struct {
	ID int64
	// Kind is what is moved, such as revoke or rule.
	Kind string
	// Candidate and Award say of whom and of what; 0 where it is of everyone, or of no award.
	Candidate, Award int64
	// Body is what is to be done, as JSON.
	Body   string
	Reason string
	// Author is the account that moved it.
	Author int64
	Entry  int64
	// Outcome is empty while it is open; then approved, refused or withdrawn, by Person.
	Outcome, Remark string
	Person          int64
}

// AddMotion writes a motion and gives its number.
func (a *Act) AddMotion(m Motion) (int64, error) {
	id, err := next(a.ctx, a.tx, "motion", 1)
	if err != nil {
		return 0, err
	}
	return id, a.add(motionTable, []any{id, m.Kind, m.Candidate, m.Award, m.Body, m.Reason, m.Author})
}

// CloseMotion writes what became of a motion; it is a conflict where it has an outcome already.
func (a *Act) CloseMotion(id int64, outcome, remark string, person int64) error {
	return a.add(motionOutcomeTable, []any{id, outcome, remark, person})
}

const motionQuery = `SELECT m.id, m.kind, m.candidate, m.award, m.body, m.reason, m.author, m.entry,
	COALESCE(o.outcome, ''), COALESCE(o.reason, ''), COALESCE(o.person, 0) FROM motion m LEFT JOIN motion_outcome o ON o.motion = m.id `

func scanMotion(r scanner) (m Motion, err error) {
	err = r.Scan(&m.ID, &m.Kind, &m.Candidate, &m.Award, &m.Body, &m.Reason, &m.Author, &m.Entry, &m.Outcome, &m.Remark, &m.Person)
	return m, err
}

// Motion gives the motion, or false.
func (v *View) Motion(id int64) (Motion, bool, error) {
	return first(v, scanMotion, motionQuery+`WHERE m.id = $1`, id)
}

// OpenMotions gives the motions that wait for a second person.
func (v *View) OpenMotions(after int64, limit int) ([]Motion, error) {
	return all(v, scanMotion, motionQuery+`WHERE o.outcome IS NULL AND m.id > $1 ORDER BY m.id LIMIT $2`, after, int64(limit))
}

// MotionsOn gives every motion on the candidate.
func (v *View) MotionsOn(candidate int64) ([]Motion, error) {
	return all(v, scanMotion, motionQuery+`WHERE m.candidate = $1 ORDER BY m.id`, candidate)
}
