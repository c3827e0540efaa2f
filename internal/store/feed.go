package store

// Feed is one file of results that a source sent.
type Feed struct {
	ID           int64
	Source, Name string
	// Digest is the SHA-256 of the file, Profile that of the profile it was read with.
	Digest, Profile []byte
	// Header is its line that names the columns, where it has one.
	Header []byte
	Entry  int64
}

// Batch is one part of a feed that was taken in at once.
type Batch struct {
	Feed, Number int64
	// Rows is how many rows of the file are behind it once it is in.
	Rows int64
	// Recorded, Same, Corrected, Quarantined and LeftOut count its rows by what became of them.
	Recorded, Same, Corrected, Quarantined, LeftOut int64
	Entry                                           int64
}

// AddFeed writes that a file came in, and gives its number.
func (a *Act) AddFeed(f Feed) (int64, error) {
	if f.Header == nil {
		f.Header = []byte{}
	}
	id, err := next(a.ctx, a.tx, "feed", 1)
	if err != nil {
		return 0, err
	}
	return id, a.add(feedTable, []any{id, f.Source, f.Name, f.Digest, f.Profile, f.Header})
}

// FeedByDigest gives the last feed of the same source with the same bytes that was read with the same profile, or false.
func (v *View) FeedByDigest(source string, digest, profile []byte) (Feed, bool, error) {
	return first(v, scanFeed, `SELECT id, source, name, digest, profile, header, entry FROM feed WHERE source = $1 AND digest = $2 AND profile = $3
		ORDER BY id DESC LIMIT 1`, source, digest, profile)
}

// Feed gives the feed, or false.
func (v *View) Feed(id int64) (Feed, bool, error) {
	return first(v, scanFeed, `SELECT id, source, name, digest, profile, header, entry FROM feed WHERE id = $1`, id)
}

// Feeds gives up to limit feeds with a higher number.
func (v *View) Feeds(after int64, limit int) ([]Feed, error) {
	return all(v, scanFeed, `SELECT id, source, name, digest, profile, header, entry FROM feed WHERE id > $1 ORDER BY id LIMIT $2`, after, int64(limit))
}

func scanFeed(r scanner) (f Feed, err error) {
	err = r.Scan(&f.ID, &f.Source, &f.Name, &f.Digest, &f.Profile, &f.Header, &f.Entry)
	return f, err
}

// AddBatch writes that a part of a feed is in; of two attempts at the same part the second is a conflict.
func (a *Act) AddBatch(b Batch) error {
	return a.add(feedBatchTable, []any{b.Feed, b.Number, b.Rows, b.Recorded, b.Same, b.Corrected, b.Quarantined, b.LeftOut})
}

// LastBatch gives the last part of the feed that is in, or one of number 0.
func (v *View) LastBatch(feed int64) (Batch, error) {
	b, _, err := first(v, func(r scanner) (b Batch, err error) {
		err = r.Scan(&b.Feed, &b.Number, &b.Rows)
		return b, err
	}, `SELECT feed, number, rows FROM feed_batch WHERE feed = $1 ORDER BY number DESC LIMIT 1`, feed)
	return b, err
}

// FeedTotal counts all rows of a feed by what became of them.
func (v *View) FeedTotal(feed int64) (Batch, error) {
	t := Batch{Feed: feed}
	err := v.tx.query(v.ctx, `SELECT number, rows, recorded, same, corrected, quarantined, left_out FROM feed_batch WHERE feed = $1 ORDER BY number`,
		[]any{feed}, func(r scanner) error {
			var b Batch
			err := r.Scan(&b.Number, &b.Rows, &b.Recorded, &b.Same, &b.Corrected, &b.Quarantined, &b.LeftOut)
			t.Number, t.Rows = b.Number, b.Rows
			t.add(b)
			return err
		})
	return t, err
}

func (b *Batch) add(other Batch) {
	b.Recorded += other.Recorded
	b.Same += other.Same
	b.Corrected += other.Corrected
	b.Quarantined += other.Quarantined
	b.LeftOut += other.LeftOut
}

// Quarantined is one row of a feed that was not taken in.
type Quarantined struct {
	// Feed and Row say where it stood; rows are counted from 1.
	Feed, Row int64
	// Body is the row as it came.
	Body []byte
	// Code and Operands are why, as the message catalogue says it; the operands are JSON.
	Code, Operands string
	Entry          int64
	// Outcome is empty while it waits; then released or dismissed.
	Outcome string
}

// Quarantine writes rows that were not taken in.
func (a *Act) Quarantine(rows ...Quarantined) error {
	values := make([][]any, len(rows))
	for i, q := range rows {
		values[i] = []any{q.Feed, q.Row, q.Body, q.Code, q.Operands}
	}
	return a.add(quarantineTable, values...)
}

// CloseQuarantined writes what became of a row: released as body, or dismissed.
func (a *Act) CloseQuarantined(feed, row int64, outcome string, body []byte, reason string) error {
	return a.add(quarantineOutcomeTable, []any{feed, row, outcome, body, reason})
}

const quarantineQuery = `SELECT q.feed, q.row, q.body, q.code, q.operands, q.entry, COALESCE(o.outcome, '') FROM quarantine q
	LEFT JOIN quarantine_outcome o ON o.feed = q.feed AND o.row = q.row `

func scanQuarantined(r scanner) (q Quarantined, err error) {
	err = r.Scan(&q.Feed, &q.Row, &q.Body, &q.Code, &q.Operands, &q.Entry, &q.Outcome)
	return q, err
}

// QuarantinedRow gives one row in quarantine, or false.
func (v *View) QuarantinedRow(feed, row int64) (Quarantined, bool, error) {
	return first(v, scanQuarantined, quarantineQuery+`WHERE q.feed = $1 AND q.row = $2`, feed, row)
}

// QuarantinedOf gives up to limit rows of a feed after the row, whatever became of them.
func (v *View) QuarantinedOf(feed, after int64, limit int) ([]Quarantined, error) {
	return all(v, scanQuarantined, quarantineQuery+`WHERE q.feed = $1 AND q.row > $2 ORDER BY q.row LIMIT $3`, feed, after, int64(limit))
}

// WaitingOf gives up to limit rows of a feed after the row that wait in quarantine still.
func (v *View) WaitingOf(feed, after int64, limit int) ([]Quarantined, error) {
	return all(v, scanQuarantined, quarantineQuery+`WHERE q.feed = $1 AND q.row > $2 AND o.outcome IS NULL ORDER BY q.row LIMIT $3`, feed, after, int64(limit))
}

// RowsWaiting counts the rows that wait in quarantine still: of one feed, or of all where it is 0.
func (v *View) RowsWaiting(feed int64) (int64, error) {
	n, _, err := first(v, scanInt, `SELECT COUNT(*) FROM quarantine q WHERE (q.feed = CAST($1 AS BIGINT) OR CAST($1 AS BIGINT) = 0)
		AND NOT EXISTS (SELECT 1 FROM quarantine_outcome o WHERE o.feed = q.feed AND o.row = q.row)`, feed)
	return n, err
}

// FeedsBefore gives up to limit feeds with a lower number, the latest first.
func (v *View) FeedsBefore(before int64, limit int) ([]Feed, error) {
	return all(v, scanFeed, `SELECT id, source, name, digest, profile, header, entry FROM feed WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, int64(limit))
}
