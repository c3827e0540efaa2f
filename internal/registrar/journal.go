package registrar

import (
	"context"
	"slices"

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

// LatestEntries gives the last entries, newest first.
func (r *Registrar) LatestEntries(ctx context.Context, by Actor, limit int) ([]store.Entry, error) {
	var out []store.Entry
	err := r.view(ctx, by, ReadJournal, 0, func(v *store.View) error {
		last, _, err := v.Head()
		if err != nil {
			return err
		}
		out, err = v.Journal(max(1, last-int64(limit)+1), limit)
		slices.Reverse(out)
		return err
	})
	return out, err
}

// Backup writes a copy of the installation, as of one moment, into a new file.
func (r *Registrar) Backup(ctx context.Context, by Actor, file string) error {
	if err := r.may(ctx, by, Backup); err != nil {
		return err
	}
	return r.store.Backup(ctx, file)
}
