package registrar_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/keyring"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
	"waymark/verify"
)

const (
	// ringIn names, in the environment of a process that is killed, the file with the keys that its parent has too.
	ringIn = "WAYMARK_TEST_RING"

	passphrase = "correct horse battery"
	home       = "https://board.example"
)

// ring has the keys of every issuer of these tests.
var ring = sync.OnceValue(func() *keyring.Ring {
	t := &failing{}
	if file := os.Getenv(ringIn); file != "" {
		return must[*keyring.Ring](t)(keyring.Parse(must[[]byte](t)(os.ReadFile(file))))
	}
	r := must[*keyring.Ring](t)(keyring.New(keyring.Issuer{URL: home, Name: "Exam Board"}, true))
	must[*keyring.Key](t)(r.Cost(2).Add(key.Ed25519, passphrase, time.Unix(1e9, 0), rand.Reader))
	must[*keyring.Key](t)(r.Add(key.P256, passphrase, time.Unix(1e9, 0), rand.Reader))
	return r
})

func newIssuing(t failer) *registrar.Issuing {
	t.Helper()
	return &registrar.Issuing{Issuer: issuer.New(must[*keyring.Signers](t)(ring().Open(passphrase)))}
}

func (b *body) issuing(t failer) *registrar.Issuing {
	t.Helper()
	return newIssuing(t)
}

// issue takes every credential as far as it goes.
func (b *body) issue(t testing.TB, s *registrar.Issuing) registrar.Issued {
	t.Helper()
	var sum registrar.Issued
	for {
		done := must[registrar.Issued](t)(b.IssueCredentials(context.Background(), registrar.Worker, s, 100))
		if !done.Any() {
			return sum
		}
		sum.Prepared, sum.Signed, sum.Committed, sum.Held = sum.Prepared+done.Prepared, sum.Signed+done.Signed, sum.Committed+done.Committed, sum.Held+done.Held
	}
}

// issuances are the makings of an award's credential.
func (b *body) issuances(t testing.TB, candidate, number int64) []store.Issuance {
	t.Helper()
	return storetest.View(t, b.store, func(v *store.View) ([]store.Issuance, error) { return v.Issuances(candidate, number) })
}

// site is what the body publishes.
func (b *body) site(address string) ([]byte, error) {
	if address == home+"/.well-known/did.json" {
		document, _ := ring().Document()
		return jsontree.Append(nil, &document), nil
	}
	if id, is := strings.CutPrefix(address, home+"/status/"); is {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, err
		}
		p, err := b.StatusList(context.Background(), n)
		return p.Body, err
	}
	return nil, errors.New("nothing at " + address)
}

// judged is how a verifier judges an issuance's credential today: the whole, and what decided the status.
func (b *body) judged(t testing.TB, s store.Issuance) string {
	t.Helper()
	must[int](t)(b.PublishStatusLists(context.Background(), registrar.Worker, b.issuing(t)))
	c := must[*registrar.Credential](t)(b.Credential(context.Background(), s.Code))
	v := verify.Verify(c.Document, verify.Options{Now: b.today.Time().Add(10 * time.Hour), Fetch: b.site})
	return v.Outcome.String() + " " + v.Step(verify.StepStatus).Notes[0].Code
}

func TestADecidedAwardBecomesACredential(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		check(t, b.Identify(t.Context(), b.manager, id, store.Identity{Kind: store.Email, Value: "ana@example.org"}))
		if d := cmp.Diff(registrar.Issued{Prepared: 1, Signed: 1, Committed: 1}, b.issue(t, b.issuing(t))); d != "" {
			t.Error(d)
		}
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		if got := registrar.Stage(&w.Awards[0]); got != store.Committed {
			t.Error(got)
		}
		made := b.issuances(t, id, 1)
		c := must[*registrar.Credential](t)(b.Credential(t.Context(), made[0].Code))
		if c.Holder != "Ana Roy" || c.Abbreviation != "MCP" || c.Status != registrar.InForce || c.Current != "" || c.Date != w.Awards[0].Date {
			t.Errorf("%+v", c)
		}
		options := verify.Options{Now: b.today.Time().Add(10 * time.Hour), Fetch: b.site, Recipient: "ana@example.org", Trusted: map[string]string{"did:web:board.example": "Exam Board"}}
		for form, data := range map[string][]byte{"json": c.Document, "jwt": c.Token} {
			v := verify.Verify(data, options)
			if v.Outcome != verify.Passed || v.Form != form {
				t.Errorf("%s: %+v", form, v.Steps)
			}
		}
		for _, part := range []string{`"70-270`, `"criteria"`, "Exam `microsoft/70-270`: Installing", home + "/c/" + made[0].Code, `"targetType":"CTDL"`, home + "/badges/microsoft/mcp.png"} {
			if !strings.Contains(string(c.Document), part) {
				t.Errorf("the credential lacks %s", part)
			}
		}
		letters := storetest.View(t, s, func(v *store.View) ([]store.Message, error) { return v.Unsent(10) })
		if len(letters) != 1 || letters[0].Recipient != "ana@example.org" || !strings.Contains(letters[0].Body, home+"/c/"+made[0].Code) {
			t.Errorf("%+v", letters)
		}
		if strings.Contains(string(c.Document), "ana@example.org") {
			t.Error("the e-mail address stands in the credential in the clear")
		}
		if again := b.issue(t, b.issuing(t)); again.Any() {
			t.Errorf("issued again: %+v", again)
		}
		_, err := b.Credential(t.Context(), "0000000000000000")
		want(t, err, fault.NotFound)
		b.whole(t)
	})
}

func TestReissueReplaces(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		b.issue(t, b.issuing(t))
		first := b.issuances(t, id, 1)[0]
		want(t, b.Reissue(t.Context(), b.decider, id, 1, ""), fault.Invalid)
		check(t, b.Reissue(t.Context(), b.decider, id, 1, "new name"))
		if got := b.judged(t, first); got != "passed verify.status-clear" {
			t.Errorf("before the new one is given out: %s", got)
		}
		if code := must[string](t)(b.CodeOf(t.Context(), b.decider, id, 1)); code != first.Code {
			t.Errorf("the code is %s", code)
		}
		b.issue(t, b.issuing(t))
		made := b.issuances(t, id, 1)
		if code := must[string](t)(b.CodeOf(t.Context(), b.decider, id, 1)); code != made[len(made)-1].Code {
			t.Errorf("the code is %s", code)
		}
		if len(made) != 2 || made[1].Code == first.Code || made[1].Place == first.Place {
			t.Fatalf("%+v", made)
		}
		if old, fresh := b.judged(t, first), b.judged(t, made[1]); old != "failed verify.revoked" || fresh != "passed verify.status-clear" {
			t.Errorf("the old is %s, the new is %s", old, fresh)
		}
		c := must[*registrar.Credential](t)(b.Credential(t.Context(), first.Code))
		if c.Current != made[1].Code || c.Status != registrar.InForce {
			t.Errorf("%+v", c)
		}
		b.whole(t)
	})
}

const dated = `programme: microsoft/dated
title: Dated
awards: {credential: dated, term: 12 months}
version: "2004"
requires:
  - any: [exam 70-270]
`

// What cannot be made is held with its reason and keeps nobody else waiting; it is tried again.
func TestWhatCannotBeMadeIsHeld(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		check(t, b.Publish(t.Context(), b.decider, map[string][]byte{"microsoft/dated.yaml": []byte(dated)}, b.today, "new"))
		b.today = record.Day(2005, time.June, 2)
		id := must[int64](t)(b.AddCandidate(t.Context(), b.manager, "Ana Roy"))
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, id, []record.Evidence{{
			Ref: record.Ref{Kind: record.Exam, ID: "microsoft/70-270"}, Date: record.Day(2005, time.June, 1), State: record.Verified,
		}}, ""))
		b.today = record.Day(2006, time.June, 30)
		other := b.ana(t, "70-290")
		latest := func() int64 { return must[[]store.Entry](t)(b.LatestEntries(t.Context(), b.decider, 0, 1))[0].Seq }
		before := latest()
		tried, next, err := b.TryIssuing(t.Context(), registrar.Worker, b.issuing(t), store.ToIssue{}, 100)
		if err != nil || next.Candidate != 0 || len(tried) != 1 || tried[0].Candidate != id || !strings.Contains(tried[0].Why, "is lapsed") {
			t.Errorf("%+v, %v, %v", tried, next, err)
		}
		if n := must[map[store.AwardEventKind]int64](t)(b.ToIssue(t.Context(), b.decider)); n[0] != 0 || n[store.Prepared] != 3 || latest() != before {
			t.Errorf("trying has changed something: %v", n)
		}
		done := b.issue(t, b.issuing(t))
		if done.Held != 1 || done.Committed != 2 {
			t.Errorf("%+v", done)
		}
		held := must[[]store.ToIssue](t)(b.Held(t.Context(), b.decider, store.ToIssue{}, 10))
		if len(held) != 1 || held[0].Candidate != id || !strings.Contains(held[0].Why, "is lapsed") {
			t.Fatalf("%+v", held)
		}
		if len(b.issuances(t, other, 1)) != 1 {
			t.Error("the other waits")
		}
		must[bool](t)(b.BeginDay(t.Context()))
		if n := must[map[store.AwardEventKind]int64](t)(b.ToIssue(t.Context(), b.decider)); n[0] != 0 || n[store.Prepared] != 1 {
			t.Errorf("%v", n)
		}
	})
}

// An award in doubt, suspended or taken away before its credential is given out gets none.
func TestNothingIsIssuedOfAnAwardOutOfForce(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	doubted, suspended := b.ana(t, "70-270"), b.ana(t, "70-290")
	w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, doubted))
	check(t, b.VoidEvidence(t.Context(), b.manager, doubted, w.Facts[0].Piece, "somebody else sat it"))
	check(t, b.Suspend(t.Context(), b.decider, suspended, 1, b.today, "fee unpaid"))
	if done := b.issue(t, b.issuing(t)); done.Any() {
		t.Errorf("%+v", done)
	}
	check(t, b.Reinstate(t.Context(), b.decider, suspended, 1, b.today, "fee paid"))
	check(t, b.CorrectEvidence(t.Context(), b.manager, doubted, w.Facts[0].Piece, w.Facts[0].Evidence, "it was him"))
	if done := b.issue(t, b.issuing(t)); done.Committed != 2 {
		t.Errorf("%+v", done)
	}
}

// Several processes issue on one database: every award gets its credential, once.
func TestSeveralIssueAtOnce(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			b := newBody(t, storetest.Open(t, at))
			const people = 40
			for range people {
				b.ana(t, "70-270")
			}
			var all sync.WaitGroup
			for range 3 {
				r := registrar.New(storetest.Open(t, at), registrar.Options{Now: func() time.Time { return b.today.Time().Add(9 * time.Hour) }})
				all.Go(func() {
					s := newIssuing(t)
					for {
						done, err := r.IssueCredentials(context.Background(), registrar.Worker, s, 7)
						if err != nil && !fault.Is(err, fault.Conflict) { // somebody else took the step: look again
							t.Error(err)
							return
						}
						if err == nil && !done.Any() {
							return
						}
					}
				})
			}
			all.Wait()
			b.issue(t, b.issuing(t))
			b.holdsCredentials(t)
		})
	}
}

// holdsCredentials holds that every award in force has the one credential it is to have: made once, signed, given out, good.
func (b *body) holdsCredentials(t testing.TB) {
	t.Helper()
	last := storetest.View(t, b.store, func(v *store.View) (int64, error) { return v.LastCandidate() })
	places, n := map[string]bool{}, 0
	for id := int64(1); id <= last; id++ {
		awards := storetest.View(t, b.store, func(v *store.View) ([]store.Award, error) { return v.Awards(id) })
		for i := range awards {
			a := &awards[i]
			kinds := map[store.AwardEventKind]int{}
			for _, e := range a.Events {
				kinds[e.Kind]++
			}
			made := b.issuances(t, id, a.Number)
			if len(made) != kinds[store.Prepared] {
				t.Errorf("award %d of %d: %d documents, %d prepared", a.Number, id, len(made), kinds[store.Prepared])
			}
			for _, s := range made {
				at := fmt.Sprint(s.List, " ", s.Place)
				if places[at] {
					t.Errorf("the place %s is given twice", at)
				}
				places[at] = true
			}
			if registrar.StatusOn(a, b.today) != registrar.InForce {
				continue
			}
			if registrar.Stage(a) != store.Committed || kinds[store.Committed] != kinds[store.Reissued]+1 {
				t.Errorf("award %d of %d: %v", a.Number, id, kinds)
				continue
			}
			n++
			if n%10 == 1 {
				if got := b.judged(t, made[len(made)-1]); got != "passed verify.status-clear" {
					t.Errorf("award %d of %d: %s", a.Number, id, got)
				}
			}
		}
	}
	if n == 0 {
		t.Error("no award has a credential")
	}
	b.whole(t)
}
