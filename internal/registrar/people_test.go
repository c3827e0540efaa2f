package registrar_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// A candidate is renamed by a step of their own, and found by words of any name they had, page after page.
func TestCandidatesAreFoundByName(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		for _, name := range []string{"Ana Roy", "Bo Li", "Anabel Royce", "100% _Sure", `Back\Slash`} {
			must[int64](t)(b.AddCandidate(t.Context(), b.manager, name))
		}
		want(t, b.Rename(t.Context(), b.manager, 1, " ", "married"), fault.Invalid)
		want(t, b.Rename(t.Context(), b.manager, 1, "Ana Lund", " "), fault.Invalid)
		check(t, b.Rename(t.Context(), b.manager, 1, "Ana Lund", "married"))
		for _, c := range []struct {
			words string
			after int64
			limit int
			want  string
		}{
			{"roy", 0, 9, "[{1 Ana Lund} {3 Anabel Royce}]"},
			{"ROY ana", 0, 9, "[{1 Ana Lund} {3 Anabel Royce}]"},
			{"roy", 1, 9, "[{3 Anabel Royce}]"},
			{"an", 0, 1, "[{1 Ana Lund}]"},
			{"lund", 0, 9, "[{1 Ana Lund}]"},
			{"%", 0, 9, "[{4 100% _Sure}]"},
			{"_", 0, 9, "[{4 100% _Sure}]"},
			{`\`, 0, 9, `[{5 Back\Slash}]`},
			{"'; --", 0, 9, "[]"},
		} {
			found := must[[]store.Candidate](t)(b.CandidatesNamed(t.Context(), b.manager, c.words, c.after, c.limit))
			if got := fmt.Sprint(found); got != c.want {
				t.Errorf("%s after %d: %s", c.words, c.after, got)
			}
		}
		last := must[[]store.Entry](t)(b.LatestEntries(t.Context(), b.admin, 0, 1))[0]
		if last.Act != "rename" || last.Subject != "candidate 1" || last.Reason != "married" || last.Before != `{"name":"Ana Roy"}` || last.After != `{"name":"Ana Lund"}` {
			t.Errorf("%+v", last)
		}
		check(t, b.Identify(t.Context(), b.manager, 1, store.Identity{Kind: "testhall", Value: "C1"}))
		check(t, b.Rename(t.Context(), b.manager, 1, "Ana Lund-Berg", "so they write it"))
		var out bytes.Buffer
		check(t, b.Export(t.Context(), b.admin, 1, &out))
		for _, part := range []string{`"name": "Ana Roy",`, `"name": "Ana Lund",`, `"act": "add-candidate"`, `"act": "identify"`, `"reason": "married"`} {
			if !strings.Contains(out.String(), part) {
				t.Errorf("the export lacks %s:\n%s", part, &out)
			}
		}
		b.whole(t)
	})
}

func TestAPersonHasOneAccount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana, anna := b.ana(t, "70-270"), b.ana(t, "70-290")
		b.person(t, "Ana Self", ana, registrar.RoleCandidate)
		_, err := b.OpenAccount(t.Context(), b.admin, "other@example.org", "Ana", ana, registrar.RoleCandidate)
		want(t, err, fault.Conflict)
		if !strings.Contains(err.Error(), "account 5 (ana.self@example.org)") {
			t.Error(err)
		}
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, anna, ana, "same passport"))
		_, err = b.OpenAccount(t.Context(), b.admin, "other@example.org", "Ana", anna, registrar.RoleCandidate)
		want(t, err, fault.Conflict)
		check(t, b.Unmerge(t.Context(), b.manager, merge, "twins"))
		must[int64](t)(b.OpenAccount(t.Context(), b.admin, "other@example.org", "Anna", anna, registrar.RoleCandidate))
	})
}

func TestAnAccountIsOneThatSomebodyCanUse(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	for _, email := range []string{"", "ana", "ana@", "Ana <ana@example.org>", "ana@example.org\nBcc: x@example.org", "a b@example.org"} {
		_, err := b.OpenAccount(t.Context(), b.admin, email, "Ana", 0, registrar.RoleManager)
		want(t, err, fault.Invalid)
	}
	_, err := b.OpenAccount(t.Context(), b.admin, "ana@example.org", " ", 0, registrar.RoleManager)
	want(t, err, fault.Invalid)
	_, err = b.OpenAccount(t.Context(), b.admin, "ana@example.org", "Ana", 0, registrar.RoleCandidate)
	want(t, err, fault.Invalid)
	id := must[int64](t)(b.OpenAccount(t.Context(), b.admin, " ana@example.org ", "Ana", 0, registrar.RoleManager))
	want(t, b.GrantRole(t.Context(), b.admin, id, "candidate", true, "she is one"), fault.Invalid)
	want(t, b.GrantRole(t.Context(), b.admin, id, "boss", true, "she is one"), fault.Invalid)
	empty := registrar.New(storetest.Open(t, storetest.SQLite(t)), registrar.Options{Now: time.Now, Today: func() record.Date { return 1 }})
	if _, err := empty.Install(t.Context(), "ada", "Ada", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("installed with an administrator who can never sign in: %v", err)
	}
}

func TestAnIdentityNamesSomething(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	ana := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana Roy"))
	for _, i := range []store.Identity{{Kind: "email", Value: "ana"}, {Kind: "email", Value: " "}, {Kind: "testhall", Value: ""}, {Value: "17"}} {
		want(t, b.Identify(t.Context(), b.manager, ana, i), fault.Invalid)
		_, err := b.AddCandidate(t.Context(), b.manager, "Ana", i)
		want(t, err, fault.Invalid)
	}
	check(t, b.Identify(t.Context(), b.manager, ana, store.Identity{Kind: "email", Value: " Ana@Example.org "}))
}

func TestTheJournalIsReadFromItsEnd(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	var got []int64
	for before := int64(0); ; {
		some := must[[]store.Entry](t)(b.LatestEntries(t.Context(), b.admin, before, 2))
		if len(some) == 0 {
			break
		}
		for _, e := range some {
			got = append(got, e.Seq)
		}
		before = some[len(some)-1].Seq
	}
	if d := cmp.Diff([]int64{4, 3, 2, 1}, got); d != "" {
		t.Error(d)
	}
}

// What a source wrote into a row is no formula where the confirmation is opened as a table.
func TestAConfirmationHoldsNoFormula(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	text := header + "R1,C1,Ana,Roy,,70-270,=HYPERLINK(1),Pass,800\n"
	total, err := b.ImportFeed(t.Context(), b.manager, registrar.Feed{Name: "=cmd|'/c calc'!A1.csv", Profile: []byte(testhall), File: strings.NewReader(text)})
	check(t, err)
	var out bytes.Buffer
	check(t, b.Confirm(t.Context(), b.manager, total.Feed, &out))
	cells := 0
	for _, row := range must[[][]string](t)(csv.NewReader(&out).ReadAll()) {
		for _, cell := range row {
			cells++
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a cell begins as a formula does: %s", cell)
			}
		}
	}
	if cells == 0 {
		t.Error("nothing was written")
	}
}

// A name is read as it is written wherever it is shown: what steers a terminal, breaks a line or turns letters round is none of it.
func TestANameIsSeenWhole(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	ana := b.ana(t, "70-270")
	for _, name := range []string{" ", "Ana\r\nBcc: x", "Ana\x1b[2J", "\u202eyoR anA", "Ana \u2066Roy", "Ana\u2028Roy", "Ana\u0085Roy", strings.Repeat("é", 201)} {
		_, err := b.AddCandidate(t.Context(), b.manager, name)
		want(t, err, fault.Invalid)
		want(t, b.Rename(t.Context(), b.manager, ana, name, "so"), fault.Invalid)
		_, err = b.OpenAccount(t.Context(), b.admin, "x@example.org", name, 0, registrar.RoleManager)
		want(t, err, fault.Invalid)
	}
	for _, name := range []string{"Ana Roy-Lund", "Jürgen O’Neill", "علی\u200cرضا", "李小龍", strings.Repeat("é", 200)} { // one of them needs its joiner
		check(t, b.Rename(t.Context(), b.manager, ana, name, "so"))
	}
	if d := cmp.Diff([5]int64{0, 0, 0, 1, 0}, counts(b.feed(t, testhall, header+"R1,C1,Ana\u202e,Roy,,70-270,3/1/2004,Pass,800\n"))); d != "" {
		t.Error(d)
	}
}

func TestCandidatesAreFoundByWhateverNamesThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		ana := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana Roy",
			store.Identity{Kind: store.Email, Value: "ana@example.org"}, store.Identity{Kind: "testhall", Value: "SR7"}, store.Identity{Kind: "other", Value: "1"}))
		ben := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ben Roy", store.Identity{Kind: "zenith", Value: "1"}))
		for text, whom := range map[string][]int64{
			"Ana@Example.org": {ana}, "SR7": {ana}, "2": {ben}, "1": {ana, ben}, "0": nil, "-1": nil, "7": nil, "email": nil, "": nil,
		} {
			var got []int64
			for _, c := range must[[]store.Candidate](t)(b.CandidatesKnownAs(t.Context(), b.manager, text)) {
				got = append(got, c.ID)
			}
			if d := cmp.Diff(whom, got); d != "" {
				t.Errorf("%q: %s", text, d)
			}
		}
		merge := must[int64](t)(b.Merge(t.Context(), b.manager, ana, ben, "same passport"))
		if got := must[[]store.Candidate](t)(b.CandidatesKnownAs(t.Context(), b.manager, "2")); len(got) != 1 {
			t.Errorf("a merged record is found as %v", got)
		}
		check(t, b.Unmerge(t.Context(), b.manager, merge, "twins"))
	})
}
