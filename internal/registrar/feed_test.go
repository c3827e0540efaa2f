package registrar_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

const testhall = `profile: testhall
format: csv
candidate: Candidate
email: Email
name: [First, Last]
reference: Registration
issuer: microsoft
code: Exam
date: Date
layout: month/day/year
result: Grade
passes: Pass
fails: Fail
score: Score
corrections: allowed
candidates: add
`

const header = "Registration,Candidate,First,Last,Email,Exam,Date,Grade,Score\n"

func (b *body) feed(t testing.TB, profile, text string) store.Batch {
	t.Helper()
	total, err := b.ImportFeed(context.Background(), b.manager, registrar.Feed{Name: "results.csv", Profile: []byte(profile), File: strings.NewReader(text)})
	check(t, err)
	for {
		n, err := b.Settle(context.Background(), registrar.Worker, 500)
		check(t, err)
		if n == 0 {
			return total
		}
	}
}

func counts(b store.Batch) [5]int64 {
	return [5]int64{b.Recorded, b.Same, b.Corrected, b.Quarantined, b.LeftOut}
}

func TestAFeedIsTakenInOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		text := header + `R1,C1,Ana,Roy,ana@example.org,70-270,3/1/2004,Pass,800
R2,C1,Ana,Roy,ana@example.org,70-290,3/2/2004,Pass,810
R3,C2,"Bo ""B.""","Li, Jr",bo@example.org,70-290,3/2/2004,Fail,300

R4,C1,Ana,Roy,ana@example.org,70-291,2004-03-02,Pass,800
R5,C1,Ana,Roy,ana@example.org,70-999,3/2/2004,Pass,800
R1,C1,Ana,Roy,ana@example.org,70-270,3/1/2004,Pass,800
R6,C2,"Bo ""B.""","Li, Jr",bo@example.org,70-290,4/2/2004,Pass,700
R7,C9,Ana,Roy,ana@example.org,70-290,4/2/2004,Pass,700
R8,"C1,Ana
R9,C1,Ana,Roy,ana@example.org,70-290,4/2/2014,Pass,700
R9,C1,Ana,Roy,ana@example.org,70-290,4/2/2004,Perhaps,700
`
		if d := cmp.Diff([5]int64{3, 1, 0, 6, 1}, counts(b.feed(t, testhall, text))); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff([5]int64{3, 1, 0, 6, 1}, counts(b.feed(t, testhall, text))); d != "" {
			t.Errorf("the same file again: %s", d)
		}
		waiting := must[[]registrar.Waiting](t)(b.Quarantined(t.Context(), b.manager, 1, 0, 100))
		var why []string
		for _, w := range waiting {
			why = append(why, fmt.Sprint(w.Row, " ", w.Sentence))
		}
		wanted := []string{
			"4 2004-03-02 is no day written as month/day/year",
			"5 exam microsoft/70-999 is not known to its issuer's facts",
			"8 nobody is known by the number C9, but the e-mail address is that of candidate 1; if they are one person, give the candidate that number",
			"9 the row's quotation marks do not match; close each one, and double those inside a value",
			"10 2014-04-02 is yet to come",
			"11 Perhaps is neither one of the profile's words for a pass nor one for a row left out",
		}
		if d := cmp.Diff(wanted, why); d != "" {
			t.Error(d)
		}
		if d := cmp.Diff([]string{"microsoft/mcp 2004-03-01 in force"}, b.awards(t, 1)); d != "" {
			t.Error(d)
		}
		correction := header + "R1,C1,Ana,Roy,ana@example.org,70-270,2/1/2004,Pass,800\nR2,C2,Bo,Li,bo@example.org,70-290,3/2/2004,Pass,810\n"
		if d := cmp.Diff([5]int64{0, 0, 1, 1, 0}, counts(b.feed(t, testhall, correction))); d != "" {
			t.Errorf("a correction and a result of another person: %s", d)
		}
		b.whole(t)
	})
}

func TestAFixedRowIsReleased(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		b.feed(t, testhall, header+"R4,C1,Ana,Roy,,70-291,2004-03-02,Pass,800\nR5,C1,Ana,Roy,,70-290,,Pass,800\n")
		want(t, b.Release(t.Context(), b.manager, 1, 1, nil, "looks right"), fault.Invalid)
		check(t, b.Release(t.Context(), b.manager, 1, 1, []byte("R4,C1,Ana,Roy,,70-291,3/2/2004,Pass,800"), "the day was in another order"))
		want(t, b.Release(t.Context(), b.manager, 1, 1, nil, "again"), fault.Conflict)
		check(t, b.Dismiss(t.Context(), b.manager, 1, 2, "the vendor withdrew it"))
		want(t, b.Dismiss(t.Context(), b.manager, 1, 3, "no such"), fault.NotFound)
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.manager, 1))
		if len(w.Facts) != 1 || w.Facts[0].ID != "microsoft/70-291" {
			t.Errorf("%+v", w.Facts)
		}
		b.whole(t)
	})
}

// Whatever a source writes into one row, the rows beside it are taken in, on every database; no part of a value is lost unseen.
func TestARowThatIsTooMuchWaitsAlone(t *testing.T) {
	long := strings.Repeat("0123456789", 500)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		text := "Candidate,First,Last,Email,Exam,Date,Grade,Score,Registration,,\n" + // empty columns at the end are nobody's
			"C1,Ana,Roy,,70-270,3/1/2004,Pass,800,R1,,\n" +
			"C1,Ana,Roy,,70-290,3/1/2004,Pass,800," + long + ",,\n" +
			long + ",Ana,Roy,,70-290,3/1/2004,Pass,800,R2,,\n" +
			"C2,Bo,Li," + long + "@example.org,70-290,3/1/2004,Pass,800,R3,,\n" +
			"C3," + long + ",Li,,70-290,3/1/2004,Pass,800,R4,,\n" +
			"C1,Ana,Roy,,70-290,3/1/2004," + long + ",800,R5,,\n" +
			"C1,Ana,Roy,,70-290,3/1/2004,Pass,800,R6,," + strings.Repeat("x", 2<<20) + "\n" +
			"C1,Ana,Roy,,70-290,1/1/0001,Pass,800,R7,,\n" +
			"C1,Ana,Roy,,70-290,12/30/1899,Pass,800,R8,,\n" +
			"C1,Ana,Roy,,70-291,3/1/2004,Pass,800,R9,,\n"
		if d := cmp.Diff([5]int64{2, 0, 0, 8, 0}, counts(b.feed(t, testhall, text))); d != "" {
			t.Error(d)
		}
		var why []string
		for _, w := range must[[]registrar.Waiting](t)(b.Quarantined(t.Context(), b.manager, 1, 0, 100)) {
			why = append(why, fmt.Sprint(w.Row, " ", w.Sentence))
		}
		if d := cmp.Diff([]string{
			"2 the value of Registration is 5000 characters long; at most 200 are taken",
			"3 the value of Candidate is 5000 characters long; at most 200 are taken",
			"4 the value of Email is 5012 characters long; at most 200 are taken",
			"5 the value of First is 5000 characters long; at most 200 are taken",
			"6 the value of Grade is 5000 characters long; at most 200 are taken",
			"7 the row is longer than the 1024 KiB that one may have; only its beginning is kept",
			"8 0001-01-01 is no day on which anybody can have had it; no day before 1900-01-01 is taken",
			"9 1899-12-30 is no day on which anybody can have had it; no day before 1900-01-01 is taken",
		}, why); d != "" {
			t.Error(d)
		}
		b.whole(t)
	})
}

// A first line that names a column twice does not say which is meant; a source's name that means something else says nothing of it.
func TestAFileThatCannotBeMeant(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	for what, f := range map[string]registrar.Feed{
		"a column twice":    {Profile: []byte(testhall), File: strings.NewReader(strings.Replace(header, "Score", "Grade,Score", 1))},
		"a long first line": {Profile: []byte(testhall), File: strings.NewReader(strings.Replace(header, "\n", strings.Repeat(",", 2<<20)+"\n", 1))},
		"the name email":    {Profile: []byte(strings.Replace(testhall, "testhall", "email", 1)), File: strings.NewReader(header)},
		"the name award":    {Profile: []byte(strings.Replace(testhall, "testhall", "award", 1)), File: strings.NewReader(header)},
	} {
		if _, err := b.ImportFeed(t.Context(), b.manager, f); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A profile that read a file wrongly is mended and the file taken in again: rows that were right are known, the others come in.
func TestAMendedProfileReadsTheFileAgain(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	text := header + "R1,C1,Ana,Roy,,70-270,3/1/2004,Pass,800\nR2,C1,Ana,Roy,,70-290,3/1/2004,Bestanden,800\n"
	if d := cmp.Diff([5]int64{1, 0, 0, 1, 0}, counts(b.feed(t, testhall, text))); d != "" {
		t.Error(d)
	}
	mended := strings.Replace(testhall, "passes: Pass", "passes: [Pass, Bestanden]", 1)
	for range 2 {
		if d := cmp.Diff([5]int64{1, 1, 0, 0, 0}, counts(b.feed(t, mended, text))); d != "" {
			t.Error(d)
		}
	}
	b.whole(t)
}

func TestJSONLines(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	profile := "profile: hall2\nformat: jsonl\ncandidate: person.id\nname: person.name\nreference: id\nissuer: microsoft\ncode: exam\ndate: on\ncandidates: add\n"
	text := `{"id": 17, "person": {"id": "p1", "name": "Ana Roy"}, "exam": "70-290", "on": "2004-03-01"}
{"id": 18, "person": {"id": "p1"}, "exam": "70-291", "on": "2004-03-01"
{"id": 17, "person": {"id": "p1", "name": "Ana Roy"}, "exam": "70-290", "on": "2004-03-02"}
`
	if d := cmp.Diff([5]int64{1, 0, 0, 2, 0}, counts(b.feed(t, profile, text))); d != "" {
		t.Error(d)
	}
}

// rows makes a file of n rows of which about one in a hundred is rubbish, and counts those.
func rows(n int) (text []byte, bad int64) {
	random := rand.New(rand.NewPCG(1, 2))
	codes := []string{"70-270", "70-290", "70-291", "70-284", "70-293", "70-294", "70-298", "70-228"}
	var b bytes.Buffer
	b.WriteString(header)
	for i := range n {
		date := fmt.Sprintf("%d/%d/%d", 1+random.IntN(12), 1+random.IntN(28), 2003+random.IntN(2))
		code := codes[i%len(codes)]
		if strings.HasSuffix(date, "2003") && code != "70-228" && code != "70-270" {
			date = strings.Replace(date, "2003", "2004", 1)
		}
		if random.IntN(100) == 0 {
			bad++
			date = "never"
		}
		fmt.Fprintf(&b, "R%d,C%d,First,Last,c%d@example.org,%s,%s,Pass,%d\n", i, i/8, i/8, code, date, 500+random.IntN(500))
	}
	return b.Bytes(), bad
}

// A feed that is killed half-way goes on where it was, without loss or doubles.
func TestAFeedGoesOnWhereItWasKilled(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 30_000
	}
	text, bad := rows(n)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		var total store.Batch
		for kills := 0; ; kills++ {
			ctx, kill := context.WithCancel(t.Context())
			parts := 0
			var err error
			total, err = b.ImportFeed(ctx, b.manager, registrar.Feed{
				Name: "big.csv", Profile: []byte(testhall), File: bytes.NewReader(text),
				Progress: func(int64) {
					if parts++; parts == 4 {
						kill()
					}
				},
			})
			kill()
			if err == nil {
				if kills == 0 {
					t.Error("it was never killed")
				}
				break
			}
			if !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff([5]int64{int64(n) - bad, 0, 0, bad, 0}, counts(total)); d != "" {
			t.Error(d)
		}
		var confirmation strings.Builder
		check(t, b.Confirm(t.Context(), b.manager, 1, &confirmation))
		if explained := strings.Count(confirmation.String(), ",never is no day written as month/day/year\n"); int64(explained) != bad {
			t.Errorf("%d bad rows are explained, of %d", explained, bad)
		}
		b.whole(t)
	})
}
