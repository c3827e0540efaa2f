package registrar

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

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

// One act takes in so many rows. While it is under way nobody else acts, so that it may not take long, and less where others want to
// act too.
const (
	mostAPart  = 5000
	leastAPart = 250
	mayTake    = 250 * time.Millisecond
	mayTakeNow = 50 * time.Millisecond
	// noticed is how long a part waits for its turn where others act.
	noticed = 5 * time.Millisecond
)

// nextPart is how many rows the part after one of so many has, by how long that waited for its turn and how long it then took.
func nextPart(rows int64, waited, took time.Duration) int64 {
	may := mayTake
	if waited > noticed {
		may = mayTakeNow
	}
	fits := rows * 2
	if took > 0 {
		fits = min(fits, rows*int64(may)/int64(took))
	}
	return min(max(fits, leastAPart), mostAPart)
}

// ImportFeed takes a file of results in, a part an act, and gives what became of its rows. A file that was taken in before with the
// same profile, in part or whole, goes on where it was left; a row that is known already changes nothing; a row that cannot be taken in waits in
// quarantine. Whom it concerns is audited by [Registrar.Settle].
func (r *Registrar) ImportFeed(ctx context.Context, by Actor, f Feed) (store.Batch, error) {
	if err := r.Admit(ctx, by, ImportFeed); err != nil {
		return store.Batch{}, err
	}
	ctx = Named(ctx, "", nil) // a feed knows by itself what of it is in
	profile, found := source.ReadProfile("profile", f.Profile)
	if found.HasErrors() {
		return store.Batch{}, faulty(found)
	}
	if slices.Contains(taken, profile.Source) {
		return store.Batch{}, fault.New(fault.Invalid, "fault.profile-name", message.Op("found", profile.Source))
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

// taken are names that no source may have, since they mean something else where a source or a kind of identity is named.
var taken = []string{store.Email, "candidate", "award"}

// beginFeed writes that the file came in, or finds how far it was taken in before.
func (r *Registrar) beginFeed(ctx context.Context, by Actor, f Feed, p *source.Profile, in store.Feed) (store.Batch, error) {
	var last store.Batch
	_, err := r.act(ctx, by, ImportFeed, 0, "", func(a *store.Act) error {
		read := sha256.Sum256(f.Profile) // under which the document is kept
		known, found, err := a.FeedByDigest(p.Source, in.Digest, read[:])
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

// takeIn reads rows while parts of those before are written.
func (r *Registrar) takeIn(ctx context.Context, by Actor, f Feed, p *source.Profile, rows *rowReader, last store.Batch) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	read, failed := make(chan []row, 2*mostAPart/leastAPart), make(chan error, 1)
	go func() {
		defer close(read)
		failed <- readRows(ctx, rows, last.Rows, read)
	}()
	size := int64(leastAPart)
	var part []row
	take := func() error {
		last.Number++
		last.Rows = part[len(part)-1].number
		asked := r.options.Now()
		began, err := r.takePart(ctx, by, p, last, part)
		if err != nil {
			return err
		}
		size = nextPart(size, began.Sub(asked), r.options.Now().Sub(began))
		part = part[:0]
		if f.Progress != nil {
			f.Progress(last.Rows)
		}
		return nil
	}
	for some := range read {
		if part = append(part, some...); int64(len(part)) >= size {
			if err := take(); err != nil {
				return err
			}
		}
	}
	if err := <-failed; err != nil || len(part) == 0 {
		return err
	}
	return take()
}

// readRows gives the rows that are not behind, some at a time.
func readRows(ctx context.Context, rows *rowReader, behind int64, read chan<- []row) error {
	var some []row
	for {
		one, err := rows.next()
		if errors.Is(err, io.EOF) || err == nil && one.number > behind && len(some) == leastAPart {
			if len(some) > 0 {
				select {
				case read <- some:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			some = make([]row, 0, leastAPart)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if one.number > behind {
			some = append(some, one)
		}
	}
}

// takePart takes one part in, by one act with one entry in the journal. It tells since when nobody else could act.
func (r *Registrar) takePart(ctx context.Context, by Actor, p *source.Profile, b store.Batch, rows []row) (began time.Time, err error) {
	_, err = r.act(ctx, by, ImportFeed, 0, "", func(a *store.Act) error {
		began = r.options.Now()
		rules, err := r.rulesOn(&a.View, r.options.Today())
		if err != nil {
			return err
		}
		in := &intake{act: a, profile: p, rules: rules, feed: b.Feed}
		if err := in.bind(r, by); err != nil {
			return err
		}
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
	return began, err
}

// FeedTotal counts a feed's rows by what became of them.
func (r *Registrar) FeedTotal(ctx context.Context, by Actor, feed int64) (store.Batch, error) {
	var total store.Batch
	err := r.view(ctx, by, ImportFeed, 0, func(v *store.View) (err error) {
		if _, err := feedOf(v, feed); err != nil {
			return err
		}
		total, err = v.FeedTotal(feed)
		return err
	})
	return total, err
}
