package registrar

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
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

// address is the e-mail address as an identity; of a row without one it names nobody.
func (w *row) address() store.Identity {
	return store.Identity{Kind: store.Email, Value: w.email}.Canonical()
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
	if len(r.fields) != r.width {
		return nil, because("feed.columns", message.Op("found", len(r.fields)), message.Op("columns", r.width))
	}
	return func(column string) string {
		if i, known := r.columns[column]; known && column != "" {
			return strings.TrimSpace(r.fields[i])
		}
		return ""
	}, reason{}
}

// fill sets what the columns say.
func (r *rowReader) fill(w *row, get func(string) string) {
	p := r.profile
	for _, column := range columnsOf(p) {
		if found := utf8.RuneCountInString(get(column)); found > longestValue {
			w.why = because("feed.long", message.Op("column", column), message.Op("found", found), message.Op("most", longestValue))
			return
		}
	}
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

// longestValue is how many characters a value of a row may have, as over the API.
const longestValue = 200

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
	switch w.Date = record.DateOf(day); {
	case w.Date > r.today:
		w.why = because("feed.to-come", message.Op("date", w.Date.String()))
	case w.Date < firstDay:
		w.why = because("feed.long-ago", message.Op("date", w.Date.String()), message.Op("first", firstDay.String()))
	}
}
