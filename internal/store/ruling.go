package store

import "waymark/record"

// Ruling is a ruling in force for one candidate, or for everyone where Candidate is 0.
type Ruling struct {
	ID, Candidate int64
	record.Ruling
	// SecondedBy names the second person, Motion the motion they approved.
	SecondedBy string
	Motion     int64
	Entry      int64
}

// AddRuling writes a ruling and gives its number.
func (a *Act) AddRuling(u Ruling) (int64, error) {
	id, err := next(a.ctx, a.tx, "ruling", 1)
	if err != nil {
		return 0, err
	}
	return id, a.add(rulingTable, []any{
		id, u.Candidate, int64(u.Kind), u.Programme, u.Question, u.Requirement, int64(u.Evidence.Kind), u.Evidence.ID,
		int64(u.For.Kind), u.For.ID, int64(u.From), int64(u.Until), u.Author, u.SecondedBy, u.Reason, u.Motion,
	})
}

const rulingQuery = `SELECT id, candidate, kind, programme, question, requirement, evidence_kind, evidence, for_kind, for_item,
	from_day, until_day, author, seconded_by, reason, motion, entry FROM ruling `

func scanRuling(r scanner) (u Ruling, err error) {
	var kind, evidence, instead, from, until int64
	err = r.Scan(&u.ID, &u.Candidate, &kind, &u.Programme, &u.Question, &u.Requirement, &evidence, &u.Evidence.ID, &instead, &u.For.ID,
		&from, &until, &u.Author, &u.SecondedBy, &u.Reason, &u.Motion, &u.Entry)
	u.Kind, u.Evidence.Kind, u.For.Kind = record.RulingKind(kind), record.Kind(evidence), record.Kind(instead)
	u.From, u.Until = record.Date(from), record.Date(until)
	return u, err
}

// Rulings gives the rulings on the candidate alone, or with 0 those on everyone.
func (v *View) Rulings(candidate int64) ([]Ruling, error) {
	return all(v, scanRuling, rulingQuery+`WHERE candidate = CAST($1 AS BIGINT) ORDER BY id`, candidate)
}

// AllRulings gives every ruling there is.
func (v *View) AllRulings() ([]Ruling, error) { return all(v, scanRuling, rulingQuery+`ORDER BY id`) }
