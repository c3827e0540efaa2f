package registrar_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"waymark/internal/registrar"
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
