package registrar_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// In the environment: the address of the installation that this process is to work on until it is killed, and how often the
// test kills; 20 by default, 200 in the long form.
const (
	workOn = "WAYMARK_TEST_WORK_ON"
	kills  = "KILLS"
)

// work does acts for ever and says each one that was acknowledged.
func work(address string) {
	t := &failing{}
	s := must[*store.Store](t)(store.Open(context.Background(), address, nil))
	b := &body{store: s, today: record.Day(2005, time.June, 1)}
	b.Registrar = registrar.New(s, registrar.Options{Now: func() time.Time { return b.today.Time().Add(9 * time.Hour) }, Today: func() record.Date { return b.today }})
	b.manager, b.decider = must[registrar.Actor](t)(b.ActorOf(context.Background(), 2)), must[registrar.Actor](t)(b.ActorOf(context.Background(), 3))
	b.other = must[registrar.Actor](t)(b.ActorOf(context.Background(), 4))
	ctx := context.Background()
	issuing := newIssuing(t)
	for n := 0; ; n++ {
		id := must[int64](t)(b.AddCandidate(ctx, b.manager, "Ana"))
		fmt.Println("candidate", id)
		for _, e := range exams(mcsa...) {
			e.Reference = fmt.Sprintf("%d-%s", id, e.ID)
			must[[]int64](t)(b.RecordEvidence(ctx, b.manager, id, []record.Evidence{e}, ""))
			fmt.Println("evidence", id, e.ID)
		}
		if n%3 == 0 {
			motion := must[int64](t)(b.MoveRevocation(ctx, b.decider, id, 2, b.today, "fraud"))
			check(t, b.Second(ctx, b.other, motion, true, ""))
			fmt.Println("revoked", id)
		}
		if done := must[registrar.Issued](t)(b.IssueCredentials(ctx, registrar.Worker, issuing, 10)); done.Committed > 0 {
			fmt.Println("issued", done.Committed)
		}
	}
}

// failing ends the process where something fails.
type failing struct{}

func (*failing) Helper() {}

func (*failing) Fatal(why ...any) {
	fmt.Fprintln(os.Stderr, why...)
	os.Exit(3)
}

// acknowledged are the acts that a killed process said were done.
type acknowledged struct {
	evidence map[string]bool
	revoked  map[string]bool
	issued   int
}

// everything tells whether some of every kind of act was acknowledged.
func (s *acknowledged) everything() bool {
	return len(s.evidence) > 0 && len(s.revoked) > 0 && s.issued > 0
}

// TestNoAcknowledgedActIsLost kills a process at work at random moments. Whatever it had said was done is done, once, the journal
// is whole, and no award is half made.
func TestNoAcknowledgedActIsLost(t *testing.T) {
	if address := os.Getenv(workOn); address != "" {
		work(address)
	}
	times := 20 // on each database
	if n, err := strconv.Atoi(os.Getenv(kills)); err == nil {
		times = n
	}
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			b := newBody(t, storetest.Open(t, at))
			said := acknowledged{map[string]bool{}, map[string]bool{}, 0}
			keys := filepath.Join(t.TempDir(), "keys.json")
			check(t, os.WriteFile(keys, ring().Bytes(), 0o600))
			for n := 0; n < times || n < 10*times && !said.everything(); n++ { // a machine that is busy elsewhere does little before it is killed
				said.killOnce(t, at, keys)
				b.settle(t)
			}
			given := storetest.View(t, b.store, func(v *store.View) (map[store.AwardEventKind]int64, error) { return v.CountToIssue() })
			t.Logf("after the last kill %v wait for each step", given)
			b.issue(t, b.issuing(t))
			b.whole(t)
			b.holds(t, said)
			b.holdsCredentials(t)
		})
	}
}

// killOnce starts a process at work, kills it within a third of a second of its first act, and notes what it said.
func (s *acknowledged) killOnce(t *testing.T, address, keys string) {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestNoAcknowledgedActIsLost$")
	command.Env = append(os.Environ(), workOn+"="+address, ringIn+"="+keys)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	check(t, err)
	check(t, command.Start())
	lines := bufio.NewReader(out)
	for first := true; ; first = false {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break // a line that was cut off was not acknowledged
		}
		check(t, err)
		if first {
			time.AfterFunc(time.Duration(rand.IntN(333))*time.Millisecond, func() { _ = command.Process.Kill() })
		}
		switch act, rest, _ := strings.Cut(strings.TrimSpace(line), " "); act {
		case "evidence":
			s.evidence[rest] = true
		case "revoked":
			s.revoked[rest] = true
		case "issued":
			n, err := strconv.Atoi(rest)
			check(t, err)
			s.issued += n
		}
	}
	if err := command.Wait(); err == nil || strings.Contains(err.Error(), "exit status") {
		t.Fatalf("the process was not killed but ended: %v", err)
	}
}

// holds compares what was acknowledged with what is there.
func (b *body) holds(t *testing.T, said acknowledged) {
	t.Helper()
	last := storetest.View(t, b.store, func(v *store.View) (int64, error) { return v.LastCandidate() })
	if !said.everything() {
		t.Errorf("only %d pieces, %d revocations and %d credentials were acknowledged", len(said.evidence), len(said.revoked), said.issued)
	}
	for id := int64(1); id <= last; id++ {
		w := must[*registrar.Whole](t)(b.Record(t.Context(), b.decider, id))
		times := map[string]int{}
		for _, f := range w.Facts {
			times[f.ID]++
		}
		for _, code := range mcsa {
			if n := times["microsoft/"+code]; n > 1 || n == 0 && said.evidence[fmt.Sprintf("%d microsoft/%s", id, code)] {
				t.Errorf("candidate %d has %s %d times", id, code, n)
			}
		}
		revoked := false
		for i := range w.Awards {
			a := &w.Awards[i]
			basis := must[*registrar.Basis](t)(b.Basis(t.Context(), b.decider, id, a.Number))
			if len(a.Events) == 0 || len(basis.Report) == 0 || len(basis.Rules) == 0 {
				t.Errorf("award %d of candidate %d is half made", a.Number, id)
			}
			revoked = revoked || registrar.StatusOn(a, b.today) == registrar.Revoked
		}
		if len(times) == len(mcsa) && len(w.Awards) != 3 {
			t.Errorf("candidate %d has %d awards", id, len(w.Awards))
		}
		if said.revoked[strconv.FormatInt(id, 10)] && !revoked {
			t.Errorf("the revocation of candidate %d is lost", id)
		}
	}
	t.Logf("%d pieces, %d revocations and %d credentials were acknowledged", len(said.evidence), len(said.revoked), said.issued)
}
