package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// TestProcessesAreKilled kills processes that serve and work, at random, while programs send evidence, feeds and revocations over
// HTTP and send each request again under its name until it is answered. At the end everything that was asked for is there once,
// whatever follows from it was decided once, and the journal is whole. On PostgreSQL two processes serve and one works.
//
// KILLS in the environment says how often to kill; 20 where it says nothing.
func TestProcessesAreKilled(t *testing.T) {
	kills := 20
	if n, err := strconv.Atoi(os.Getenv("KILLS")); err == nil {
		kills = n
	}
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, address(t), kills)
			h.processes(t)
			clients := h.ask(t)
			for range kills {
				time.Sleep(time.Duration(rand.IntN(1500)) * time.Millisecond)
				h.killOne(t)
			}
			close(h.enough)
			clients.Wait()
			h.settled(t)
			h.end(t)
			h.holds(t)
		})
	}
}

// house is an installation served by processes that are killed.
type house struct {
	address string
	open    *installation
	keys    []string // of three managers
	decider string
	second  string
	running []*victim
	kills   int
	enough  chan struct{}
	asked   atomic.Int64
	acts    [3]atomic.Int64 // candidates with all their evidence, revocations, rows of feeds
	revoked sync.Map        // candidates
}

// victim is a process that serves or works.
type victim struct {
	serves  bool
	mu      sync.Mutex
	command *exec.Cmd
	at      string
}

func newHouse(t *testing.T, address string, kills int) *house {
	t.Helper()
	ctx := t.Context()
	c := &Command{Now: time.Now}
	i, err := installationFlags{DB: address, Today: record.Day(2005, time.June, 1)}.open(ctx, c)
	ok(t, err)
	t.Cleanup(func() { ok(t, i.close()) })
	_, err = i.registrar.Install(ctx, "ada@example.org", "Ada", shippedTexts())
	ok(t, err)
	h := &house{address: address, open: i, kills: kills, enough: make(chan struct{})}
	door := login.New(i.store, i.registrar, login.Options{Now: time.Now})
	for n, role := range []registrar.Roles{registrar.RoleManager, registrar.RoleManager, registrar.RoleManager, registrar.RoleDecisionMaker, registrar.RoleDecisionMaker} {
		id, err := i.registrar.OpenAccount(ctx, registrar.Operator, fmt.Sprintf("p%d@example.org", n), "Somebody", 0, role)
		ok(t, err)
		by, err := i.registrar.ActorOf(ctx, id)
		ok(t, err)
		key, err := door.MakeKey(ctx, by, "test", []string{"read", "feed", "write"}, time.Hour*24)
		ok(t, err)
		h.keys = append(h.keys, key)
	}
	h.decider, h.second, h.keys = h.keys[3], h.keys[4], h.keys[:3]
	return h
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// processes starts those that are to be killed.
func (h *house) processes(t *testing.T) {
	t.Helper()
	h.running = []*victim{{serves: true}}
	if store.Shared(h.address) {
		h.running = append(h.running, &victim{serves: true}, &victim{})
	}
	for _, p := range h.running {
		p.start(t, h.address)
	}
	t.Cleanup(func() { h.end(t) })
}

// start starts the process and waits until it serves.
func (p *victim) start(t *testing.T, address string) {
	t.Helper()
	what := "work"
	args := []string{"--db", address, "--today", "2005-06-01"}
	if p.serves {
		what, args = "serve", append(args, "--listen", "127.0.0.1:0")
	}
	program, err := os.Executable()
	ok(t, err)
	c := exec.Command(program)
	c.Args = append([]string{clocked, what}, args...)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.StdoutPipe()
	ok(t, err)
	ok(t, c.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = c.Wait()
		t.Fatalf("%s did not start: %v %s", what, err, said.String())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.command = c
	if p.serves {
		_, rest, _ := strings.Cut(line, "http://")
		at, _, _ := strings.Cut(rest, "/")
		p.at = "http://" + at
	}
}

// killOne kills a process with SIGKILL and starts it again.
func (h *house) killOne(t *testing.T) {
	t.Helper()
	p := h.running[rand.IntN(len(h.running))]
	ok(t, p.command.Process.Kill())
	if err := p.command.Wait(); err == nil || strings.Contains(err.Error(), "exit status") {
		t.Fatalf("the process was not killed but ended: %v", err)
	}
	p.start(t, h.address)
}

// end ends the processes as an operator does, and each must end well.
func (h *house) end(t *testing.T) {
	t.Helper()
	for _, p := range h.running {
		_ = p.command.Process.Signal(os.Interrupt)
	}
	for _, p := range h.running {
		if err := p.command.Wait(); err != nil {
			t.Errorf("a process that was told to stop: %v", err)
		}
	}
	h.running = nil
}

// ask starts the programs that send acts.
func (h *house) ask(t *testing.T) *sync.WaitGroup {
	t.Helper()
	var all sync.WaitGroup
	for n, key := range h.keys {
		all.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-h.enough:
					return
				default:
				}
				if n == 0 && i <= h.kills/10 {
					h.feed(t, key, i)
				} else {
					h.person(t, key, i%3 == 0)
				}
			}
		})
	}
	return &all
}

// person sends a person and their evidence, and has one of their awards revoked by two.
func (h *house) person(t *testing.T, key string, revoke bool) {
	t.Helper()
	var added struct{ Candidate int64 }
	h.send(t, key, "/v1/candidates", map[string]any{"name": "Ana"}, &added)
	for _, exam := range []string{"70-270", "70-290", "70-291", "70-284"} {
		h.send(t, key, fmt.Sprintf("/v1/candidates/%d/evidence", added.Candidate), map[string]any{
			"evidence": []map[string]any{{"item": "exam microsoft/" + exam, "date": "2004-03-01", "state": "verified", "source": "transcript"}}, "reason": "seen",
		}, nil)
	}
	h.acts[0].Add(1)
	if !revoke {
		return
	}
	var moved struct{ Motion int64 }
	h.send(t, h.decider, fmt.Sprintf("/v1/candidates/%d/awards/2/revocation", added.Candidate), map[string]any{"from": "2005-06-01", "reason": "fraud"}, &moved)
	h.send(t, h.second, fmt.Sprintf("/v1/motions/%d/second", moved.Motion), map[string]any{"approve": true}, nil)
	h.revoked.Store(added.Candidate, true)
	h.acts[1].Add(1)
}

// feedRows is how many rows a feed has; each is of a person of its own.
const feedRows = 2000

// feed sends a file of results until it is taken in whole.
func (h *house) feed(t *testing.T, key string, n int) {
	t.Helper()
	var file strings.Builder
	file.WriteString("Registration,Candidate,Exam,Date\n")
	for i := range feedRows {
		fmt.Fprintf(&file, "R%d-%d,C%d-%d,70-270,2004-03-01\n", n, i, n, i)
	}
	profile := "profile: testhall\nformat: csv\ncandidate: Candidate\nreference: Registration\nissuer: microsoft\ncode: Exam\ndate: Date\ncandidates: add\n"
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, text := range map[string]string{"profile": profile, "file": file.String()} {
		part, err := form.CreateFormFile(name, name)
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = io.WriteString(part, text)
	}
	_ = form.Close()
	var total struct{ Rows, Recorded int64 }
	h.insist(t, key, "/v1/feeds", form.FormDataContentType(), "", body.Bytes(), &total)
	if total.Rows != feedRows || total.Recorded != feedRows {
		t.Errorf("feed %d: %+v", n, total)
	}
	h.acts[2].Add(total.Recorded)
}

// send sends an act under a name of its own.
func (h *house) send(t *testing.T, key, path string, body, answer any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Error(err)
	}
	h.insist(t, key, path, "application/json", fmt.Sprintf("request-%d", h.asked.Add(1)), text, answer)
}

// insist sends a request again until somebody answers it.
func (h *house) insist(t *testing.T, key, path, kind, name string, body []byte, answer any) {
	t.Helper()
	for range 3000 {
		status, got, err := h.once(key, path, kind, name, body)
		switch {
		case err == nil && status < 300:
			if answer != nil {
				if err := json.Unmarshal(got, answer); err != nil {
					t.Errorf("%s: %v in %s", path, err, got)
				}
			}
			return
		case err == nil && status != http.StatusTooManyRequests && status < 500:
			t.Errorf("%s: %d %s", path, status, got)
			return
		case err == nil && status == http.StatusInternalServerError:
			t.Errorf("%s: %s", path, got)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("%s was never answered", path)
}

func (h *house) once(key, path, kind, name string, body []byte) (int, []byte, error) {
	p := h.running[0]
	if len(h.running) > 1 {
		p = h.running[rand.IntN(2)]
	}
	p.mu.Lock()
	at := p.at
	p.mu.Unlock()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, at+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Authorization", "Bearer "+key)
	r.Header.Set("Content-Type", kind)
	if name != "" {
		r.Header.Set("Idempotency-Key", name)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	return answer.StatusCode, got, err
}

// settled waits until the processes have audited everyone whom a feed concerned.
func (h *house) settled(t *testing.T) {
	t.Helper()
	for range 2400 {
		due := storetest.View(t, h.open.store, func(v *store.View) ([]int64, error) { return v.Due(1) })
		if len(due) == 0 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("the processes do not settle what is due")
}

// holds compares what was acknowledged with what is there.
func (h *house) holds(t *testing.T) {
	t.Helper()
	people, revocations, rows := h.acts[0].Load(), h.acts[1].Load(), h.acts[2].Load()
	t.Logf("%d kills: %d people with four exams, %d revocations, %d rows of feeds", h.kills, people, revocations, rows)
	if people == 0 || revocations == 0 || rows == 0 {
		t.Error("nothing of something was acknowledged")
	}
	var ofFeeds int64
	last := storetest.View(t, h.open.store, func(v *store.View) (int64, error) { return v.LastCandidate() })
	if last != people+rows {
		t.Errorf("there are %d candidates, and %d were acknowledged", last, people+rows)
	}
	var awards []store.Award
	ok(t, h.open.store.View(t.Context(), func(v *store.View) error {
		return v.EachHolding(1, last, func(hold *store.Holding) error {
			wantAwards := 3
			if len(hold.Evidence) == 1 {
				ofFeeds++
				wantAwards = 1
			} else if len(hold.Evidence) != 4 {
				t.Errorf("candidate %d has %d pieces", hold.Candidate, len(hold.Evidence))
			}
			if len(hold.Awards) != wantAwards {
				t.Errorf("candidate %d has %d awards", hold.Candidate, len(hold.Awards))
			}
			awards = append(awards, hold.Awards...)
			return nil
		})
	}))
	h.whole(t, awards)
	if ofFeeds != rows {
		t.Errorf("%d rows of feeds are there, and %d were acknowledged", ofFeeds, rows)
	}
	found, err := h.open.registrar.VerifyJournal(t.Context(), registrar.Operator, nil)
	ok(t, err)
	for _, f := range found {
		t.Errorf("the journal: %+v", f)
	}
}

// whole holds that no award is half made, and that those are revoked whose revocation was acknowledged, and no others.
func (h *house) whole(t *testing.T, awards []store.Award) {
	t.Helper()
	revoked := map[int64]bool{}
	ok(t, h.open.store.View(t.Context(), func(v *store.View) error {
		for n := range awards {
			a := &awards[n]
			basis, known, err := v.Basis(a.Candidate, a.Number)
			if err != nil {
				return err
			}
			if !known || len(basis.Report) == 0 || len(a.Rules) == 0 || len(a.Events) == 0 || a.Events[0].Kind != store.Decided {
				t.Errorf("award %d of candidate %d is half made", a.Number, a.Candidate)
			}
			if registrar.StatusOn(a, record.Day(2005, time.June, 1)) == registrar.Revoked {
				revoked[a.Candidate] = true
			}
		}
		return nil
	}))
	h.revoked.Range(func(candidate, _ any) bool {
		if !revoked[candidate.(int64)] {
			t.Errorf("the revocation of candidate %d is lost", candidate)
		}
		delete(revoked, candidate.(int64))
		return true
	})
	for candidate := range revoked {
		t.Errorf("an award of candidate %d is revoked, which nobody asked for", candidate)
	}
}
