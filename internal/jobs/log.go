package jobs

import (
	"context"
	"log/slog"
)

// warnings lets through what the queue says when something is wrong, and not what it counts every few seconds.
type warnings struct{ slog.Handler }

// Enabled tells whether a record of the level is let through.
func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the attributes and the threshold.
func (w warnings) WithAttrs(attributes []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attributes)}
}

// WithGroup keeps the group and the threshold.
func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
