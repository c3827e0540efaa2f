package registrar_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"waymark/credential/status"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// size is how many candidates the benchmarks have, with eight results each: CANDIDATES in the environment, or 5,000.
func size() int {
	if n, err := strconv.Atoi(os.Getenv("CANDIDATES")); err == nil {
		return n
	}
	return 5000
}

// BenchmarkInstallation takes a feed into an empty installation, then another into the full one, audits everyone against a
// programme, and decides awards; it reports each in candidates or rows a second.
func BenchmarkInstallation(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkInstallation(b, storetest.SQLite) })
	b.Run("postgres", func(b *testing.B) { benchmarkInstallation(b, storetest.Postgres) })
}

func benchmarkInstallation(b *testing.B, address func(testing.TB) string) {
	b.Helper()
	for b.Loop() {
		base := newBody(b, storetest.Open(b, address(b)))
		n := 8 * size()
		text, _ := rows(n)
		report := func(what string, n int, f func()) {
			start := time.Now()
			f()
			b.ReportMetric(float64(n)/time.Since(start).Seconds(), what)
		}
		report("rows-empty/s", n, func() { base.take(b, text) })
		later := bytes.ReplaceAll(text[:len(text)/10], []byte("\nR"), []byte("\nS"))
		report("rows-full/s", n/10, func() { base.take(b, later) })
		report("impact-candidates/s", size(), func() {
			check(b, impact(base))
		})
		report("verified-rows/s", n, func() { base.whole(b) })
		settled := min(size(), 4000)
		report("settled-candidates/s", settled, func() {
			for range settled / 1000 {
				_, err := base.Settle(context.Background(), registrar.Worker, 1000)
				check(b, err)
			}
		})
	}
}

func impact(b *body) error {
	got, err := b.Impact(context.Background(), b.decider, nil, []string{"microsoft/mcse-2003"}, b.today, nil)
	if err == nil && len(got) != 1 {
		err = fmt.Errorf("%d programmes", len(got))
	}
	return err
}

func (b *body) take(t testing.TB, text []byte) {
	t.Helper()
	_, err := b.ImportFeed(context.Background(), b.manager, registrar.Feed{Name: "big.csv", Profile: []byte(testhall), File: bytes.NewReader(text)})
	check(t, err)
}

// BenchmarkSettle decides what follows from a feed: some three awards for each candidate.
func BenchmarkSettle(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			settled := 0
			for b.Loop() {
				b.StopTimer()
				base := newBody(b, storetest.Open(b, address(b)))
				text, _ := rows(8 * min(size(), 2000))
				base.take(b, text)
				b.StartTimer()
				for {
					audited, err := base.Settle(context.Background(), registrar.Worker, 100)
					check(b, err)
					if audited == 0 {
						break
					}
					settled += audited
				}
			}
			b.ReportMetric(float64(settled)/b.Elapsed().Seconds(), "candidates/s")
		})
	}
}

// BenchmarkIssue issues awards from the registrar: prepared, signed, given out, all written.
func BenchmarkIssue(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			base := newBody(b, storetest.Open(b, address(b)))
			n := min(size(), 2000)
			text, _ := rows(8 * n)
			base.take(b, text)
			for {
				audited, err := base.Settle(context.Background(), registrar.Worker, 1000)
				check(b, err)
				if audited == 0 {
					break
				}
			}
			how, issued := base.issuing(b), 0
			for b.Loop() {
				done, err := base.IssueCredentials(context.Background(), registrar.Worker, how, 200)
				check(b, err)
				if issued += done.Committed; done.Committed == 0 {
					b.StopTimer()
					storetest.Act(b, base.store, again)
					b.StartTimer()
				}
			}
			b.ReportMetric(float64(issued)/b.Elapsed().Seconds(), "issued/s")
		})
	}
}

// again sends every award back to be issued again.
func again(a *store.Act) error {
	last, err := a.LastCandidate()
	if err != nil {
		return err
	}
	for id := int64(1); id <= last; id++ {
		awards, err := a.Awards(id)
		if err != nil {
			return err
		}
		for _, w := range awards {
			e := store.AwardEvent{Candidate: id, Number: w.Number, Step: int64(len(w.Events)) + 1, Kind: store.Reissued}
			if err := a.AddAwardEvents(e); err != nil {
				return err
			}
			if err := a.MarkToIssue(store.ToIssue{Candidate: id, Number: w.Number, Next: store.Prepared}); err != nil {
				return err
			}
		}
	}
	return nil
}

// BenchmarkStatusList sets one more bit of a list of 1,048,576 entries of which ten thousand are set, and signs it.
func BenchmarkStatusList(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		b.Run(name, func(b *testing.B) {
			base := newBody(b, storetest.Open(b, address(b)))
			const entries = 1 << 20
			storetest.Act(b, base.store, func(a *store.Act) error {
				id, err := a.AddStatusList(store.StatusList{Purpose: status.Revocation, Size: entries, Seed: []byte("seed")})
				check(b, err)
				for i := range int64(10_000) {
					check(b, a.SetStatusBit(id, i*104_729%entries, true))
				}
				return nil
			})
			how := base.issuing(b)
			for n := int64(0); b.Loop(); n++ {
				storetest.Act(b, base.store, func(a *store.Act) error { return a.SetStatusBit(1, n, true) })
				if signed := must[int](b)(base.PublishStatusLists(context.Background(), registrar.Worker, how)); signed != 1 {
					b.Fatal(signed)
				}
			}
		})
	}
}
