package store

import "github.com/riverqueue/river"

// Message is a letter to be sent. It is written in the transaction of the act it tells of, so that no act that was undone
// sends one.
type Message struct {
	ID                       int64
	Recipient, Subject, Body string
	// At is when it was written, Sent when it went out, or 0.
	At, Sent int64
}

// AddMessages writes letters.
func (c *Change) AddMessages(all ...Message) error {
	if len(all) == 0 {
		return nil
	}
	id, err := next(c.ctx, c.tx, "outbox", len(all))
	if err != nil {
		return err
	}
	rows, work := make([][]any, len(all)), make([]river.JobArgs, len(all))
	for i, m := range all {
		rows[i] = []any{id + int64(i), m.Recipient, m.Subject, m.Body, m.At}
		work[i] = Sending{id + int64(i)}
	}
	return firstError(c.tx.batch(c.ctx, `INSERT INTO outbox (id, recipient, subject, body, at, sent) VALUES ($1, $2, $3, $4, $5, 0)`, rows, nil), c.Leave(work...))
}

const messageQuery = `SELECT id, recipient, subject, body, at, sent FROM outbox `

func scanMessage(r scanner) (m Message, err error) {
	err = r.Scan(&m.ID, &m.Recipient, &m.Subject, &m.Body, &m.At, &m.Sent)
	return m, err
}

// Message gives the letter, or false.
func (v *View) Message(id int64) (Message, bool, error) {
	return first(v, scanMessage, messageQuery+`WHERE id = $1`, id)
}

// Unsent gives up to limit letters that wait, oldest first.
func (v *View) Unsent(limit int) ([]Message, error) {
	return all(v, scanMessage, messageQuery+`WHERE sent = 0 ORDER BY id LIMIT $1`, int64(limit))
}

// Messages gives the latest letters, newest first.
func (v *View) Messages(limit int) ([]Message, error) {
	return all(v, scanMessage, messageQuery+`ORDER BY id DESC LIMIT $1`, int64(limit))
}

// Sent notes that a letter went out.
func (c *Change) Sent(id, at int64) error {
	_, err := c.tx.exec(c.ctx, `UPDATE outbox SET sent = $2 WHERE id = $1`, id, at)
	return err
}
