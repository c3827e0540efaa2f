package store

// What lets a person in is kept as a SHA-256 only: who reads the database can sign in as nobody.

// Session is one signed-in browser. Times are microseconds since 1970 UTC.
type Session struct {
	Hash                            []byte
	Account, Created, Expires, Seen int64
}

// AddSession keeps a session.
func (c *Change) AddSession(s Session) error {
	_, err := c.tx.exec(c.ctx, `INSERT INTO session (hash, account, created, expires, seen) VALUES ($1, $2, $3, $4, $5)`,
		s.Hash, s.Account, s.Created, s.Expires, s.Seen)
	return err
}

// Session gives the session with the hash that has not expired at the time, or false.
func (v *View) Session(hash []byte, at int64) (Session, bool, error) {
	return first(v, func(r scanner) (s Session, err error) {
		err = r.Scan(&s.Hash, &s.Account, &s.Created, &s.Expires, &s.Seen)
		return s, err
	}, `SELECT hash, account, created, expires, seen FROM session WHERE hash = $1 AND expires > $2`, hash, at)
}

// SeeSession notes that the session was used.
func (c *Change) SeeSession(hash []byte, at, expires int64) error {
	_, err := c.tx.exec(c.ctx, `UPDATE session SET seen = $2, expires = $3 WHERE hash = $1`, hash, at, expires)
	return err
}

// EndSession forgets a session.
func (c *Change) EndSession(hash []byte) error {
	_, err := c.tx.exec(c.ctx, `DELETE FROM session WHERE hash = $1`, hash)
	return err
}

// EndSessions forgets every session of the account.
func (c *Change) EndSessions(account int64) error {
	_, err := c.tx.exec(c.ctx, `DELETE FROM session WHERE account = $1`, account)
	return err
}

// AddLink keeps a single-use link by which the address signs in.
func (c *Change) AddLink(hash []byte, email string, at, expires int64) error {
	_, err := c.tx.exec(c.ctx, `INSERT INTO sign_in_link (hash, email, created, expires, used) VALUES ($1, $2, $3, $4, 0)`, hash, email, at, expires)
	return err
}

// UseLink uses a link up and gives the address it was for, or false where it has expired, was used or never was.
func (c *Change) UseLink(hash []byte, at int64) (string, bool, error) {
	return first(&c.View, scanText, `UPDATE sign_in_link SET used = $2 WHERE hash = $1 AND used = 0 AND expires > $2 RETURNING email`, hash, at)
}

// Attempt counts one more attempt of the subject in the span that began at since, and gives the count. An earlier span is
// forgotten.
func (c *Change) Attempt(subject string, since int64) (int64, error) {
	n, _, err := first(&c.View, scanInt, `INSERT INTO attempt (subject, since, count) VALUES ($1, $2, 1)
		ON CONFLICT (subject) DO UPDATE SET count = CASE WHEN attempt.since = excluded.since THEN attempt.count + 1 ELSE 1 END,
		since = excluded.since RETURNING count`, subject, since)
	return n, err
}

// Forget deletes sessions, links and kept answers that ended before the time.
func (c *Change) Forget(before int64) error {
	for _, query := range []string{
		`DELETE FROM session WHERE expires < $1`, `DELETE FROM sign_in_link WHERE expires < $1`,
		`DELETE FROM attempt WHERE since < $1`, `DELETE FROM idempotency WHERE at < $1`,
	} {
		if _, err := c.tx.exec(c.ctx, query, before); err != nil {
			return err
		}
	}
	return nil
}
