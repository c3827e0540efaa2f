package store

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"waymark/internal/fault"
	"waymark/message"
)

// Backup writes a copy of this moment into a new SQLite file while others go on; whatever database it comes from, the copy is an
// installation of its own.
func (s *Store) Backup(ctx context.Context, file string) error {
	if err := absent(file); err != nil {
		return err
	}
	return s.db.backup(ctx, file)
}

func absent(file string) error {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return fault.New(fault.Conflict, "fault.file-there", message.Op("file", file))
	}
	return nil
}

// Restore writes a backup into an empty installation at an address, and compares every row. A backup whose journal is not whole
// is refused, and the places are given. Progress hears of the check and of the copy, one after the other; it may be nil.
func Restore(ctx context.Context, backup, address string, progress Progress) ([]Tampering, error) {
	if _, err := os.Stat(backup); err != nil {
		return nil, fault.Because(err, fault.NotFound, "fault.no-backup", message.Op("file", backup))
	}
	from, err := Open(ctx, backup, nil)
	if err != nil {
		return nil, err
	}
	defer from.Close() //nolint:errcheck // nothing was written to it
	var found []Tampering
	if err := from.View(ctx, func(v *View) error {
		found, err = v.VerifyJournal(tamperingsShown, progress)
		return err
	}); err != nil {
		return nil, err
	}
	if len(found) > 0 {
		return found, fault.New(fault.Conflict, "fault.backup-tampered", message.Op("file", backup), message.Op("places", len(found)))
	}
	to, err := Open(ctx, address, nil)
	if err != nil {
		return nil, err
	}
	return nil, firstError(from.CopyTo(ctx, to, progress), to.Close())
}

const tamperingsShown = 20
