package store

import "context"

// all gives every row of a query.
func all[T any](v *View, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var out []T
	err := v.tx.query(v.ctx, query, args, func(r scanner) error {
		one, err := scan(r)
		out = append(out, one)
		return err
	})
	return out, err
}

// first gives the first row of a query, and whether there is one.
func first[T any](v *View, scan func(scanner) (T, error), query string, args ...any) (T, bool, error) {
	rows, err := all(v, scan, query, args...)
	if err != nil || len(rows) == 0 {
		var none T
		return none, false, err
	}
	return rows[0], true, nil
}

func scanInt(r scanner) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}

func scanText(r scanner) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

// next takes n numbers of the counter and gives the first of them.
func next(ctx context.Context, t tx, counter string, n int) (int64, error) {
	var after int64
	err := t.query(ctx, `UPDATE counter SET next = next + $1 WHERE name = $2 RETURNING next`, []any{int64(n), counter},
		func(r scanner) error { return r.Scan(&after) })
	return after - int64(n), err
}
