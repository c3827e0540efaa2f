package registrar

import (
	"context"
	"encoding/csv"
	"encoding/hex"
	"io"
	"strconv"
	"strings"

	"waymark/internal/store"
)

// Confirm writes the confirmation that goes back to a feed's source: what became of the file, then a line for each row that was
// not taken in, as CSV.
func (r *Registrar) Confirm(ctx context.Context, by Actor, feed int64, to io.Writer) error {
	total, err := r.FeedTotal(ctx, by, feed)
	if err != nil {
		return err
	}
	return r.view(ctx, by, ImportFeed, 0, func(v *store.View) error {
		f, _, err := v.Feed(feed) // FeedTotal has found it
		if err != nil {
			return err
		}
		w := csv.NewWriter(to)
		line := func(words ...string) error {
			for i := range words {
				words[i] = harmless(words[i])
			}
			return w.Write(words)
		}
		if err := line("file", f.Name, "sha256", hex.EncodeToString(f.Digest)); err != nil {
			return err
		}
		words := []string{"rows", "recorded", "same", "corrected", "left out", "quarantined"}
		for i, n := range []int64{total.Rows, total.Recorded, total.Same, total.Corrected, total.LeftOut, total.Quarantined} {
			if err := line(words[i], strconv.FormatInt(n, 10), "", ""); err != nil {
				return err
			}
		}
		if err := eachQuarantined(v, feed, func(q store.Quarantined) error {
			return line("row", strconv.FormatInt(q.Row, 10), q.Outcome, explained(q))
		}); err != nil {
			return err
		}
		w.Flush()
		return w.Error()
	})
}

// harmless is a cell that no table program takes for a formula: words of a file may begin as one does.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// eachQuarantined calls f with each row of a feed in quarantine, a thousand read at a time.
func eachQuarantined(v *store.View, feed int64, f func(store.Quarantined) error) error {
	const atOnce = 1000
	for after := int64(0); ; {
		rows, err := v.QuarantinedOf(feed, after, atOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, q := range rows {
			if err := f(q); err != nil {
				return err
			}
			after = q.Row
		}
	}
}
