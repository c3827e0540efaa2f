package main

import (
	"context"
	"os"
	"time"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

type backupCommand struct {
	installationFlags
	File string `arg:"" help:"The new file."`
}

// Help gives the examples of waymark backup --help.
func (backupCommand) Help() string {
	return "The copy is of one moment; who serves the installation goes on serving. It is an SQLite file whatever\n" +
		"database it is taken of, and an installation of its own: waymark serve --db FILE serves it.\n\n" +
		examples("waymark backup monday.db", "waymark backup --db postgres://waymark@db/waymark monday.db")
}

// Run writes a copy of the installation into a new file.
func (b backupCommand) Run(c *Command) error {
	return b.with(c, func(ctx context.Context, i *installation) error {
		bar := &progress{to: c.Stderr}
		end := bar.file(b.File, b.DB)
		err := i.registrar.Backup(ctx, registrar.Operator, b.File)
		end()
		if err != nil {
			return err
		}
		c.told("command.backed-up", message.Op("db", b.DB), message.Op("file", b.File))
		return nil
	})
}

// file shows a bar of a file that grows to about the size of another, until it is ended.
func (p *progress) file(grows, like string) (end func()) {
	size := int64(-1)
	if info, err := os.Stat(like); err == nil {
		size = info.Size()
	}
	p.beginOf(int(size), "bytes")
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for look := time.NewTicker(200 * time.Millisecond); ; {
			select {
			case <-stop:
				look.Stop()
				return
			case <-look.C:
				if info, err := os.Stat(grows); err == nil && (size < 0 || info.Size() < size) {
					p.at(info.Size())
				}
			}
		}
	}()
	return func() {
		close(stop)
		<-stopped
		p.finish()
	}
}

type restoreCommand struct {
	installationFlags
	File string `arg:"" help:"The backup."`
}

// Help gives the examples of waymark restore --help.
func (restoreCommand) Help() string {
	return "The backup's journal is verified first, and every row is compared after. What is in use is never written over:\n" +
		"restore beside it, then serve what was restored.\n\n" +
		examples("waymark restore monday.db --db new.db", "waymark restore monday.db --db postgres://waymark@db/new")
}

// Run writes a backup into an empty installation.
func (r restoreCommand) Run(c *Command) error {
	ctx, cancel := c.untilStopped() // what was copied is taken away again
	defer cancel()
	bar := &progress{to: c.Stderr}
	found, err := store.Restore(ctx, r.File, r.DB, bar.rows())
	bar.finish()
	if len(found) > 0 {
		c.tampered(found)
	}
	if err != nil {
		return undone(err)
	}
	c.told("command.restored", message.Op("file", r.File), message.Op("db", r.DB))
	return nil
}
