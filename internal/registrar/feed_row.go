package registrar

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

// row is one line of a feed as its profile reads it.
type row struct {
	number int64
	body   []byte
	person store.Identity
	email  string
	name   string
	record.Evidence
	// leftOut tells that the result is no pass.
	leftOut bool
	// why says why the row cannot be taken in; empty where it can.
	why reason
}

// reason is a code of the message catalogue and its operands.
type reason struct {
	code     string
	operands []message.Operand
}

func because(code string, operands ...message.Operand) reason { return reason{code, operands} }

func (w reason) sentence() string { return message.English().Sentence(w.code, w.operands...) }

// json is the operands as they are kept.
func (w reason) json() string {
	values := map[string]any{}
	for _, o := range w.operands {
		values[o.Name] = o.Value
	}
	data, err := json.Marshal(values)
	if err != nil {
		return "{}"
	}
	return string(data)
}

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

// read reads a row from its line.
func (r *rowReader) read(number int64, line []byte) row {
	w := row{number: number, body: line}
	if !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 {
		w.why = because("feed.not-text")
		return w
	}
	get, why := r.values(string(line))
	if w.why = why; why.code == "" {
		r.fill(&w, get)
	}
	return w
}

// values gives a way to ask for the value of a column.
func (r *rowReader) values(line string) (func(string) string, reason) {
	if r.profile.Format != "csv" {
		var object map[string]any
		d := json.NewDecoder(strings.NewReader(line))
		d.UseNumber()
		if err := d.Decode(&object); err != nil || d.More() {
			return nil, because("feed.json")
		}
		return func(column string) string { return lookUp(object, column) }, reason{}
	}
	var closed bool
	if r.fields, closed = split(r.fields[:0], line, r.separator()); !closed {
		return nil, because("feed.broken")
	}
	if len(r.fields) != len(r.columns) {
		return nil, because("feed.columns", message.Op("found", len(r.fields)), message.Op("columns", len(r.columns)))
	}
	return func(column string) string {
		if i, known := r.columns[column]; known && column != "" {
			return strings.TrimSpace(r.fields[i])
		}
		return ""
	}, reason{}
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

// fill sets what the columns say.
func (r *rowReader) fill(w *row, get func(string) string) {
	p := r.profile
	for _, column := range []string{p.Candidate, p.Reference, p.Code, p.Date} {
		if get(column) == "" {
			w.why = because("feed.empty", message.Op("column", column))
			return
		}
	}
	w.person, w.email = store.Identity{Kind: p.Source, Value: get(p.Candidate)}, get(p.Email)
	for _, column := range p.Name {
		w.name = strings.TrimSpace(w.name + " " + get(column))
	}
	code := get(p.Code)
	if as, known := p.Codes[code]; known {
		code = as
	}
	w.Ref = record.Ref{Kind: p.Kind, ID: code}.Within(p.Issuer)
	w.Source, w.Reference, w.State, w.Score, w.Version = p.Source, get(p.Reference), p.State, get(p.Score), get(p.Version)
	r.result(w, get)
	if w.why.code == "" {
		r.date(w, get(p.Date))
	}
}

func (r *rowReader) result(w *row, get func(string) string) {
	p := r.profile
	if p.Result == "" {
		return
	}
	switch result := get(p.Result); {
	case contains(p.Passes, result):
	case contains(p.Fails, result):
		w.leftOut = true
	default:
		w.why = because("feed.result", message.Op("found", result))
	}
}

func contains(words []string, word string) bool {
	for _, w := range words {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

var layouts = map[string]string{
	"year-month-day": "2006-01-02", "month/day/year": "1/2/2006", "day/month/year": "2/1/2006", "day.month.year": "2.1.2006",
	"yearmonthday": "20060102",
}

func (r *rowReader) date(w *row, text string) {
	day, err := time.Parse(layouts[r.profile.Layout], text)
	if err != nil || day.Year() < 1 {
		w.why = because("feed.date", message.Op("found", text), message.Op("layout", r.profile.Layout))
		return
	}
	if w.Date = record.DateOf(day); w.Date > r.today {
		w.why = because("feed.to-come", message.Op("date", w.Date.String()))
	}
}
