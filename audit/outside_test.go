package audit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"waymark/audit"
	"waymark/audit/generate"
	"waymark/programme"
	"waymark/record"
)

// models is how many programmes the outside solver is asked about.
const models = 500

// TestLeastLeftOutside holds least left to what GLPK finds, on programmes too large to try everything. A few of them keep
// either solver busy for long: ours has more steps than it takes by itself, and a model that GLPK does not end in its time
// is made up for by a further one.
func TestLeastLeftOutside(t *testing.T) {
	askOutside(t, models, func(seed uint64, glpk func(generate.World) (int, error)) {
		w := generate.Large(seed)
		want, err := glpk(w)
		if errors.Is(err, errUnended) {
			t.Logf("seed %d: %v", seed, err)
			w = generate.Large(seed + models)
			want, err = glpk(w)
		}
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			return
		}
		o := audit.Options{VerifiedOnly: w.VerifiedOnly, Steps: 5_000_000}
		st, err := audit.New(w.Set()).Standing(w.Programme, &w.Record, w.Day, o)
		if err != nil || st.LeastLeft != want || !st.Proved {
			t.Errorf("seed %d: %d left, proved %t, %v; GLPK finds %d", seed, st.LeastLeft, st.Proved, err, want)
		}
	})
}

// TestOutsideIsAskedRightly holds the translation for GLPK to the judge, on programmes small enough to try everything.
func TestOutsideIsAskedRightly(t *testing.T) {
	askOutside(t, 200, func(seed uint64, glpk func(generate.World) (int, error)) {
		w := generate.Static(seed, 5+int(seed%8))
		if got, err := glpk(w); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		} else if want := judged(w).LeastLeft; got != want {
			t.Errorf("seed %d: GLPK finds %d left, the judge %d\n%s\n%s", seed, got, want, w, translate(w))
		}
	})
}

// askOutside asks about so many seeds, several at a time.
func askOutside(t *testing.T, seeds uint64, about func(seed uint64, glpk func(generate.World) (int, error))) {
	t.Helper()
	t.Parallel()
	solver, err := exec.LookPath("glpsol")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("glpsol is not installed: install the Debian package glpk-utils")
		}
		t.Skip("glpsol is not installed: install the Debian package glpk-utils to hold least left to an outside solver")
	}
	folder := t.TempDir()
	var lanes sync.WaitGroup
	const wide = 2
	for lane := range uint64(wide) {
		lanes.Go(func() {
			for seed := lane; seed < seeds; seed += wide {
				about(seed, func(w generate.World) (int, error) {
					return outside(solver, filepath.Join(folder, strconv.FormatUint(seed, 10)), w)
				})
			}
		})
	}
	lanes.Wait()
}

// errUnended tells that GLPK did not prove an answer in its time.
var errUnended = errors.New("GLPK did not end in its time")

var optimum = regexp.MustCompile(`(?m)^s mip \d+ \d+ o (\S+)$`)

// outside asks GLPK, by way of files whose names begin so; -1 means that no further items lead to met.
func outside(solver, files string, w generate.World) (int, error) {
	if err := os.WriteFile(files+".lp", []byte(translate(w)), 0o600); err != nil {
		return 0, err
	}
	said, err := exec.Command(solver, "--lp", files+".lp", "--cuts", "--tmlim", "30", "-w", files+".out").CombinedOutput()
	if bytes.Contains(said, []byte("HAS NO PRIMAL FEASIBLE SOLUTION")) || bytes.Contains(said, []byte("HAS NO INTEGER FEASIBLE SOLUTION")) {
		return -1, nil
	}
	if bytes.Contains(said, []byte("TIME LIMIT EXCEEDED")) {
		return 0, errUnended
	}
	text, readErr := os.ReadFile(files + ".out")
	found := optimum.FindSubmatch(text)
	if err != nil || readErr != nil || found == nil {
		return 0, fmt.Errorf("GLPK gave no answer: %w: %s", errors.Join(err, readErr), said)
	}
	left, err := strconv.ParseFloat(string(found[1]), 64)
	return int(left + 0.5), err
}

// model is a world as a 0/1 programme in CPLEX LP format: what is bought, where each piece is placed, what is met.
type model struct {
	w      generate.World
	set    *programme.Set
	rows   []string
	names  map[string]bool // the variables
	bought map[record.Ref]string
	done   map[string]string // by programme: the variable that it is met
}

// translate writes the model of a world of [generate.Large].
func translate(w generate.World) string {
	m := &model{w: w, set: w.Set(), names: map[string]bool{}, bought: map[record.Ref]string{}, done: map[string]string{}}
	m.row("%s >= 1", m.programme(m.set.Programme(w.Programme)))
	var prices, all []string
	for _, v := range m.bought {
		prices = append(prices, v)
	}
	for v := range m.names {
		all = append(all, v)
	}
	slices.Sort(prices)
	slices.Sort(all)
	if len(prices) == 0 {
		prices = []string{"0 " + all[0]}
	}
	return "Minimize\n left: " + strings.Join(prices, "\n + ") + "\nSubject To\n" + strings.Join(m.rows, "\n") +
		"\nBinary\n " + strings.Join(all, "\n ") + "\nEnd\n"
}

func (m *model) name(format string, operands ...any) string {
	n := fmt.Sprintf(format, operands...)
	m.names[n] = true
	return n
}

func (m *model) row(format string, operands ...any) {
	m.rows = append(m.rows, fmt.Sprintf(" r%d: ", len(m.rows))+fmt.Sprintf(format, operands...))
}

// atMost writes: v ≤ the sum of terms plus a constant.
func (m *model) atMost(v string, terms []string, constant int) {
	m.row("%s <= %d", strings.Join(append([]string{v}, terms...), "\n - "), constant)
}

// have gives the variable that something is held, or a constant.
func (m *model) have(r record.Ref) (variable string, held bool) {
	for _, e := range m.w.Record.Evidence {
		if e.Ref == r {
			return "", true
		}
	}
	if r.Kind == record.Credential {
		if p := m.set.Awarding(r.ID); p != nil {
			return m.programme(p), false
		}
	}
	if f := m.set.Fact(r); f != nil && f.Last != 0 && f.Last < m.w.Day {
		return "", false
	}
	if m.bought[r] == "" {
		m.bought[r] = m.name("b%d", len(m.bought))
	}
	return m.bought[r], false
}

// needs writes that v can only be where the thing is held.
func (m *model) needs(v string, r record.Ref) {
	switch variable, held := m.have(r); {
	case held:
	case variable == "":
		m.row("%s <= 0", v)
	default:
		m.atMost(v, []string{variable}, 0)
	}
}

// placement is one variable that places a piece, inside the requirements with these ids.
type placement struct {
	variable string
	ref      record.Ref
	inside   []string
	cover    bool
}

// rules is one programme under translation.
type rules struct {
	*model
	prefix string
	v      *programme.Version
	covers map[string][]string // by requirement id: the variables of covers that fill it
	placed []placement
	nodes  int
}

// programme gives the variable that a programme is met.
func (m *model) programme(p *programme.Programme) string {
	if m.done[p.ID] != "" {
		return m.done[p.ID]
	}
	prefix := fmt.Sprintf("p%d", len(m.done))
	m.done[p.ID] = prefix // its root, named below
	r := &rules{model: m, prefix: prefix, v: &p.Versions[0], covers: map[string][]string{}}
	for i, c := range r.v.Covers {
		u := m.name("%su%d", prefix, i)
		m.needs(u, c.By)
		for _, g := range c.Given {
			m.needs(u, g.Ref)
		}
		for _, id := range c.Fills {
			r.covers[id] = append(r.covers[id], u)
		}
		r.placed = append(r.placed, placement{variable: u, ref: c.By, cover: true})
	}
	root := r.node(r.v.Requires, nil)
	m.name("%s", prefix)
	m.atMost(prefix, []string{root}, 0)
	r.once()
	r.notBoth()
	return prefix
}

// node gives the variable that a requirement is met.
func (r *rules) node(q programme.Requirement, inside []string) string {
	h := q.Heading()
	if h.ID != "" {
		inside = append(slices.Clone(inside), h.ID)
	}
	met := r.name("%sn%d", r.prefix, r.nodes)
	body := r.name("%so%d", r.prefix, r.nodes)
	r.nodes++
	r.atMost(met, append(slices.Clone(r.covers[h.ID]), body), 0)
	for _, g := range h.Given {
		r.needs(met, g.Ref)
	}
	switch q := q.(type) {
	case *programme.Item:
		r.needs(body, q.Ref)
		r.placed = append(r.placed, placement{variable: body, ref: q.Ref, inside: inside})
	case *programme.All:
		for _, k := range q.Of {
			r.atMost(body, []string{r.node(k, inside)}, 0)
		}
	case *programme.Any:
		var options []string
		for _, k := range q.Of {
			options = append(options, r.node(k, inside))
		}
		r.atMost(body, options, 0)
	case *programme.Choose:
		r.choose(q, body, inside)
	}
	return met
}

func (r *rules) choose(q *programme.Choose, body string, inside []string) {
	var chosen []string
	capped := make([][]string, len(q.AtMost))
	for i, k := range q.From {
		option := r.node(k, inside)
		c := r.name("%sc%d", body, i)
		r.atMost(c, []string{option}, 0)
		chosen = append(chosen, c)
		for j, limit := range q.AtMost {
			if item, isItem := k.(*programme.Item); isItem && slices.Contains(limit.Of, item.Ref) {
				capped[j] = append(capped[j], c)
			}
		}
	}
	r.atMost(fmt.Sprintf("%d %s", q.N, body), chosen, 0)
	for j, limit := range q.AtMost {
		if len(capped[j]) > 0 {
			r.row("%s <= %d", strings.Join(capped[j], "\n + "), limit.N)
		}
	}
}

// once writes that each piece is placed once, or once inside each requirement of a shares entry.
func (r *rules) once() {
	by := map[record.Ref][]placement{}
	for _, p := range r.placed {
		by[p.ref] = append(by[p.ref], p)
	}
	for ref, placed := range by {
		if len(placed) < 2 {
			continue
		}
		total := []string{sum(placed)}
		for i, s := range r.v.Shares {
			if len(s.Items) > 0 && !slices.Contains(s.Items, ref) {
				continue
			}
			shared := r.name("%ss%d_%d", r.prefix, i, len(r.names))
			total = append(total, fmt.Sprintf("%d %s", len(placed), shared))
			r.share(s, shared, placed)
		}
		r.row("%s <= 1", strings.Join(total, "\n - "))
	}
}

// share writes what using a shares entry forbids.
func (r *rules) share(s programme.Share, shared string, placed []placement) {
	var outside []placement
	for _, p := range placed {
		if p.cover || !slices.ContainsFunc(s.Between, func(id string) bool { return slices.Contains(p.inside, id) }) {
			outside = append(outside, p)
		}
	}
	if len(outside) > 0 {
		r.row("%s\n + %d %s <= %d", sum(outside), len(outside), shared, len(outside))
	}
	for _, id := range s.Between {
		within := slices.DeleteFunc(slices.Clone(placed), func(p placement) bool { return p.cover || !slices.Contains(p.inside, id) })
		if len(within) > 1 {
			r.row("%s\n + %d %s <= %d", sum(within), len(within)-1, shared, len(within))
		}
	}
}

// notBoth writes that of some things only one is placed anywhere.
func (r *rules) notBoth() {
	for i, n := range r.v.NotBoth {
		var some []string
		for j, ref := range n.Of {
			y := r.name("%sx%d_%d", r.prefix, i, j)
			some = append(some, y)
			for _, p := range r.placed {
				if p.ref == ref {
					r.row("%s\n - %s <= 0", p.variable, y)
				}
			}
		}
		r.row("%s <= 1", strings.Join(some, "\n + "))
	}
}

func sum(placed []placement) string {
	var terms []string
	for _, p := range placed {
		terms = append(terms, p.variable)
	}
	return strings.Join(terms, "\n + ")
}
