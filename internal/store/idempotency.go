package store

// Answer is what was answered to a request that its sender named, so that asking again does nothing twice.
type Answer struct {
	// Actor asked, under the Name of their choice.
	Actor, Name string
	// Request is the SHA-256 of what was asked.
	Request []byte
	Status  int64
	Body    []byte
	At      int64
}

// Answered gives the answer to an earlier request of the name, or false.
func (v *View) Answered(actor, name string) (Answer, bool, error) {
	return first(v, func(r scanner) (a Answer, err error) {
		err = r.Scan(&a.Actor, &a.Name, &a.Request, &a.Status, &a.Body, &a.At)
		return a, err
	}, `SELECT actor, name, request, status, answer, at FROM idempotency WHERE actor = $1 AND name = $2`, actor, name)
}

// Answer keeps the answer in the transaction of the act it tells of: both are there, or neither.
func (c *Change) Answer(a Answer) error {
	_, err := c.tx.exec(c.ctx, `INSERT INTO idempotency (actor, name, request, status, answer, at) VALUES ($1, $2, $3, $4, $5, $6)`,
		a.Actor, a.Name, a.Request, a.Status, a.Body, a.At)
	return err
}
