package main

import "log/slog"

// logger writes what happens to standard error.
func (s *serveCommand) logger(c *Command) *slog.Logger {
	var level slog.Level // its zero is info
	if s.LogLevel != "" {
		_ = level.UnmarshalText([]byte(s.LogLevel)) // the flag takes no other word
	}
	options := &slog.HandlerOptions{Level: level}
	if _, is := terminal(c.Stderr); s.LogFormat == "text" || s.LogFormat == "" && is {
		return slog.New(slog.NewTextHandler(c.Stderr, options))
	}
	return slog.New(slog.NewJSONHandler(c.Stderr, options))
}
