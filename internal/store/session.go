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

// Token is a key with which a program acts for a person.
type Token struct {
	ID           int64
	Hash         []byte
	Account      int64
	Name, Scopes string
	// Revoked is when it was taken back, or 0.
	Created, Expires, Revoked int64
}

// AddToken keeps a token and gives its number.
func (c *Change) AddToken(t Token) (int64, error) {
	id, err := next(c.ctx, c.tx, "token", 1)
	if err != nil {
		return 0, err
	}
	_, err = c.tx.exec(c.ctx, `INSERT INTO token (hash, id, account, name, scopes, created, expires, revoked) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
		t.Hash, id, t.Account, t.Name, t.Scopes, t.Created, t.Expires)
	return id, err
}

const tokenQuery = `SELECT id, hash, account, name, scopes, created, expires, revoked FROM token ` //nolint:gosec // a query, no secret

func scanToken(r scanner) (t Token, err error) {
	err = r.Scan(&t.ID, &t.Hash, &t.Account, &t.Name, &t.Scopes, &t.Created, &t.Expires, &t.Revoked)
	return t, err
}

// Token gives the token with the hash, if it serves at the time, or false.
func (v *View) Token(hash []byte, at int64) (Token, bool, error) {
	return first(v, scanToken, tokenQuery+`WHERE hash = $1 AND expires > $2 AND revoked = 0`, hash, at)
}

// Tokens gives every token of the account.
func (v *View) Tokens(account int64) ([]Token, error) {
	return all(v, scanToken, tokenQuery+`WHERE account = $1 ORDER BY id`, account)
}

// RevokeToken takes a token of the account back, and tells whether there was one.
func (c *Change) RevokeToken(account, id, at int64) (bool, error) {
	n, err := c.tx.exec(c.ctx, `UPDATE token SET revoked = $3 WHERE account = $1 AND id = $2 AND revoked = 0`, account, id, at)
	return n > 0, err
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
