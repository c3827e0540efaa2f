package main

import (
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"waymark/report"
)

// terminal gives the descriptor behind a stream that is a terminal.
func terminal(stream any) (fd int, is bool) {
	f, ok := stream.(*os.File)
	if !ok {
		return 0, false
	}
	fd = int(f.Fd())
	return fd, term.IsTerminal(fd)
}

// width is how many columns there are to write in; 0 where nobody says.
func (c *Command) width(w io.Writer) int {
	if n, err := strconv.Atoi(c.Env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if fd, is := terminal(w); is {
		if n, _, err := term.GetSize(fd); err == nil {
			return n
		}
	}
	return 0
}

// colours tells whether to paint what goes to w: always or never where the user says so, else on terminals that have
// colours, unless NO_COLOR is set.
func (c *Command) colours(w io.Writer) bool {
	switch c.color {
	case "always":
		return true
	case "never":
		return false
	}
	_, is := terminal(w)
	return is && c.Env("NO_COLOR") == "" && c.Env("TERM") != "dumb"
}

// unicode tells whether signs beyond ASCII may be written: everywhere but where the locale says otherwise.
func (c *Command) unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToUpper(c.Env(name)); locale != "" {
			return strings.Contains(locale, "UTF-8") || strings.Contains(locale, "UTF8")
		}
	}
	return true
}

// look says how a report is to look that goes to standard output or, where one is named, to a file.
func (c *Command) look(file string) report.Options {
	o := report.Options{Words: c.words, Unicode: c.unicode()}
	var w io.Writer
	if file == "" || file == "-" {
		w = c.Stdout
	}
	o.Width, o.Style = c.width(w), style(c.colours(w))
	return o
}

func style(colours bool) report.Style {
	if !colours {
		return report.Style{}
	}
	return report.Style{
		Heading: paint("1"), Met: paint("32"), Undecided: paint("33"), NotMet: paint("31"), Quiet: paint("2"),
	}
}

// paint wraps text in an ANSI escape.
func paint(code string) func(string) string {
	return func(text string) string { return "\x1b[" + code + "m" + text + "\x1b[0m" }
}
