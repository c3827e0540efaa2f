package site

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"waymark/internal/store"
)

// journalPage is a part of the journal, the latest entries first.
type journalPage struct {
	Entries []entryRow
	// Next leads to the entries before the last one shown.
	Next int64
}

type entryRow struct {
	Seq              int64
	At, Actor, Act   string
	Subject, Because string
	// To is the address of what it was done to, where it has a page here.
	To string
	// Before and After say what changed, and Hash is the entry's.
	Before, After, Hash string
}

var journalTemplate = newPage[journalPage]("entries.html")

func journal(v *visit) error {
	const most = 100
	before, _ := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64) // what is no number begins at the latest
	shown := journalPage{}
	var err error
	if shown.Entries, err = v.entries(max(before, 0), most); err != nil {
		return err
	}
	if len(shown.Entries) == most {
		shown.Next = shown.Entries[most-1].Seq
	}
	return journalTemplate.show(v, http.StatusOK, "Journal", shown)
}

// entries are the latest before an entry, or of all, with the names of who acted.
func (v *visit) entries(before int64, most int) ([]entryRow, error) {
	found, err := v.options.Registrar.LatestEntries(v.r.Context(), v.by, before, most)
	if err != nil {
		return nil, err
	}
	var actors []string
	for i := range found {
		actors = append(actors, found[i].Actor)
	}
	names, err := v.options.Registrar.Names(v.r.Context(), v.by, actors...)
	if err != nil {
		return nil, err
	}
	var out []entryRow
	for i := range found {
		e := &found[i]
		out = append(out, entryRow{
			e.Seq, e.Time().Format("2006-01-02 15:04"), names[e.Actor], e.Act, e.Subject, e.Reason, addressOf(e),
			indented(e.Before), indented(e.After), hex.EncodeToString(e.Hash),
		})
	}
	return out, nil
}

// addressOf is where the page of what an entry is about stands, or nothing.
func addressOf(e *store.Entry) string {
	words := strings.Fields(e.Subject)
	if len(words) == 2 && words[0] == "candidate" {
		return "/candidates/" + words[1]
	}
	return ""
}

// indented is JSON as people can read it.
func indented(text string) string {
	var b bytes.Buffer
	if text == "" || json.Indent(&b, []byte(text), "", "  ") != nil {
		return text
	}
	return b.String()
}
