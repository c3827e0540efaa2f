package jobs_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/riverqueue/river"

	"waymark/internal/jobs"
	"waymark/internal/mail"
	"waymark/internal/mail/mailtest"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

func TestMain(m *testing.M) { storetest.Main(m) }

const mcp = `programme: microsoft/mcp
title: Microsoft Certified Professional
awards: {credential: mcp, abbreviation: MCP, term: lifetime}
version: "2003"
requires:
  - any: [exam 70-270, exam 70-290]
`

const facts = `facts: microsoft
title: Microsoft
sources:
  - {id: general, page: general knowledge, confidence: unconfirmed}
exams:
  70-270: {title: "Windows XP Professional", sources: [general]}
  70-290: {title: "Windows Server 2003", sources: [general]}
`

const profile = `profile: testhall
format: csv
candidate: Candidate
reference: Registration
issuer: microsoft
code: Exam
date: Date
candidates: add
`

// office is a certification body with workers; a test may move its day on.
type office struct {
	*registrar.Registrar
	store   *store.Store
	manager registrar.Actor
	decider registrar.Actor
	today   atomic.Int64
}

func newOffice(t testing.TB, s *store.Store) *office {
	t.Helper()
	o := &office{store: s}
	o.today.Store(int64(record.Day(2005, time.June, 1)))
	o.Registrar = registrar.New(s, registrar.Options{Now: time.Now, Today: func() record.Date { return record.Date(o.today.Load()) }})
	ctx := context.Background()
	if _, err := o.Install(ctx, "ada@example.org", "Ada", map[string][]byte{"mcp.yaml": []byte(mcp), "facts.yaml": []byte(facts)}); err != nil {
		t.Fatal(err)
	}
	admin := registrar.Actor{Account: 1, Roles: registrar.RoleAdministrator}
	for into, role := range map[*registrar.Actor]registrar.Roles{&o.manager: registrar.RoleManager, &o.decider: registrar.RoleDecisionMaker} {
		id, err := o.OpenAccount(ctx, admin, fmt.Sprint(role, "@example.org"), "Somebody", 0, role)
		if err != nil {
			t.Fatal(err)
		}
		if *into, err = o.ActorOf(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func (o *office) work(t testing.TB, server *mail.Server) *jobs.Workers {
	t.Helper()
	w, err := jobs.Start(t.Context(), o.store, o.Registrar, jobs.Options{
		Now: time.Now, Mail: server, Look: time.Second, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// What is cut short by stopping is no error that somebody must look into.
func TestStoppingIsNoError(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		var log bytes.Buffer
		for n := range 12 {
			w, err := jobs.Start(t.Context(), s, o.Registrar, jobs.Options{
				Now: time.Now, Look: time.Second, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})),
			})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(n) * 20 * time.Millisecond) // it is stopped while it begins, and while it works
			stop(t, w)
		}
		if log.Len() > 0 {
			t.Errorf("it says:\n%s", &log)
		}
	})
}

func stop(t testing.TB, w *jobs.Workers) {
	t.Helper()
	if err := w.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

func (o *office) feed(t *testing.T, people int) {
	t.Helper()
	var file bytes.Buffer
	fmt.Fprintln(&file, "Registration,Candidate,Exam,Date")
	for n := range people {
		fmt.Fprintf(&file, "R%d,C%d,70-270,2004-03-01\n", n, n)
	}
	if _, err := o.ImportFeed(t.Context(), o.manager, registrar.Feed{Name: "f", Profile: []byte(profile), File: bytes.NewReader(file.Bytes())}); err != nil {
		t.Fatal(err)
	}
}

// soon waits until something holds, which nobody but the workers brings about.
func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 1200 {
		if holds() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%s did not come about in half a minute", what)
}

func (o *office) awards(t *testing.T, candidate int64) []store.Award {
	t.Helper()
	return storetest.View(t, o.store, func(v *store.View) ([]store.Award, error) { return v.Awards(candidate) })
}

func (o *office) due(t *testing.T) int {
	t.Helper()
	return len(storetest.View(t, o.store, func(v *store.View) ([]int64, error) { return v.Due(1000) }))
}

func TestWhomAFeedConcernsIsAuditedByItself(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		w := o.work(t, nil)
		defer stop(t, w)
		soon(t, "the first day", func() bool {
			return storetest.View(t, s, func(v *store.View) (string, error) { return v.Setting("business day") }) == "2005-06-01"
		})
		o.feed(t, 500)
		soon(t, "every audit", func() bool { return o.due(t) == 0 })
		for _, id := range []int64{1, 250, 500} {
			if a := o.awards(t, id); len(a) != 1 || a[0].Programme != "microsoft/mcp" || a[0].DecidedBy != "worker" {
				t.Errorf("candidate %d: %+v", id, a)
			}
		}
	})
}

// A publication takes effect on its day, by itself.
func TestADayBegins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		o.feed(t, 3)
		w := o.work(t, nil)
		defer stop(t, w)
		soon(t, "every audit", func() bool { return o.due(t) == 0 })
		harder := strings.Replace(strings.Replace(mcp, "exam 70-270, ", "", 1), "2003", "2006", 1)
		tomorrow := record.Date(o.today.Load()) + 1
		if err := o.Publish(t.Context(), o.decider, map[string][]byte{"mcp.yaml": []byte(harder)}, tomorrow, "closed"); err != nil {
			t.Fatal(err)
		}
		if e := o.awards(t, 1)[0].Events; len(e) != 1 {
			t.Fatalf("before the day: %+v", e)
		}
		o.today.Store(int64(tomorrow))
		soon(t, "the next day's doubt", func() bool {
			e := o.awards(t, 3)[0].Events
			return len(e) == 2 && e[1].Kind == store.Unsupported && e[1].Date == tomorrow
		})
	})
}

// Once a business day the log names the last entry of the journal, which is there with that hash.
func TestADayBeginsWithTheHeadOfTheJournal(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t)))
	var log bytes.Buffer
	for range 2 {
		w, err := jobs.Start(t.Context(), o.store, o.Registrar, jobs.Options{Now: time.Now, Look: 50 * time.Millisecond, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err != nil {
			t.Fatal(err)
		}
		soon(t, "the day", func() bool {
			return storetest.View(t, o.store, func(v *store.View) (string, error) { return v.Setting("business day") }) != ""
		})
		stop(t, w)
	}
	found := regexp.MustCompile(`day=2005-06-01 head=(\d+):([0-9a-f]{64})`).FindAllStringSubmatch(log.String(), -1)
	if len(found) != 1 {
		t.Fatalf("%d heads in %s", len(found), log.String())
	}
	seq, _ := strconv.ParseInt(found[0][1], 10, 64)
	entries := storetest.View(t, o.store, func(v *store.View) ([]store.Entry, error) { return v.Journal(seq, 1) })
	if len(entries) != 1 || entries[0].Seq != seq || hex.EncodeToString(entries[0].Hash) != found[0][2] {
		t.Errorf("the journal has %+v", entries)
	}
}

// What a killed process left half done is done by the next, though the queue still says that somebody is at it.
func TestWorkOfAKilledProcessIsDone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		stop(t, o.work(t, nil)) // this one begins the day
		o.feed(t, 20)
		takeAndDie(t, s)
		if n := o.due(t); n != 20 {
			t.Fatalf("%d are due", n)
		}
		w := o.work(t, nil)
		defer stop(t, w)
		soon(t, "every audit", func() bool { return o.due(t) == 0 })
	})
}

// takeAndDie takes the work of settling as a process that is then heard of no more.
func takeAndDie(t *testing.T, s *store.Store) {
	t.Helper()
	taken := make(chan struct{})
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[store.Settling]) error {
		close(taken)
		<-ctx.Done()
		return ctx.Err()
	}))
	dead, err := s.Queue(&river.Config{
		Logger: slog.New(slog.DiscardHandler), Workers: workers, Queues: map[string]river.QueueConfig{store.QueueSettle: {MaxWorkers: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := dead.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dead.StopAndCancel(context.Background()) })
	<-taken
}

// A letter that no server takes, or none yet, holds up no other; each goes out once.
func TestLettersGoOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s)
		post := mailtest.Open(t)
		write := func(to string) {
			if err := s.Change(t.Context(), func(c *store.Change) error {
				return c.AddMessages(store.Message{Recipient: to, Subject: "Sign in", Body: "Open this link.", At: time.Now().UnixMicro()})
			}); err != nil {
				t.Fatal(err)
			}
		}
		write("before@example.org")
		unsent := func() int {
			return len(storetest.View(t, s, func(v *store.View) ([]store.Message, error) { return v.Unsent(10) }))
		}
		w := o.work(t, nil)
		stop(t, w)
		if unsent() != 1 {
			t.Fatal("a process without a server sent a letter")
		}
		w = o.work(t, &mail.Server{Host: "127.0.0.1", Port: post.Port, From: "office@example.org", Plain: true})
		defer stop(t, w)
		write("refused@example.org")
		write("later@example.org") // the office takes it the second time
		write("ana@example.org")
		soon(t, "all letters but the refused", func() bool { return unsent() == 1 })
		if got := post.Taken(); len(got) != 3 {
			t.Errorf("%d letters went out: %v", len(got), got)
		}
	})
}
