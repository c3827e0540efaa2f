package plan_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"waymark/plan"
	"waymark/programme"
	"waymark/record"
)

// selection is a question of what to have, and the same as a model in CPLEX LP format, written without the engine.
type selection struct {
	question *plan.Question
	model    string
}

// newSelection makes programmes with so many items in all, with costs: lists to choose from that overlap, options under the
// condition of another exam, and programmes that share items.
func newSelection(seed uint64, items int) selection {
	dice := rand.New(rand.NewPCG(seed, 70298))
	var facts []*programme.Fact
	var objective, rows []string
	vars := map[string]bool{}
	x := func(i int) string { v := fmt.Sprintf("x%d", i); vars[v] = true; return v }
	for i := range items {
		cost := int64(50 + 5*dice.IntN(40))
		facts = append(facts, &programme.Fact{Ref: exam(strconv.Itoa(i)), Prices: []programme.Price{{Amount: cost, Currency: "USD"}}})
		objective = append(objective, fmt.Sprintf("%d %s", cost, x(i)))
	}
	q := &plan.Question{Day: day, People: []plan.Person{{Record: &record.Record{}, Wishes: plan.Wishes{Order: []plan.Objective{plan.Cost}, Currency: "USD"}}}}
	var programmes []*programme.Programme
	for p := range 2 + dice.IntN(2) {
		v := programme.Version{Name: "1", Requires: &programme.All{}}
		uses := map[int][]string{}
		for s := range 4 + items/20 {
			list := &programme.Choose{N: 1 + dice.IntN(3)}
			var sum []string
			for _, i := range dice.Perm(items)[:list.N+2+dice.IntN(8)] {
				y := fmt.Sprintf("y%d_%d_%d", p, s, i)
				vars[y] = true
				item := &programme.Item{Ref: exam(strconv.Itoa(i))}
				rows = append(rows, fmt.Sprintf("%s - %s <= 0", y, x(i)))
				if dice.IntN(6) == 0 {
					needs := dice.IntN(items)
					item.Head = &programme.Head{Given: []programme.Condition{{Ref: exam(strconv.Itoa(needs))}}}
					rows = append(rows, fmt.Sprintf("%s - %s <= 0", y, x(needs)))
				}
				list.From = append(list.From, item)
				sum = append(sum, y)
				uses[i] = append(uses[i], y)
			}
			rows = append(rows, fmt.Sprintf("%s >= %d", strings.Join(sum, " + "), list.N))
			v.Requires.Of = append(v.Requires.Of, list)
		}
		for i := range items {
			if len(uses[i]) > 1 {
				rows = append(rows, strings.Join(uses[i], " + ")+" <= 1")
			}
		}
		id := fmt.Sprint("acme/p", p)
		programmes = append(programmes, &programme.Programme{
			ID: id, Title: id, Awards: programme.Award{Credential: fmt.Sprint("acme/c", p)}, Versions: []programme.Version{v},
		})
		q.Goals = append(q.Goals, plan.Goal{Programme: id})
	}
	q.Set = programme.NewSet(programmes, facts, nil, nil)
	var text strings.Builder
	text.WriteString("Minimize\n cost: " + strings.Join(objective, "\n + ") + "\nSubject To\n")
	for i, r := range rows {
		fmt.Fprintf(&text, " r%d: %s\n", i, strings.ReplaceAll(r, " + ", "\n + "))
	}
	text.WriteString("Binary\n")
	for v := range vars {
		text.WriteString(" " + v + "\n")
	}
	text.WriteString("End\n")
	return selection{q, text.String()}
}

var optimum = regexp.MustCompile(`(?m)^s mip \d+ \d+ o (\S+)$`)

// glpk asks GLPK; -1 means that there is no way.
func glpk(t testing.TB, solver, model string) (int64, time.Duration) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "m")
	if err := os.WriteFile(file+".lp", []byte(model), 0o600); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	said, err := exec.Command(solver, "--lp", file+".lp", "--cuts", "--tmlim", "60", "-w", file+".out").CombinedOutput()
	took := time.Since(began)
	if bytes.Contains(said, []byte("NO PRIMAL FEASIBLE")) || bytes.Contains(said, []byte("NO INTEGER FEASIBLE")) {
		return -1, took
	}
	text, readErr := os.ReadFile(file + ".out")
	found := optimum.FindSubmatch(text)
	if err != nil || readErr != nil || found == nil {
		t.Fatalf("GLPK gave no answer (%v, %v): %s", err, readErr, said)
	}
	cost, _ := strconv.ParseFloat(string(found[1]), 64)
	return int64(cost + 0.5), took
}

func solver(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("glpsol")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("glpsol is not installed: install the Debian package glpk-utils")
		}
		t.Skip("glpsol is not installed: install the Debian package glpk-utils to hold plans to an outside solver")
	}
	return path
}

// TestCheapestOutside holds the least cost to what GLPK finds, on questions too large to try everything.
func TestCheapestOutside(t *testing.T) {
	path, proved := solver(t), 0
	for seed := range uint64(300) {
		s := newSelection(seed, 20+int(seed*7%81))
		a, err := plan.New(s.question.Set).Best(s.question, plan.Options{Undated: true, FirstOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		got := int64(-1)
		if a.Best != nil {
			got = a.Best.Totals.Cost
		}
		if want, _ := glpk(t, path, s.model); got != want {
			t.Errorf("seed %d: %d, proved %t; GLPK finds %d", seed, got, a.Proved, want)
		}
		if a.Proved {
			proved++
		}
	}
	if proved < 300 {
		t.Errorf("only %d of 300 were proved in the steps given", proved)
	}
}

// BenchmarkSelection finds the cheapest selection for 20 instances of each size and prints how many times as long it takes as
// GLPK on the same models.
func BenchmarkSelection(b *testing.B) {
	for _, items := range []int{60, 120, 200} {
		b.Run(strconv.Itoa(items), func(b *testing.B) {
			path := solver(b)
			var all []selection
			var theirs time.Duration
			for seed := range uint64(20) {
				all = append(all, newSelection(1000+seed, items))
				_, took := glpk(b, path, all[seed].model)
				theirs += took
			}
			for b.Loop() {
				for i, s := range all {
					a, err := plan.New(s.question.Set).Best(s.question, plan.Options{Undated: true, FirstOnly: true})
					if err != nil || !a.Proved {
						b.Errorf("instance %d is not proved (%v)", i, err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(theirs), "×GLPK")
			b.ReportMetric(float64(theirs)/1e6/20, "ms/GLPK")
		})
	}
}
