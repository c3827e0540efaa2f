package registrar

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

// rowReader reads a feed line by line.
type rowReader struct {
	profile *source.Profile
	lines   *bufio.Reader
	// first is the line that names the columns.
	first   []byte
	columns map[string]int
	today   record.Date
	number  int64
	fields  []string
}

// maxLine is how long a row may be; the rest of a longer one is dropped and the row fails to read.
const maxLine = 1 << 20

// newRowReader reads the line that names the columns, where the format has one.
func newRowReader(p *source.Profile, file io.Reader, today record.Date) (*rowReader, error) {
	r := &rowReader{profile: p, lines: bufio.NewReaderSize(file, maxLine), today: today}
	if p.Format != "csv" {
		return r, nil
	}
	line, err := r.line()
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "fault.feed-empty")
	}
	if err != nil {
		return nil, err
	}
	r.first = bytes.Clone(line)
	if err := r.header(strings.TrimPrefix(string(line), "\ufeff")); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *rowReader) header(line string) error {
	names, _ := split(nil, line, r.separator())
	r.columns = map[string]int{}
	for i, name := range names {
		r.columns[strings.TrimSpace(name)] = i
	}
	p := r.profile
	for _, column := range append([]string{p.Candidate, p.Email, p.Reference, p.Code, p.Date, p.Result, p.Score, p.Version}, p.Name...) {
		if _, known := r.columns[column]; column != "" && !known {
			return fault.New(fault.Invalid, "fault.no-column", message.Op("column", column), message.Op("columns", names))
		}
	}
	return nil
}

func (r *rowReader) separator() byte {
	if r.profile.Separator == "tab" {
		return '\t'
	}
	return r.profile.Separator[0]
}

// line gives the next line that is not blank, without its end.
func (r *rowReader) line() ([]byte, error) {
	for {
		line, err := r.lines.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			line = bytes.Clone(line)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = r.lines.ReadSlice('\n')
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fault.Because(err, fault.Unavailable, "fault.feed-read")
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(bytes.TrimSpace(line)) > 0 {
			return line, nil
		}
		if err != nil {
			return nil, io.EOF
		}
	}
}

// next reads the next row, or gives io.EOF.
func (r *rowReader) next() (row, error) {
	line, err := r.line()
	if err != nil {
		return row{}, err
	}
	r.number++
	return r.read(r.number, bytes.Clone(line)), nil
}

// lookUp gives the text at keys with dots between them.
func lookUp(object map[string]any, column string) string {
	key, rest, deeper := strings.Cut(column, ".")
	switch v := object[key].(type) {
	case map[string]any:
		if deeper {
			return lookUp(v, rest)
		}
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}

// split cuts a line of values into them, and tells whether every quotation mark is closed (RFC 4180, a row a line).
func split(into []string, line string, separator byte) ([]string, bool) {
	for {
		if len(line) == 0 || line[0] != '"' {
			value, rest, more := strings.Cut(line, string(separator))
			into = append(into, value)
			if strings.Contains(value, `"`) {
				return into, false
			}
			if !more {
				return into, true
			}
			line = rest
			continue
		}
		value, rest, closed := quoted(line[1:])
		into = append(into, value)
		if !closed || rest == "" {
			return into, closed
		}
		if rest[0] != separator {
			return into, false
		}
		line = rest[1:]
	}
}

// quoted reads to the closing mark; a doubled one stands for itself.
func quoted(line string) (value, rest string, closed bool) {
	for {
		before, after, found := strings.Cut(line, `"`)
		value += before
		if !found {
			return value, "", false
		}
		if !strings.HasPrefix(after, `"`) {
			return value, after, true
		}
		value += `"`
		line = after[1:]
	}
}
