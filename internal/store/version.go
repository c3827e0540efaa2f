package store

// latest are the tables whose rows say something of one candidate.
var latest = []string{
	`SELECT MAX(entry) FROM candidate WHERE id = $1`, `SELECT MAX(entry) FROM identity WHERE candidate = $1`,
	`SELECT MAX(entry) FROM evidence WHERE candidate = $1`, `SELECT MAX(entry) FROM award WHERE candidate = $1`,
	`SELECT MAX(entry) FROM award_event WHERE candidate = $1`, `SELECT MAX(entry) FROM ruling WHERE candidate = $1`,
	`SELECT MAX(entry) FROM relation WHERE candidate = $1`,
}

// Version is the last entry of the journal that wrote anything of the candidate.
func (v *View) Version(candidate int64) (int64, error) {
	var last int64
	for _, query := range latest {
		entry, err := v.lastStep(query, candidate)
		if err != nil {
			return 0, err
		}
		last = max(last, entry)
	}
	return last, nil
}

// RulesVersion is the last entry that published a file or made a ruling on everyone.
func (v *View) RulesVersion() (int64, error) {
	return v.lastStep(`SELECT MAX(entry) FROM (SELECT MAX(entry) AS entry FROM publication
		UNION ALL SELECT MAX(entry) AS entry FROM ruling WHERE candidate = 0) AS latest`)
}
