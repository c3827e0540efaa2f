package store

// AccessKey is a key with which a program acts for a person, kept as a SHA-256 only. That it was taken back is a further step.
type AccessKey struct {
	ID, Step, Account int64
	Name, Scopes      string
	Hash              []byte
	// Made, Expires and Taken are microseconds since 1970 UTC; Taken is when it was taken back, or 0.
	Made, Expires, Taken int64
	Entry                int64
}

// AddAccessKey writes a key and gives its number.
func (a *Act) AddAccessKey(k AccessKey) (int64, error) {
	id, err := next(a.ctx, a.tx, "token", 1)
	if err != nil {
		return 0, err
	}
	k.ID, k.Step = id, 1
	return id, a.add(accessKeyTable, k.values())
}

// ChangeAccessKey writes what a key is from now on, one step after the last that was read.
func (a *Act) ChangeAccessKey(k AccessKey) error {
	k.Step++
	return a.add(accessKeyTable, k.values())
}

func (k AccessKey) values() []any {
	return []any{k.ID, k.Step, k.Account, k.Name, k.Scopes, k.Hash, k.Made, k.Expires, k.Taken}
}

const accessKeyQuery = `SELECT id, step, account, name, scopes, hash, made, expires, taken, entry FROM access_key k
	WHERE step = (SELECT MAX(step) FROM access_key l WHERE l.id = k.id) AND `

func scanAccessKey(r scanner) (k AccessKey, err error) {
	err = r.Scan(&k.ID, &k.Step, &k.Account, &k.Name, &k.Scopes, &k.Hash, &k.Made, &k.Expires, &k.Taken, &k.Entry)
	return k, err
}

// AccessKey gives the key with the hash, whether it still serves or not, or false.
func (v *View) AccessKey(hash []byte) (AccessKey, bool, error) {
	return first(v, scanAccessKey, accessKeyQuery+`hash = $1`, hash)
}

// AccessKeys gives every key of the account.
func (v *View) AccessKeys(account int64) ([]AccessKey, error) {
	return all(v, scanAccessKey, accessKeyQuery+`account = $1 ORDER BY id`, account)
}

// UnjournaledKeys gives the keys of an installation that kept them outside the journal, with the numbers they have.
func (v *View) UnjournaledKeys() ([]AccessKey, error) {
	return all(v, func(r scanner) (k AccessKey, err error) {
		err = r.Scan(&k.ID, &k.Account, &k.Name, &k.Scopes, &k.Hash, &k.Made, &k.Expires, &k.Taken)
		return k, err
	}, `SELECT id, account, name, scopes, hash, created, expires, revoked FROM token ORDER BY id`)
}

// AdoptKeys writes keys that were kept outside the journal as facts, and forgets them where they were.
func (a *Act) AdoptKeys(keys []AccessKey) error {
	rows := make([][]any, len(keys))
	for i, k := range keys {
		k.Step = 1
		rows[i] = k.values()
	}
	if err := a.add(accessKeyTable, rows...); err != nil {
		return err
	}
	_, err := a.tx.exec(a.ctx, `DELETE FROM token`)
	return err
}
