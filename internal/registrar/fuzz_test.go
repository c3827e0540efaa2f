package registrar

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"waymark/internal/fault"
	"waymark/record"
	"waymark/source"
)

// Whatever a source sends, each row is read whole or waits with a reason that has its words; no row is lost, and nothing breaks.
func FuzzFeed(f *testing.F) {
	const csv = "profile: testhall\nformat: csv\ncandidate: Candidate\nname: Name\nemail: Email\nreference: Registration\nissuer: microsoft\ncode: Exam\ndate: Date\n" +
		"layout: month/day/year\nresult: Grade\npasses: Pass\nfails: Fail\n"
	const lines = "profile: hall2\nformat: jsonl\ncandidate: person.id\nreference: id\nissuer: microsoft\ncode: exam\ndate: on\n"
	f.Add([]byte("Registration,Candidate,Name,Email,Exam,Date,Grade\nR1,C1,\"Roy, \"\"Ana\"\"\",a@example.org,70-270,3/1/2004,Pass\n\nR2,\"C1\n"), false)
	f.Add([]byte("\ufeffRegistration,Candidate,Name,Email,Exam,Date,Grade\r\nR1,C1,,,70-270,31/31/2004,Perhaps\r\n"), false)
	f.Add([]byte("{\"id\": 17, \"person\": {\"id\": \"p1\"}, \"exam\": \"70-290\", \"on\": \"2004-03-01\"}\n{\"id\": {}}\n[]\n\xff\n"), true)
	f.Fuzz(func(t *testing.T, file []byte, json bool) {
		text := csv
		if json {
			text = lines
		}
		profile, found := source.ReadProfile("profile", []byte(text))
		if found.HasErrors() {
			t.Fatal(found)
		}
		rows, err := newRowReader(&profile, bytes.NewReader(file), record.Day(2005, 6, 1))
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		read := int64(0)
		for {
			w, err := rows.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if read++; w.number != read {
				t.Fatalf("row %d comes as number %d", read, w.number)
			}
			switch {
			case w.why.code != "":
				if strings.HasPrefix(w.why.sentence(), w.why.code) || strings.Contains(w.why.sentence(), "{") && !bytes.Contains(file, []byte("{")) {
					t.Errorf("%s has no words: %s", w.why.code, w.why.sentence())
				}
			case !w.leftOut && (w.person.Value == "" || w.Reference == "" || w.ID == "" || w.Date == 0 || w.Bare()):
				t.Errorf("a row is taken in half: %+v", w)
			}
		}
		blank := 0
		for line := range bytes.SplitSeq(file, []byte("\n")) {
			if len(bytes.TrimSpace(bytes.TrimRight(line, "\r"))) == 0 {
				blank++
			}
		}
		all := int64(bytes.Count(file, []byte("\n")) + 1 - blank)
		if !json {
			all-- // the line that names the columns
		}
		if read != all {
			t.Errorf("%d rows were read of %d", read, all)
		}
	})
}
