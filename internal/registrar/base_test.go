package registrar_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"time"

	"waymark/catalogue"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// body is a certification body at work: its registrar, its people, and the day, which a test may move on.
type body struct {
	*registrar.Registrar
	store                          *store.Store
	today                          record.Date
	admin, manager, decider, other registrar.Actor
}

func newBody(tb testing.TB, s *store.Store) *body {
	tb.Helper()
	b := &body{store: s, today: record.Day(2005, time.June, 1)}
	b.Registrar = registrar.New(s, registrar.Options{
		Now:   func() time.Time { return b.today.Time().Add(9 * time.Hour) },
		Today: func() record.Date { return b.today },
	})
	ctx := context.Background()
	installed, err := b.Install(ctx, "admin@example.org", "Ada Admin", packs(tb))
	check(tb, err)
	if !installed {
		tb.Fatal("not installed")
	}
	b.admin = must[registrar.Actor](tb)(b.ActorOf(ctx, 1))
	b.manager = b.person(tb, "Mia Manager", 0, registrar.RoleManager)
	b.decider = b.person(tb, "Dan Decider", 0, registrar.RoleDecisionMaker)
	b.other = b.person(tb, "Eva Second", 0, registrar.RoleDecisionMaker)
	return b
}

func (b *body) person(tb testing.TB, name string, candidate int64, roles registrar.Roles) registrar.Actor {
	tb.Helper()
	email := strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@example.org"
	id := must[int64](tb)(b.OpenAccount(context.Background(), b.admin, email, name, candidate, roles))
	return must[registrar.Actor](tb)(b.ActorOf(context.Background(), id))
}

// packs are the programmes of one issuer and what they reach.
func packs(tb testing.TB) map[string][]byte {
	tb.Helper()
	texts := map[string][]byte{}
	for _, pattern := range []string{"microsoft/*.yaml", "comptia/*.yaml", "unisys/*.yaml"} {
		names, err := fs.Glob(catalogue.Files(), pattern)
		check(tb, err)
		for _, name := range names {
			if !strings.HasSuffix(name, ".test.yaml") {
				text, err := fs.ReadFile(catalogue.Files(), name)
				check(tb, err)
				texts[name] = text
			}
		}
	}
	return texts
}

// failer is a test, generated or not.
type failer interface {
	Helper()
	Fatal(...any)
}

func check(t failer, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func must[T any](t failer) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		check(t, err)
		return v
	}
}

func want(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("want a fault of the kind %v, got %v", kind, err)
	}
}

func exams(codes ...string) []record.Evidence {
	var out []record.Evidence
	for i, code := range codes {
		out = append(out, record.Evidence{
			Ref: record.Ref{Kind: record.Exam, ID: "microsoft/" + code}, Date: record.Day(2004, time.March, 1+i), State: record.Verified, Source: "testhall",
		})
	}
	return out
}

// ana is a candidate with exams passed.
func (b *body) ana(t testing.TB, codes ...string) int64 {
	t.Helper()
	id := must[int64](t)(b.AddCandidate(context.Background(), b.manager, "Ana Roy"))
	must[[]int64](t)(b.RecordEvidence(context.Background(), b.manager, id, exams(codes...), ""))
	return id
}

// awards are the candidate's awards: programme, first day and status today.
func (b *body) awards(t testing.TB, candidate int64) []string {
	t.Helper()
	w := must[*registrar.Whole](t)(b.Record(context.Background(), b.decider, candidate))
	out := []string{}
	for i := range w.Awards {
		a := &w.Awards[i]
		out = append(out, strings.Join([]string{a.Programme, a.Date.String(), registrar.StatusOn(a, b.today).String()}, " "))
	}
	return out
}

// whole holds that the journal is whole.
func (b *body) whole(t testing.TB) {
	t.Helper()
	for _, found := range must[[]store.Tampering](t)(b.VerifyJournal(context.Background(), b.admin, nil)) {
		t.Errorf("journal: %+v", found)
	}
}
