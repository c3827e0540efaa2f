package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"waymark/diag"
	"waymark/programme/draft"
)

// importPage reads the text of a requirements page. The draft programme goes to a file of its own or, in the text form,
// stands below the doubts, which then are its comments: what is printed is a programme file either way.
func (k checkCommand) importPage(c *Command) error {
	own, err := c.load(k.File)
	if err != nil {
		return err
	}
	known, wrong := own.set()
	if err := c.stop(own.of(wrong), own.text); err != nil {
		return err
	}
	data, err := c.read(k.Import)
	if err != nil {
		return err
	}
	page := shown(k.Import)
	made, doubts := draft.Page(page, data, known)
	apart := k.Draft != "" && len(made.YAML) > 0
	if apart {
		if err := c.replace(k.Draft, made.YAML); err != nil {
			return err
		}
	}
	return k.answer(c, doubts, func(w io.Writer, doubts diag.List) error {
		var b bytes.Buffer
		if err := c.findings(&b, doubts, map[string][]byte{page: data}); err != nil {
			return err
		}
		b.WriteString(doubts.Summary(c.words) + "\n")
		if apart || len(made.YAML) == 0 {
			_, err := w.Write(b.Bytes())
			return err
		}
		return commented(w, b.String(), made.YAML)
	})
}

// commented writes a file of YAML below a comment.
func commented(w io.Writer, comment string, yaml []byte) error {
	for line := range strings.Lines(comment) {
		if _, err := fmt.Fprintln(w, strings.TrimRight("# "+line, " \n")); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\n%s", yaml)
	return err
}
