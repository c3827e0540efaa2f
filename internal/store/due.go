package store

// MarkDue notes that the candidates are to be audited again.
func (c *Change) MarkDue(candidates ...int64) error {
	args := make([][]any, len(candidates))
	for i, id := range candidates {
		args[i] = []any{id}
	}
	if err := c.tx.batch(c.ctx, `INSERT INTO due (candidate) VALUES ($1) ON CONFLICT (candidate) DO NOTHING`, args, nil); err != nil {
		return err
	}
	return c.Leave(Settling{})
}

// MarkAllDue notes that everyone is to be audited again.
func (c *Change) MarkAllDue() error {
	if _, err := c.tx.exec(c.ctx, `INSERT INTO due (candidate) SELECT id FROM candidate WHERE step = 1 ON CONFLICT (candidate) DO NOTHING`); err != nil {
		return err
	}
	return c.Leave(Settling{})
}

// Due gives up to limit candidates that are to be audited again.
func (v *View) Due(limit int) ([]int64, error) {
	return all(v, scanInt, `SELECT candidate FROM due ORDER BY candidate LIMIT $1`, int64(limit))
}

// ClearDue takes the marks of candidates that were audited in this transaction.
func (c *Change) ClearDue(candidates ...int64) error {
	args := make([][]any, len(candidates))
	for i, id := range candidates {
		args[i] = []any{id}
	}
	return c.tx.batch(c.ctx, `DELETE FROM due WHERE candidate = $1`, args, nil)
}
