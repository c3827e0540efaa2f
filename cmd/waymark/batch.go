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

	"waymark/audit"
	"waymark/diag"
	"waymark/message"
	"waymark/record"
	"waymark/report"
	"waymark/source"
)

// batch is many records audited one after the other, each answered as it comes. A bad record is reported and left out;
// the exit code tells of it at the end.
type batch struct {
	*audits
	c    *Command
	out  *bufio.Writer
	name string
	progress
	read, bad int
}

func (a *audits) batch(c *Command) (err error) {
	b := &batch{audits: a, c: c, name: a.command.Records, progress: progress{to: c.Stderr}}
	if len(a.whatIf) > 0 {
		c.note("command.as-if-all", message.Op("items", a.supposed()), message.Op("day", a.command.AsOf))
	}
	b.out = bufio.NewWriter(c.Stdout)
	if file := a.command.Output; file != "" && file != "-" {
		d, err := c.begin(file)
		if err != nil {
			return err
		}
		defer func() { err = d.end(err) }()
		b.out = bufio.NewWriter(d)
	}
	err = b.all()
	b.finish()
	if err != nil {
		return err
	}
	if b.bad > 0 {
		c.note("command.bad-records", message.Op("bad", b.bad), message.Op("all", b.read))
		return errFindings
	}
	return nil
}

// all reads a folder of records, one record, or JSON lines from any other file and from standard input.
func (b *batch) all() error {
	if b.name == "-" {
		return b.lines(stdin, b.c.Stdin)
	}
	info, err := os.Stat(b.name)
	if err != nil {
		return unreadable(b.name, err)
	}
	if info.IsDir() || isYAML(b.name) {
		return b.folder()
	}
	f, err := os.Open(b.name)
	if err != nil {
		return unreadable(b.name, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return b.lines(b.name, f)
}

func (b *batch) folder() error {
	names, err := files([]string{b.name})
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return usage("command.no-records", "command.hint.records", message.Op("folder", b.name))
	}
	b.begin(len(names))
	for _, file := range names {
		data, err := b.c.read(file)
		if err != nil {
			b.lost(err)
			continue
		}
		rec, found := source.ReadRecord(file, data)
		if err := b.one(file, &rec, found, data); err != nil {
			return err
		}
	}
	return nil
}

// lines reads JSON lines: a record a line. What is too long to be a record is cut just past the limit, so that source
// says so.
func (b *batch) lines(name string, r io.Reader) error {
	b.begin(-1)
	in := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3) // some programs begin UTF-8 with a byte order mark
	}
	for number := 1; ; number++ {
		line, err := longLine(in)
		if len(bytes.TrimSpace(line)) > 0 {
			rec, found := source.ReadRecordLine(name, number, line)
			if err := b.one(fmt.Sprintf("%s:%d", name, number), &rec, found, nil); err != nil {
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

// one answers one record, or reports what is wrong with it.
func (b *batch) one(name string, rec *record.Record, found diag.List, data []byte) error {
	b.read++
	defer b.step()
	if !found.HasErrors() {
		found.Add(idle(rec, b.set)...)
	}
	if len(found) > 0 {
		b.clear()
		if err := b.c.findings(b.c.Stderr, found, map[string][]byte{name: data}); err != nil {
			return err
		}
	}
	if found.HasErrors() {
		b.bad++
		return nil
	}
	answer := b.text
	if b.command.Format == "json" {
		answer = b.json
	}
	if err := answer(name, rec); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return b.out.Flush()
}

// lost reports a file that could not be read at all.
func (b *batch) lost(err error) {
	b.read++
	b.bad++
	b.clear()
	b.c.end(err)
	b.step()
}

// text writes a line a programme: record, candidate, programme, verdict and least left, apart by tabs.
func (b *batch) text(name string, rec *record.Record) error {
	b.suppose(rec)
	candidate := message.Printable(cmp.Or(rec.Candidate.Name, rec.Candidate.ID, "-"))
	for _, id := range b.ids {
		s, err := b.auditor.Standing(id, rec, b.command.AsOf, audit.Options{VerifiedOnly: b.command.VerifiedOnly})
		if err != nil {
			return err
		}
		left := b.options.Words.Sentence("command.batch.left", message.Op("n", s.LeastLeft))
		if s.Unreachable {
			left = b.options.Words.Sentence("command.batch.unreachable")
		}
		if _, err := fmt.Fprintf(b.out, "%s\t%s\t%s\t%s\t%s\n", message.Printable(name), candidate, id, s.Verdict, left); err != nil {
			return err
		}
	}
	return nil
}

// json writes a line: the record's name, and the audit as it is written for one record.
func (b *batch) json(name string, rec *record.Record) error {
	reports, err := b.run(rec)
	if err != nil {
		return err
	}
	o := b.options
	o.Candidate, o.Compact = rec.Candidate, true
	var text bytes.Buffer
	if b.several {
		err = report.OverviewJSON(&text, b.set, reports, o)
	} else {
		err = report.JSON(&text, b.set, reports[0], o)
	}
	if err != nil {
		return err
	}
	key, err := json.Marshal(name)
	if err != nil {
		return err
	}
	// The audit is JSON on one line already; to encode it again would only read it all once more.
	_, err = fmt.Fprintf(b.out, "{\"record\":%s,\"audit\":%s}\n", key, bytes.TrimSpace(text.Bytes()))
	return err
}
