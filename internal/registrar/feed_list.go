package registrar

import (
	"context"
	"math"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// FeedTold is a feed with what became of its rows.
type FeedTold struct {
	store.Feed
	Total store.Batch
	// Waiting is how many of its rows wait in quarantine still.
	Waiting int64
	// At is when it came in.
	At time.Time
}

// LatestFeeds lists up to limit feeds, the latest first: those before the number, or the last of all where it is 0.
func (r *Registrar) LatestFeeds(ctx context.Context, by Actor, before int64, limit int) ([]FeedTold, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	var out []FeedTold
	err := r.view(ctx, by, ImportFeed, 0, func(v *store.View) error {
		feeds, err := v.FeedsBefore(before, limit)
		if err != nil {
			return err
		}
		for _, f := range feeds {
			told, err := feedTold(v, f)
			if err != nil {
				return err
			}
			out = append(out, told)
		}
		return nil
	})
	return out, err
}

// Feed gives one feed with what became of its rows.
func (r *Registrar) Feed(ctx context.Context, by Actor, feed int64) (FeedTold, error) {
	var out FeedTold
	err := r.view(ctx, by, ImportFeed, 0, func(v *store.View) error {
		f, err := feedOf(v, feed)
		if err != nil {
			return err
		}
		out, err = feedTold(v, f)
		return err
	})
	return out, err
}

func feedTold(v *store.View, f store.Feed) (out FeedTold, err error) {
	out.Feed = f
	if out.Total, err = v.FeedTotal(f.ID); err != nil {
		return out, err
	}
	if out.Waiting, err = v.RowsWaiting(f.ID); err != nil {
		return out, err
	}
	e, _, err := v.Entry(f.Entry)
	out.At = e.Time()
	return out, err
}

func feedOf(v *store.View, feed int64) (store.Feed, error) {
	f, known, err := v.Feed(feed)
	if err == nil && !known {
		err = fault.New(fault.NotFound, "fault.no-feed", message.Op("feed", int(feed)))
	}
	return f, err
}

// ProfileOf gives the text of the profile that a feed was read with.
func (r *Registrar) ProfileOf(ctx context.Context, by Actor, feed int64) ([]byte, error) {
	var text []byte
	err := r.view(ctx, by, ImportFeed, 0, func(v *store.View) error {
		f, err := feedOf(v, feed)
		if err != nil {
			return err
		}
		text, _, err = v.Document(f.Profile)
		return err
	})
	return text, err
}

// RowsWaiting counts the rows of all feeds that wait in quarantine still.
func (r *Registrar) RowsWaiting(ctx context.Context, by Actor) (int64, error) {
	var n int64
	err := r.view(ctx, by, ReleaseQuarantined, 0, func(v *store.View) (err error) {
		n, err = v.RowsWaiting(0)
		return err
	})
	return n, err
}

// WaitingOf lists up to limit rows of a feed after the row that wait in quarantine still.
func (r *Registrar) WaitingOf(ctx context.Context, by Actor, feed, after int64, limit int) ([]Waiting, error) {
	var out []Waiting
	err := r.view(ctx, by, ReleaseQuarantined, 0, func(v *store.View) error {
		rows, err := v.WaitingOf(feed, after, limit)
		for _, q := range rows {
			out = append(out, Waiting{q, explained(q)})
		}
		return err
	})
	return out, err
}
