package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// quote writes a scalar on one line. What was plain stays plain and what was quoted stays quoted, in double quotes
// unless it holds some; folded text that has become short is plain where nothing speaks against it.
func quote(n *yaml.Node, inBrackets bool) string {
	v := n.Value
	oneLine := !strings.ContainsFunc(v, odd)
	block := n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0
	switch {
	case oneLine && !quoted && !block, oneLine && block && !inBrackets && plainText(v):
		return v
	default:
		return quotedText(v)
	}
}

// quotedText puts text between quotation marks, double ones unless it holds some.
func quotedText(v string) string {
	if strings.ContainsAny(v, `"\`) && !strings.ContainsFunc(v, odd) {
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return doubleQuoted(v)
}

// plainText tells whether prose is safe without quotes: it begins with a letter and holds none of YAML's signs.
func plainText(v string) bool {
	first, _ := utf8.DecodeRuneInString(v)
	return unicode.IsLetter(first) && !strings.Contains(v, ": ") && !strings.Contains(v, " #") &&
		!strings.HasSuffix(v, ":") && !strings.HasSuffix(v, " ") && v != "null"
}

// odd tells whether a character needs an escape: it is no space or printable character.
func odd(c rune) bool {
	return c != ' ' && !unicode.IsGraphic(c) || c == '\ufeff' || c == utf8.RuneError
}

func doubleQuoted(v string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range v {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\t':
			b.WriteString(`\t`)
		case !odd(c):
			b.WriteRune(c)
		case c <= 0xffff:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			fmt.Fprintf(&b, `\U%08X`, c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// blockText gives the sign and lines of a text that is written on lines of its own, or no sign where one line does:
// text with line ends in it, and text too long for the line.
func blockText(n *yaml.Node, column, indent int) (sign string, lines []string) {
	v := n.Value
	body := strings.TrimSuffix(v, "\n")
	if body == "" || strings.HasPrefix(body, " ") || strings.ContainsFunc(v, func(c rune) bool { return c != '\n' && odd(c) }) {
		return "", nil
	}
	chomp := "-"
	if body != v {
		chomp = ""
	}
	written := strings.Split(body, "\n")
	if written[0] == "" || written[len(written)-1] == "" {
		return "", nil
	}
	folds := true
	for _, s := range written {
		if strings.HasSuffix(s, " ") {
			return "", nil
		}
		folds = folds && !strings.HasPrefix(s, " ")
	}
	if len(written) == 1 && chomp == "-" {
		long := utf8.RuneCountInString(quote(n, false))
		if n.Style&(yaml.FoldedStyle|yaml.LiteralStyle) != 0 {
			// Measured with quotation marks, as it may have had: what was too long with them stays folded.
			long = utf8.RuneCountInString(quotedText(v))
		}
		if column+long <= width || !strings.Contains(v, " ") {
			return "", nil
		}
	} else if n.Style&yaml.FoldedStyle == 0 {
		folds = false
	}
	if !folds {
		return "|" + chomp, written
	}
	return ">" + chomp, fold(written, indent)
}

// fold breaks lines at single spaces so that they fit; a line end of the text itself becomes a blank line.
func fold(written []string, indent int) []string {
	var lines []string
	for i, s := range written {
		if i > 0 {
			lines = append(lines, "")
		}
		if s != "" {
			lines = append(lines, foldLine(s, width-indent)...)
		}
	}
	return lines
}

func foldLine(s string, room int) []string {
	var lines []string
	begin, end, length := 0, -1, 0
	for i, c := range s {
		length++
		if c == ' ' && s[i-1] != ' ' && s[i+1] != ' ' {
			if length-1 > room && end >= 0 {
				lines = append(lines, s[begin:end])
				length = utf8.RuneCountInString(s[end+1:i]) + 1
				begin = end + 1
			}
			end = i
		}
	}
	if length > room && end >= 0 {
		lines = append(lines, s[begin:end])
		begin = end + 1
	}
	return append(lines, s[begin:])
}
