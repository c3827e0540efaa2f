package store

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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
// is refused, and the places are given. The backup itself is only read: what is done to it, such as bringing its tables up to date, is
// done to a copy beside the address. Progress hears of the check and of the copy, one after the other; it may be nil.
func Restore(ctx context.Context, backup, address string, progress Progress) ([]Tampering, error) {
	if _, err := os.Stat(backup); err != nil {
		return nil, fault.Because(err, fault.NotFound, "fault.no-backup", message.Op("file", backup))
	}
	place := ""
	if !Shared(address) {
		place = filepath.Dir(strings.TrimPrefix(address, "sqlite:"))
	}
	folder, err := os.MkdirTemp(place, ".waymark-restore-")
	if err != nil {
		return nil, fault.Because(err, fault.Unavailable, "fault.restore-place", message.Op("folder", cmp.Or(place, os.TempDir())))
	}
	defer os.RemoveAll(folder) //nolint:errcheck // what is left of a copy is nobody's loss
	held := filepath.Join(folder, "backup.db")
	if err := firstError(copyFile(held, backup), copyFile(held+"-wal", backup+"-wal")); err != nil {
		return nil, fault.Because(err, fault.Unavailable, "fault.restore-place", message.Op("folder", folder))
	}
	if !isSQLite(held) {
		return nil, fault.New(fault.Invalid, "fault.backup-empty", message.Op("file", backup))
	}
	from, err := Open(ctx, held, nil)
	if err != nil {
		return nil, err
	}
	defer from.Close() //nolint:errcheck // it is a copy
	found, err := from.fit(ctx, backup, progress)
	if err != nil {
		return found, err
	}
	to, err := Open(ctx, address, nil)
	if err != nil {
		return nil, err
	}
	return nil, firstError(from.CopyTo(ctx, to, progress), to.Close())
}

// fit refuses what is no backup, and one whose journal is not whole.
func (s *Store) fit(ctx context.Context, backup string, progress Progress) (found []Tampering, err error) {
	err = s.View(ctx, func(v *View) error {
		entries, _, err := v.Head()
		if err == nil && entries == 0 {
			err = fault.New(fault.Invalid, "fault.backup-empty", message.Op("file", backup))
		}
		if err != nil {
			return err
		}
		found, err = v.VerifyJournal(tamperingsShown, progress)
		return err
	})
	if err == nil && len(found) > 0 {
		err = fault.New(fault.Conflict, "fault.backup-tampered", message.Op("file", backup), message.Op("places", len(found)))
	}
	return found, err
}

// isSQLite tells whether a file is of SQLite, which would take an empty one for an empty database.
func isSQLite(file string) bool {
	const mark = "SQLite format 3\x00"
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	begins := make([]byte, len(mark))
	_, err = io.ReadFull(f, begins)
	return err == nil && string(begins) == mark
}

// copyFile copies a file that is its owner's alone; where there is none it copies nothing.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, private)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return firstError(err, out.Close())
}

const tamperingsShown = 20
