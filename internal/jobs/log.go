package jobs

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
)

// warnings lets through what the queue says when something is wrong, and not what it counts every few seconds; nor, while it stops, that
// something was broken off by it.
type warnings struct {
	slog.Handler
	stopping *atomic.Bool
}

// Enabled tells whether a record of the level is let through.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// Handle logs a record.
func (w warnings) Handle(ctx context.Context, r slog.Record) error {
	if w.stopping.Load() && brokenOff(r) {
		return nil
	}
	return w.Handler.Handle(ctx, r)
}

// brokenOff tells whether the record is of something that the stop cut short. The queue logs errors as text.
func brokenOff(r slog.Record) bool {
	found := false
	r.Attrs(func(a slog.Attr) bool {
		found = found || (a.Key == "error" || a.Key == "err") && strings.Contains(a.Value.String(), context.Canceled.Error())
		return !found
	})
	return found
}

// WithAttrs keeps the attributes and the threshold.
func (w warnings) WithAttrs(attributes []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attributes), w.stopping}
}

// WithGroup keeps the group and the threshold.
func (w warnings) WithGroup(name string) slog.Handler {
	return warnings{w.Handler.WithGroup(name), w.stopping}
}
