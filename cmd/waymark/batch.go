package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"

	"waymark/audit"
	"waymark/diag"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

// batch audits many records one after the other and writes each answer as it comes. A bad record is reported and left
// out; the exit code tells of it at the end.
func (a *audits) batch(c *Command) error {
	out, closeOut, err := c.stream(a.command.Output)
	if err != nil {
		return err
	}
	s := &stream{command: c, audits: a, out: bufio.NewWriter(out)}
	err = s.all(a.command.Records)
	s.finish()
	err = errors.Join(err, s.out.Flush(), closeOut())
	if err != nil {
		return err
	}
	if s.bad > 0 {
		c.note("command.bad-records", message.Op("bad", s.bad), message.Op("all", s.read))
		return errFindings
	}
	return nil
}

// stream opens where a batch is written to.
func (c *Command) stream(file string) (io.Writer, func() error, error) {
	if file == "" || file == "-" {
		return c.Stdout, func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, nil, fmt.Errorf("write %s: %w", file, err)
	}
	return f, f.Close, nil
}

// stream is a batch at work.
type stream struct {
	command   *Command
	audits    *audits
	out       *bufio.Writer
	bar       *progressbar.ProgressBar
	read, bad int
}

func (s *stream) all(from string) error {
	if from != "-" {
		info, err := os.Stat(from)
		if err != nil {
			return unreadable(from, err)
		}
		if info.IsDir() {
			return s.folder(from)
		}
		f, err := os.Open(from)
		if err != nil {
			return unreadable(from, err)
		}
		defer f.Close()
		return s.lines(from, f)
	}
	return s.lines(stdin, s.command.Stdin)
}

func (s *stream) folder(name string) error {
	names, err := files([]string{name})
	if err != nil {
		return err
	}
	s.progress(len(names))
	for _, file := range names {
		data, err := s.command.read(file)
		if err != nil {
			s.failed(err)
			continue
		}
		rec, found := source.ReadRecord(file, data)
		if err := s.record(file, &rec, found, data); err != nil {
			return err
		}
	}
	return nil
}

// lines reads JSON lines: a record a line. What is too long to be a record is cut just past the limit, so that source
// says so.
func (s *stream) lines(name string, r io.Reader) error {
	s.progress(-1)
	in := bufio.NewReaderSize(r, 1<<16)
	for number := 1; ; number++ {
		line, err := longLine(in)
		if len(bytes.TrimSpace(line)) > 0 {
			rec, found := source.ReadRecordLine(name, number, line)
			if err := s.record(fmt.Sprintf("%s:%d", name, number), &rec, found, nil); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(name, err)
		}
	}
}

func longLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if room := source.MaxBytes + 1 - len(line); room > 0 {
			line = append(line, part[:min(room, len(part))]...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// record audits one record, or reports what is wrong with it.
func (s *stream) record(name string, rec *record.Record, found diag.List, data []byte) error {
	s.read++
	defer s.step()
	if err := s.answer(name, rec, found, data); err != nil {
		return err
	}
	return s.out.Flush()
}

func (s *stream) answer(name string, rec *record.Record, found diag.List, data []byte) error {
	if len(found) > 0 {
		s.clear()
		if err := s.command.findings(s.command.Stderr, found, map[string][]byte{rec.File: data}); err != nil {
			return err
		}
	}
	if found.HasErrors() {
		s.bad++
		return nil
	}
	reports, err := s.audits.run(rec)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if s.audits.command.Format == "json" {
		return s.json(name, reports, rec)
	}
	for _, r := range reports {
		if _, err := fmt.Fprintln(s.out, s.line(name, r, rec)); err != nil {
			return err
		}
	}
	return nil
}

// line is one answer in text: record, candidate, programme, verdict and least left, apart by tabs.
func (s *stream) line(name string, r *audit.Report, rec *record.Record) string {
	left := s.command.words.Sentence("command.batch.left", message.Op("n", r.LeastLeft))
	if r.Unreachable {
		left = s.command.words.Sentence("command.batch.unreachable")
	}
	candidate := message.Printable(cmp.Or(rec.Candidate.Name, rec.Candidate.ID, "-"))
	return fmt.Sprintf("%s\t%s\t%s\t%s\t%s", message.Printable(name), candidate, r.Programme.ID, r.Verdict, left)
}

// json writes one answer as one line: the record's name and the audit as --format json gives it for one record.
func (s *stream) json(name string, reports []*audit.Report, rec *record.Record) error {
	var b bytes.Buffer
	if err := s.audits.write(&b, reports, rec); err != nil {
		return err
	}
	line, err := json.Marshal(struct {
		Record string          `json:"record"`
		Audit  json.RawMessage `json:"audit"`
	}{name, b.Bytes()})
	if err != nil {
		return err
	}
	_, err = s.out.Write(append(line, '\n'))
	return err
}

func (s *stream) failed(err error) {
	s.read++
	s.bad++
	s.clear()
	s.command.end(err)
	s.step()
}

// progress begins a bar on standard error, where that is a terminal; n is -1 where nobody knows how many.
func (s *stream) progress(n int) {
	if _, is := terminal(s.command.Stderr); is {
		s.bar = progressbar.NewOptions(n,
			progressbar.OptionSetWriter(s.command.Stderr),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("records"),
			progressbar.OptionClearOnFinish(),
			progressbar.OptionThrottle(100_000_000),
		)
	}
}

func (s *stream) step() {
	if s.bar != nil {
		_ = s.bar.Add(1)
	}
}

func (s *stream) clear() {
	if s.bar != nil {
		_ = s.bar.Clear()
	}
}

func (s *stream) finish() {
	if s.bar != nil {
		_ = s.bar.Finish()
	}
}
