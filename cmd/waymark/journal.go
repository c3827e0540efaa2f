package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"time"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

type journalCommand struct {
	Verify journalVerifyCommand `cmd:"" help:"Read the whole journal and every fact again, and say where one was tampered with."`
	List   journalListCommand   `cmd:"" help:"List entries: who did what to whom, when and why."`
}

type journalVerifyCommand struct {
	installationFlags
	Head   string `placeholder:"N:HASH" help:"The number and hash of an entry that was noted before: the journal must still have it."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark journal verify --help.
func (journalVerifyCommand) Help() string {
	return "The answer ends with the last entry's number and hash. Kept elsewhere and given as --head, they prove later that\n" +
		"nothing before them was rewritten or cut off. The exit code is 1 where anything was tampered with.\n\n" +
		examples("waymark journal verify", "waymark journal verify --db postgres://waymark@db/waymark --format json", "waymark journal verify --head 1:0d6f")
}

// verified is the JSON form of the answer.
type verified struct {
	Whole   bool       `json:"whole"`
	Entries int64      `json:"entries"`
	Head    string     `json:"head"`
	Found   []tampered `json:"found"`
}

type tampered struct {
	Entry int64  `json:"entry"`
	Table string `json:"table,omitempty"`
	Code  string `json:"code"`
	Says  string `json:"says"`
}

// Run verifies the journal.
func (j journalVerifyCommand) Run(c *Command) error {
	return j.with(c, func(ctx context.Context, i *installation) error {
		bar := &progress{to: c.Stderr}
		found, err := i.registrar.VerifyJournal(ctx, registrar.Operator, bar.rows())
		bar.finish()
		if err != nil {
			return err
		}
		head, err := j.head(ctx, i, &found)
		if err != nil {
			return err
		}
		if head.Seq == 0 && len(found) == 0 { // an installation begins with an entry: of this file nothing is left, or nothing was ever in it
			return cannot("command.no-admin", "command.hint.journal.empty", message.Op("db", j.DB))
		}
		if err := j.answer(c, head, found); err != nil {
			return err
		}
		if len(found) > 0 {
			return errFindings
		}
		return nil
	})
}

// head gives the last entry, and finds where the journal is not the one that was noted.
func (j journalVerifyCommand) head(ctx context.Context, i *installation, found *[]store.Tampering) (store.Entry, error) {
	var last store.Entry
	err := i.store.View(ctx, func(v *store.View) (err error) {
		last.Seq, last.Hash, err = v.Head()
		return err
	})
	if err != nil || j.Head == "" {
		return last, err
	}
	var seq int64
	var hash string
	if n, _ := fmt.Sscanf(j.Head, "%d:%s", &seq, &hash); n != 2 || seq < 1 {
		return last, usage("command.journal.head", "command.hint.journal.head", message.Op("found", j.Head))
	}
	entries, err := i.registrar.Journal(ctx, registrar.Operator, seq, 1)
	if err == nil && (len(entries) == 0 || entries[0].Seq != seq || hex.EncodeToString(entries[0].Hash) != hash) {
		*found = append(*found, store.Tampering{Entry: seq, Code: "journal.other"})
	}
	return last, err
}

func (j journalVerifyCommand) answer(c *Command, head store.Entry, found []store.Tampering) error {
	mark := fmt.Sprintf("%d:%x", head.Seq, head.Hash)
	return c.whole("", func(w io.Writer) error {
		if j.Format == "json" {
			out := verified{Whole: len(found) == 0, Entries: head.Seq, Head: mark, Found: []tampered{}}
			for _, t := range found {
				out.Found = append(out.Found, tampered{t.Entry, t.Table, t.Code, c.tampering(t)})
			}
			return writeJSON(w, out)
		}
		for _, t := range found {
			if _, err := fmt.Fprintln(w, c.tampering(t)); err != nil {
				return err
			}
		}
		code := "command.journal.whole"
		if len(found) > 0 {
			code = "command.journal.broken"
		}
		_, err := fmt.Fprintln(w, c.words.Sentence(code, message.Op("entries", int(head.Seq)), message.Op("places", len(found)), message.Op("head", mark)))
		return err
	})
}

// tampering says where the journal and the tables do not agree.
func (c *Command) tampering(t store.Tampering) string {
	return c.words.Sentence(t.Code, message.Op("entry", int(t.Entry)), message.Op("table", t.Table))
}

// tampered says each place beside the answer.
func (c *Command) tampered(found []store.Tampering) {
	for _, t := range found {
		c.say(c.tampering(t))
	}
}

type journalListCommand struct {
	installationFlags
	From   int64  `placeholder:"N" xor:"from" help:"Oldest first, from this entry on."`
	Before int64  `placeholder:"N" xor:"from" help:"Newest first, those before this entry; the latest where neither is named."`
	Limit  int    `default:"50" help:"How many entries to show at most."`
	Format string `enum:"text,json" default:"text" help:"text, or json with what was before and after."`
}

// Help gives the examples of waymark journal list --help.
func (journalListCommand) Help() string {
	return examples("waymark journal list", "waymark journal list --before 1200", "waymark journal list --from 1200 --limit 10 --format json")
}

// entry is the JSON form of an entry.
type entry struct {
	Entry   int64           `json:"entry"`
	At      time.Time       `json:"at"`
	Actor   string          `json:"actor"`
	Act     string          `json:"act"`
	Subject string          `json:"subject,omitempty"`
	Reason  string          `json:"reason,omitempty"`
	Before  json.RawMessage `json:"before,omitempty"`
	After   json.RawMessage `json:"after,omitempty"`
	Facts   string          `json:"facts_sha256,omitempty"`
	Hash    string          `json:"hash"`
}

// Run lists entries.
func (j journalListCommand) Run(c *Command) error {
	if j.Limit < 1 {
		return usage("command.limit", "", message.Op("limit", j.Limit))
	}
	return j.with(c, func(ctx context.Context, i *installation) error {
		entries, err := j.entries(ctx, i)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			if j.Format == "json" {
				out := []entry{}
				for _, e := range entries {
					out = append(out, entry{
						e.Seq, e.Time(), e.Actor, e.Act, e.Subject, e.Reason, json.RawMessage(e.Before), json.RawMessage(e.After), hex.EncodeToString(e.Facts), hex.EncodeToString(e.Hash),
					})
				}
				return writeJSON(w, out)
			}
			var rows [][]string
			for _, e := range entries {
				rows = append(rows, []string{
					strconv.FormatInt(e.Seq, 10), e.Time().Format(time.DateTime), message.Printable(e.Actor), e.Act, message.Printable(e.Subject), message.Printable(e.Reason),
				})
			}
			return columns(w, rows)
		})
	})
}

func (j journalListCommand) entries(ctx context.Context, i *installation) ([]store.Entry, error) {
	if j.From != 0 {
		return i.registrar.Journal(ctx, registrar.Operator, j.From, j.Limit)
	}
	return i.registrar.LatestEntries(ctx, registrar.Operator, j.Before, j.Limit)
}
