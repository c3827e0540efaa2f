package registrar

import (
	"context"
	"math"

	"waymark/internal/store"
)

// VerifyJournal reads every entry and every fact again and says where one was tampered with. Progress may be nil.
func (r *Registrar) VerifyJournal(ctx context.Context, by Actor, progress store.Progress) ([]store.Tampering, error) {
	const most = 100
	var found []store.Tampering
	err := r.view(ctx, by, ReadJournal, 0, func(v *store.View) (err error) {
		found, err = v.VerifyJournal(most, progress)
		return err
	})
	return found, err
}

// Journal gives up to limit entries from the number on.
func (r *Registrar) Journal(ctx context.Context, by Actor, from int64, limit int) ([]store.Entry, error) {
	var out []store.Entry
	err := r.view(ctx, by, ReadJournal, 0, func(v *store.View) (err error) {
		out, err = v.Journal(from, limit)
		return err
	})
	return out, err
}

// LatestEntries gives up to limit entries, newest first: those before the number, or the last of all where it is 0.
func (r *Registrar) LatestEntries(ctx context.Context, by Actor, before int64, limit int) ([]store.Entry, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	var out []store.Entry
	err := r.view(ctx, by, ReadJournal, 0, func(v *store.View) (err error) {
		out, err = v.JournalBefore(before, limit)
		return err
	})
	return out, err
}

// Backup writes a copy of the installation, as of one moment, into a new file.
func (r *Registrar) Backup(ctx context.Context, by Actor, file string) error {
	if err := r.Admit(ctx, by, Backup); err != nil {
		return err
	}
	return r.store.Backup(ctx, file)
}
