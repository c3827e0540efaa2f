package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"waymark/message"
)

// parse gives the root of the only document in data, or nil with a finding that says why not. Anchors, aliases, tags
// and keys that are no text never leave it.
func (r *reader) parse(data []byte) *yaml.Node {
	if !r.screen(data) {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(joinSurrogates(data)), yaml.WithUniqueKeys(false),
		yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(MaxDepth))))
	if err != nil {
		panic(err) // the options are constants
	}
	var document, second yaml.Node
	if err := loader.Load(&document); err != nil || len(document.Content) == 0 {
		r.syntax(err, data)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		r.add("second-document", r.pos(&second), 3, "hint.one-document")
		return nil
	} else if load := (*yaml.LoadError)(nil); errors.As(err, &load) {
		r.syntax(err, data)
		return nil
	}
	if !r.plain(document.Content[0]) {
		return nil
	}
	return document.Content[0]
}

// plain refuses what this language leaves out of YAML, wherever it stands.
func (r *reader) plain(n *yaml.Node) bool {
	ok := true
	switch {
	case n.Kind == yaml.AliasNode:
		r.add("alias", r.pos(n), 1+utf8.RuneCountInString(n.Value), "hint.write-out", message.Op("name", n.Value))
		ok = false
	case n.Anchor != "":
		r.add("alias.anchor", r.pos(n), 1+utf8.RuneCountInString(n.Anchor), "hint.write-out", message.Op("name", n.Anchor))
		ok = false
	case n.Style&yaml.TaggedStyle != 0:
		r.add("tag", r.pos(n), utf8.RuneCountInString(n.Tag), "", message.Op("name", n.Tag))
		ok = false
	}
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && c.Kind != yaml.ScalarNode && c.Kind != yaml.AliasNode {
			r.add("key-not-text", r.pos(c), 1, "")
			ok = false
			continue
		}
		if !r.plain(c) {
			ok = false
		}
	}
	return ok
}

// known sentences of the YAML reader that people need in other words; the rest are shown as they are.
var problems = []struct{ begins, code string }{
	{"mapping values are not allowed", "yaml.colon"},
	{"found character that cannot start any token", "yaml.character"},
	{"found a tab character", "yaml.tab"},
	{"found unexpected end of stream", "yaml.unclosed-quote"},
	{"did not find expected ',' or ']'", "yaml.unclosed-list"},
	{"did not find expected ',' or '}'", "yaml.unclosed-mapping"},
	{"did not find expected key", "yaml.expected-key"},
	{"did not find expected '-' indicator", "yaml.expected-dash"},
	{"could not find expected ':'", "yaml.expected-colon"},
	{"did not find expected node content", "yaml.expected-value"},
	{"found unknown escape character", "yaml.escape"},
	{"exceeded max depth", "yaml.depth"},
	{"unknown anchor", "yaml.anchor"},
}

// syntax says what the YAML reader found wrong. A nil error stands for an empty file.
func (r *reader) syntax(err error, data []byte) {
	var load *yaml.LoadError
	if !errors.As(err, &load) || strings.Contains(load.Message, "no documents") {
		r.add("file-empty", r.at(1, 1), 1, "hint.first-key")
		return
	}
	mark := load.Mark
	if strings.Contains(load.ContextMsg, "quoted scalar") && strings.Contains(load.Message, "end of stream") {
		mark = load.ContextMark
	}
	if mark.Line == 0 {
		mark.Line, mark.Column = 1, 1
	}
	pos, code := r.at(mark.Line, mark.Column), "yaml.other"
	for _, p := range problems {
		if strings.HasPrefix(load.Message, p.begins) {
			code = p.code
		}
	}
	if code == "yaml.character" && characterAt(data, mark.Line, mark.Column) == '\t' {
		code = "yaml.tab"
	}
	r.addCode("yaml", "finding."+code, pos, 1, "hint."+code, message.Op("problem", load.Message), message.Op("limit", MaxDepth),
		message.Op("found", string(characterAt(data, mark.Line, mark.Column))), message.Op("from", load.ContextMark.Line))
}

// characterAt is the character at a line and column, or a space beyond the end.
func characterAt(data []byte, line, column int) rune {
	for ; line > 1; line-- {
		_, after, found := bytes.Cut(data, []byte("\n"))
		if !found {
			return ' '
		}
		data = after
	}
	text, _, _ := bytes.Cut(data, []byte("\n"))
	for ; column > 1 && len(text) > 0; column-- {
		_, size := utf8.DecodeRune(text)
		text = text[size:]
	}
	if len(text) == 0 {
		return ' '
	}
	c, _ := utf8.DecodeRune(text)
	return c
}

// joinSurrogates rewrites the pairs by which JSON escapes characters beyond U+FFFF; YAML has one escape for each.
func joinSurrogates(data []byte) []byte {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || !bytes.Contains(data, []byte(`\u`)) || !json.Valid(data) {
		return data
	}
	var b bytes.Buffer
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			b.WriteByte(data[i])
			continue
		}
		var high, low rune
		if i+12 <= len(data) {
			if n, _ := fmt.Sscanf(string(data[i:i+12]), `\u%04x\u%04x`, &high, &low); n == 2 && utf16.DecodeRune(high, low) != utf8.RuneError {
				fmt.Fprintf(&b, `\U%08x`, utf16.DecodeRune(high, low))
				i += 11
				continue
			}
		}
		b.Write(data[i : i+2]) // valid JSON: something follows every backslash
		i++
	}
	return b.Bytes()
}
