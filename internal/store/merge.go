package store

import "math"

// Merge is the claim that two records are of one person: what is kept under Absorbed is read as Keeper's. Nothing is moved,
// so that undoing it gives back both.
type Merge struct {
	ID, Keeper, Absorbed int64
	Proof                string
	Entry                int64
}

// AddMerge writes the claim and gives its number.
func (a *Act) AddMerge(keeper, absorbed int64, proof string) (int64, error) {
	id, err := next(a.ctx, a.tx, "merge", 1)
	if err != nil {
		return 0, err
	}
	return id, a.add(mergeTable, []any{id, keeper, absorbed, proof})
}

// UndoMerge writes that the claim was wrong; it is a conflict where it was undone already.
func (a *Act) UndoMerge(id int64, reason string) error {
	return a.add(mergeUndoTable, []any{id, reason})
}

// Merges gives the claims that hold, oldest first.
func (v *View) Merges() ([]Merge, error) { return v.MergesAt(math.MaxInt64) }

// MergesOf gives the claims that hold about one candidate's record, as keeper or absorbed, oldest first.
func (v *View) MergesOf(candidate int64) ([]Merge, error) {
	return all(v, scanMerge, mergeQuery+`WHERE (keeper = CAST($1 AS BIGINT) OR absorbed = CAST($1 AS BIGINT))
		AND NOT EXISTS (SELECT 1 FROM merge_undo u WHERE u.merge = m.id) ORDER BY id`, candidate)
}

const mergeQuery = `SELECT id, keeper, absorbed, proof, entry FROM merge m `

func scanMerge(r scanner) (m Merge, err error) {
	err = r.Scan(&m.ID, &m.Keeper, &m.Absorbed, &m.Proof, &m.Entry)
	return m, err
}

// MergesAt gives the claims that held when the entry of the journal was written.
func (v *View) MergesAt(entry int64) ([]Merge, error) {
	return all(v, scanMerge, mergeQuery+`WHERE entry <= $1 AND id NOT IN (SELECT merge FROM merge_undo WHERE entry <= $1) ORDER BY id`, entry)
}
