package main

import "log/slog"

// logFlags are those of every command that goes on and on.
type logFlags struct {
	LogLevel  string `env:"WAYMARK_LOG_LEVEL" enum:",debug,info,warn,error" default:"" placeholder:"LEVEL" help:"The least that is logged: debug, info, warn or error; info, and of a demonstration warn."`
	LogFormat string `env:"WAYMARK_LOG_FORMAT" enum:",json,text" default:"" placeholder:"FORMAT" help:"json, or text as on a terminal."`
}

// logger writes what happens to standard error.
func (s logFlags) logger(c *Command) *slog.Logger {
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
