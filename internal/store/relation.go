package store

import "waymark/record"

// Relation is how a person with an account stands to a candidate, so that no act of theirs is on a pupil or a cousin.
type Relation struct {
	ID, Step           int64
	Account, Candidate int64
	// Kind is taught, employs or kin.
	Kind string
	// From and Until are the days between which it holds; no Until is until further notice.
	From, Until record.Date
	Entry       int64
}

// AddRelation writes a relation and gives its number.
func (a *Act) AddRelation(n Relation) (int64, error) {
	id, err := next(a.ctx, a.tx, "relation", 1)
	if err != nil {
		return 0, err
	}
	n.ID, n.Step = id, 1
	return id, a.ChangeRelation(n)
}

// ChangeRelation writes a further step of a relation, such as its end.
func (a *Act) ChangeRelation(n Relation) error {
	return a.add(relationTable, []any{n.ID, n.Step, n.Account, n.Candidate, n.Kind, int64(n.From), int64(n.Until)})
}

const relationQuery = `SELECT id, step, account, candidate, kind, from_day, until_day, entry FROM relation n
	WHERE step = (SELECT MAX(step) FROM relation m WHERE m.id = n.id) AND `

func scanRelation(r scanner) (n Relation, err error) {
	var from, until int64
	err = r.Scan(&n.ID, &n.Step, &n.Account, &n.Candidate, &n.Kind, &from, &until, &n.Entry)
	n.From, n.Until = record.Date(from), record.Date(until)
	return n, err
}

// Relation gives the relation, or false.
func (v *View) Relation(id int64) (Relation, bool, error) {
	return first(v, scanRelation, relationQuery+`id = $1`, id)
}

// RelationsOf gives the relations of an account.
func (v *View) RelationsOf(account int64) ([]Relation, error) {
	return all(v, scanRelation, relationQuery+`account = $1 ORDER BY id`, account)
}

// RelationsTo gives the relations to a candidate.
func (v *View) RelationsTo(candidate int64) ([]Relation, error) {
	return all(v, scanRelation, relationQuery+`candidate = $1 ORDER BY id`, candidate)
}
