package registrar

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
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
	// width is how many columns that line has.
	width  int
	today  record.Date
	number int64
	fields []string
}

// maxLine is how long a row may be; of a longer one the beginning is kept, and the row fails to read.
const maxLine = 1 << 20

// newRowReader reads the line that names the columns, where the format has one.
func newRowReader(p *source.Profile, file io.Reader, today record.Date) (*rowReader, error) {
	r := &rowReader{profile: p, lines: bufio.NewReaderSize(file, maxLine), today: today}
	if p.Format != "csv" {
		return r, nil
	}
	line, long, err := r.line()
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "fault.feed-empty")
	}
	if err != nil {
		return nil, err
	}
	if long {
		return nil, fault.New(fault.Invalid, "fault.feed-header-long", message.Op("most", maxLine>>10))
	}
	r.first = bytes.Clone(line)
	if err := r.header(strings.TrimPrefix(string(line), "\ufeff")); err != nil {
		return nil, err
	}
	return r, nil
}

func (r *rowReader) header(line string) error {
	names, _ := split(nil, line, r.separator())
	r.columns, r.width = map[string]int{}, len(names)
	twice := map[string]bool{}
	for i, name := range names {
		name = strings.TrimSpace(name)
		_, twice[name] = r.columns[name]
		r.columns[name] = i
	}
	for _, column := range columnsOf(r.profile) {
		if _, known := r.columns[column]; !known {
			return fault.New(fault.Invalid, "fault.no-column", message.Op("column", column), message.Op("columns", names))
		}
		if twice[column] {
			return fault.New(fault.Invalid, "fault.column-twice", message.Op("column", column))
		}
	}
	return nil
}

// columnsOf lists the columns that a profile reads.
func columnsOf(p *source.Profile) []string {
	all := append([]string{p.Candidate, p.Email, p.Reference, p.Code, p.Date, p.Result, p.Score, p.Version}, p.Name...)
	return slices.DeleteFunc(all, func(column string) bool { return column == "" })
}

func (r *rowReader) separator() byte {
	if r.profile.Separator == "tab" {
		return '\t'
	}
	return r.profile.Separator[0]
}

// line gives the next line that is not blank, without its end, and tells whether it is longer than may be.
func (r *rowReader) line() ([]byte, bool, error) {
	for {
		line, err := r.lines.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		if long {
			line = bytes.Clone(line)
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = r.lines.ReadSlice('\n')
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, false, fault.Because(err, fault.Unavailable, "fault.feed-read")
		}
		line = bytes.TrimRight(line, "\r\n")
		if long || len(bytes.TrimSpace(line)) > 0 {
			return line, long, nil
		}
		if err != nil {
			return nil, false, io.EOF
		}
	}
}

// next reads the next row, or gives io.EOF.
func (r *rowReader) next() (row, error) {
	line, long, err := r.line()
	if err != nil {
		return row{}, err
	}
	r.number++
	if long {
		return row{number: r.number, body: bytes.Clone(line), why: because("feed.line-long", message.Op("most", maxLine>>10))}, nil
	}
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
	const mark, doubled = `"`, `""`
	for at := 0; ; at += len(doubled) {
		next := strings.Index(line[at:], mark)
		if next < 0 {
			return line, "", false
		}
		at += next
		if !strings.HasPrefix(line[at:], doubled) {
			return strings.ReplaceAll(line[:at], doubled, mark), line[at+len(mark):], true
		}
	}
}
