package registrar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/source"
)

// Feed is a file of results to take in.
type Feed struct {
	// Name is the file's, for people.
	Name string
	// Profile is the text of the profile that says how it is read.
	Profile []byte
	File    io.ReadSeeker
	// Progress, where it is given, hears how many rows are behind it after each part.
	Progress func(rows int64)
}

// feedPart is how many rows are taken in by one act.
const feedPart = 5000

// ImportFeed takes a file of results in, a part an act, and gives what became of its rows. A file that was taken in before, in
// part or whole, goes on where it was left; a row that is known already changes nothing; a row that cannot be taken in waits in
// quarantine. Whom it concerns is audited by [Registrar.Settle].
func (r *Registrar) ImportFeed(ctx context.Context, by Actor, f Feed) (store.Batch, error) {
	if err := r.may(ctx, by, ImportFeed); err != nil {
		return store.Batch{}, err
	}
	ctx = Named(ctx, "", nil) // a feed knows by itself what of it is in
	profile, found := source.ReadProfile("profile", f.Profile)
	if found.HasErrors() {
		return store.Batch{}, faulty(found)
	}
	digest := sha256.New()
	if _, err := io.Copy(digest, f.File); err != nil {
		return store.Batch{}, fault.Because(err, fault.Unavailable, "fault.feed-read")
	}
	if _, err := f.File.Seek(0, io.SeekStart); err != nil {
		return store.Batch{}, fault.Because(err, fault.Unavailable, "fault.feed-read")
	}
	rows, err := newRowReader(&profile, f.File, r.options.Today())
	if err != nil {
		return store.Batch{}, err
	}
	last, err := r.beginFeed(ctx, by, f, &profile, store.Feed{Source: profile.Source, Name: f.Name, Digest: digest.Sum(nil), Header: rows.first})
	if err != nil {
		return store.Batch{}, err
	}
	if err := r.takeIn(ctx, by, f, &profile, rows, last); err != nil {
		return store.Batch{}, err
	}
	return r.FeedTotal(ctx, by, last.Feed)
}

// beginFeed writes that the file came in, or finds how far it was taken in before.
func (r *Registrar) beginFeed(ctx context.Context, by Actor, f Feed, p *source.Profile, in store.Feed) (store.Batch, error) {
	var last store.Batch
	_, err := r.act(ctx, by, ImportFeed, 0, "", func(a *store.Act) error {
		known, found, err := a.FeedByDigest(p.Source, in.Digest)
		if err != nil {
			return err
		}
		if found {
			last, err = a.LastBatch(known.ID)
			last.Feed = known.ID
			return firstError(err, store.ErrNothing)
		}
		if in.Profile, err = a.AddDocument(f.Profile); err != nil {
			return err
		}
		if last.Feed, err = a.AddFeed(in); err != nil {
			return err
		}
		a.Entry.Subject = feedName(last.Feed)
		return a.Tell(nil, map[string]any{"feed": last.Feed, "source": p.Source, "file": f.Name, "sha256": hex.EncodeToString(in.Digest)})
	})
	return last, err
}

func feedName(feed int64) string { return fmt.Sprintf("feed %d", feed) }

// takeIn reads parts while earlier ones are written.
func (r *Registrar) takeIn(ctx context.Context, by Actor, f Feed, p *source.Profile, rows *rowReader, last store.Batch) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	parts, failed := make(chan []row, 2), make(chan error, 1)
	go func() {
		defer close(parts)
		failed <- readParts(ctx, rows, last.Rows, parts)
	}()
	for part := range parts {
		last.Number++
		last.Rows = part[len(part)-1].number
		if err := r.takePart(ctx, by, p, last, part); err != nil {
			return err
		}
		if f.Progress != nil {
			f.Progress(last.Rows)
		}
	}
	return <-failed
}

func readParts(ctx context.Context, rows *rowReader, behind int64, parts chan<- []row) error {
	var part []row
	for {
		one, err := rows.next()
		if errors.Is(err, io.EOF) || err == nil && one.number > behind && len(part) == feedPart {
			if len(part) > 0 {
				select {
				case parts <- part:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			part = make([]row, 0, feedPart)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if one.number > behind {
			part = append(part, one)
		}
	}
}

// takePart takes one part in, by one act with one entry in the journal.
func (r *Registrar) takePart(ctx context.Context, by Actor, p *source.Profile, b store.Batch, rows []row) error {
	_, err := r.act(ctx, by, ImportFeed, 0, "", func(a *store.Act) error {
		rules, err := r.rulesOn(&a.View, r.options.Today())
		if err != nil {
			return err
		}
		in := &intake{act: a, profile: p, rules: rules, feed: b.Feed}
		if err := in.take(rows); err != nil {
			return err
		}
		b.Recorded, b.Same, b.Corrected, b.Quarantined, b.LeftOut = in.recorded, in.same, in.corrected, in.quarantined, in.leftOut
		a.Entry.Subject = feedName(b.Feed)
		if err := a.Tell(nil, map[string]any{
			"part": b.Number, "rows": b.Rows, "recorded": b.Recorded, "same": b.Same, "corrected": b.Corrected,
			"quarantined": b.Quarantined, "left out": b.LeftOut,
		}); err != nil {
			return err
		}
		return a.AddBatch(b)
	})
	return err
}

// FeedTotal counts a feed's rows by what became of them.
func (r *Registrar) FeedTotal(ctx context.Context, by Actor, feed int64) (store.Batch, error) {
	var total store.Batch
	err := r.view(ctx, by, ImportFeed, 0, func(v *store.View) error {
		_, known, err := v.Feed(feed)
		if err != nil || !known {
			return firstError(err, fault.New(fault.NotFound, "fault.no-feed", message.Op("feed", int(feed))))
		}
		total, err = v.FeedTotal(feed)
		return err
	})
	return total, err
}
