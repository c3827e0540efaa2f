package store

// StatusList is one list of bits that says which credentials hold no more.
type StatusList struct {
	ID      int64
	Purpose string
	Size    int64
	// Seed spreads the places over the list, so that an index tells nothing of when it was given.
	Seed  []byte
	Entry int64
}

// AddStatusList writes a new list and gives its number.
func (a *Act) AddStatusList(l StatusList) (int64, error) {
	id, err := next(a.ctx, a.tx, "status_list", 1)
	if err != nil {
		return 0, err
	}
	return id, a.add(statusListTable, []any{id, l.Purpose, l.Size, l.Seed})
}

func scanStatusList(r scanner) (l StatusList, err error) {
	err = r.Scan(&l.ID, &l.Purpose, &l.Size, &l.Seed, &l.Entry)
	return l, err
}

const statusListQuery = `SELECT id, purpose, size, seed, entry FROM status_list `

// StatusLists gives every list.
func (v *View) StatusLists() ([]StatusList, error) {
	return all(v, scanStatusList, statusListQuery+`ORDER BY id`)
}

// StatusList gives the list of the number, or false.
func (v *View) StatusList(id int64) (StatusList, bool, error) {
	return first(v, scanStatusList, statusListQuery+`WHERE id = $1`, id)
}

// LatestStatusList gives the last list made for the purpose, or false.
func (v *View) LatestStatusList(purpose string) (StatusList, bool, error) {
	return first(v, scanStatusList, statusListQuery+`WHERE purpose = $1 ORDER BY id DESC LIMIT 1`, purpose)
}

// TurnsTaken tells how many places of a list are given out.
func (v *View) TurnsTaken(list int64) (int64, error) {
	return v.lastStep(`SELECT MAX(turn) FROM issuance WHERE list = $1`, list)
}

// SetStatusBit writes what a place of a list says from now on.
func (a *Act) SetStatusBit(list, place int64, set bool) error {
	step, err := a.lastStep(`SELECT MAX(step) FROM status_bit WHERE list = $1 AND place = $2`, list, place)
	if err != nil {
		return err
	}
	value := int64(0)
	if set {
		value = 1
	}
	return a.add(statusBitTable, []any{list, place, step + 1, value})
}

// StatusBit tells what a place of a list says.
func (v *View) StatusBit(list, place int64) (bool, error) {
	value, _, err := first(v, scanInt, `SELECT value FROM status_bit WHERE list = $1 AND place = $2 ORDER BY step DESC LIMIT 1`, list, place)
	return value != 0, err
}

// StatusBits calls f with every place of a list that was ever set and what it says now, and gives the last entry of the journal that
// set one.
func (v *View) StatusBits(list int64, f func(place int64, set bool)) (int64, error) {
	var place, value, entry, last int64
	err := v.tx.query(v.ctx, `SELECT place, value, entry FROM status_bit WHERE list = $1 ORDER BY place, step`, []any{list}, func(r scanner) error {
		err := r.Scan(&place, &value, &entry)
		f(place, value != 0)
		last = max(last, entry)
		return err
	})
	return last, err
}

// Published is a status list as it is signed.
type Published struct {
	List int64
	Body []byte
	// Entry is the last entry of the journal that it tells of.
	Entry int64
	// At is when it was signed, Until the end of its validity.
	At, Until int64
}

// PublishStatusList keeps a signed list in place of the one before. One that tells of less than what is kept is passed over.
func (c *Change) PublishStatusList(p Published) error {
	_, err := c.tx.exec(c.ctx, `INSERT INTO status_published (list, body, entry, at, until) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (list) DO UPDATE SET body = excluded.body, entry = excluded.entry, at = excluded.at, until = excluded.until
		WHERE status_published.entry <= excluded.entry`, p.List, p.Body, p.Entry, p.At, p.Until)
	return err
}

// PublishedStatusList gives the signed list of the number, or false.
func (v *View) PublishedStatusList(list int64) (Published, bool, error) {
	return first(v, func(r scanner) (p Published, err error) {
		err = r.Scan(&p.List, &p.Body, &p.Entry, &p.At, &p.Until)
		return p, err
	}, `SELECT list, body, entry, at, until FROM status_published WHERE list = $1`, list)
}

// StatusDue lists the lists whose signed copy is missing, behind what is known, or signed before the moment.
func (v *View) StatusDue(before int64) ([]StatusList, error) {
	return all(v, scanStatusList, `SELECT l.id, l.purpose, l.size, l.seed, l.entry FROM status_list l LEFT JOIN status_published p ON p.list = l.id
		WHERE p.list IS NULL OR p.at < $1 OR p.entry < (SELECT COALESCE(MAX(b.entry), 0) FROM status_bit b WHERE b.list = l.id) ORDER BY l.id`, before)
}
