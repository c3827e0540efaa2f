package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"waymark/message"
)

// columns writes rows with their cells one under the other. The last cell may have several lines; what follows the first
// stands under it.
func columns(w io.Writer, rows [][]string) error {
	var widths []int
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], message.Width(cell))
		}
	}
	indent := 0
	for _, n := range widths {
		indent += n + 2
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row[:len(row)-1] {
			line.WriteString(cell + strings.Repeat(" ", widths[i]+2-message.Width(cell)))
		}
		line.WriteString(strings.ReplaceAll(row[len(row)-1], "\n", "\n"+strings.Repeat(" ", indent)))
		if _, err := fmt.Fprintln(w, line.String()); err != nil {
			return err
		}
	}
	return nil
}

// writeJSON writes a value as people can read it, with its letters as they are.
func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
