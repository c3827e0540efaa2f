package main

import "strings"

// examples is the end of a command's help.
func examples(lines ...string) string {
	return "Examples:\n\n\t" + strings.Join(lines, "\n\t")
}
