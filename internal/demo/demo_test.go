package demo_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/catalogue"
	"waymark/internal/demo"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

func TestMain(m *testing.M) { storetest.Main(m) }

func texts(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	names, err := fs.Glob(catalogue.Files(), "*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".test.yaml") {
			continue
		}
		if all[name], err = fs.ReadFile(catalogue.Files(), name); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func registrarOf(s *store.Store) *registrar.Registrar {
	return registrar.New(s, registrar.Options{
		Now:   func() time.Time { return time.Date(2026, time.March, 14, 12, 0, 0, 0, time.UTC) },
		Today: func() record.Date { return record.Day(2005, time.June, 1) },
	})
}

// content is what a demonstration holds, to compare one with another.
type content struct {
	Acts     map[string]int
	Awards   map[string]int
	Statuses map[string]int
	Pieces   int
	People   []string
}

func look(t *testing.T, s *store.Store) content {
	t.Helper()
	c := content{Acts: map[string]int{}, Awards: map[string]int{}, Statuses: map[string]int{}}
	err := s.View(t.Context(), func(v *store.View) error {
		entries, err := v.Journal(1, 10_000)
		if err != nil {
			return err
		}
		for _, e := range entries {
			c.Acts[e.Act]++
		}
		people, err := v.Candidates(0, 10_000)
		for _, p := range people {
			c.People = append(c.People, p.Name)
			facts, err := v.Facts(p.ID)
			if err != nil {
				return err
			}
			c.Pieces += len(facts)
			awards, err := v.Awards(p.ID)
			if err != nil {
				return err
			}
			for i := range awards {
				c.Awards[awards[i].Programme]++
				c.Statuses[registrar.StatusOn(&awards[i], record.Day(2005, time.June, 1)).String()]++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func fill(t *testing.T, s *store.Store, n int) error {
	t.Helper()
	return demo.Fill(t.Context(), s, registrarOf(s), demo.Options{Candidates: n, Texts: texts(t)})
}

func whole(t *testing.T, s *store.Store) {
	t.Helper()
	found := storetest.View(t, s, func(v *store.View) ([]store.Tampering, error) { return v.VerifyJournal(10, nil) })
	if len(found) > 0 {
		t.Errorf("journal: %+v", found)
	}
}

// Each step is heard from nothing done to all of it, and nothing else is.
func TestProgress(t *testing.T) {
	var step demo.Step
	var at, all int64
	s := storetest.Open(t, storetest.SQLite(t))
	err := demo.Fill(t.Context(), s, registrarOf(s), demo.Options{Candidates: 30, Texts: texts(t), Progress: func(is demo.Step, done, of int64) {
		switch {
		case done == 0 && at == all:
			step, all = is, of
		case is != step || of != all || done < at || done > of:
			t.Errorf("after %s %d of %d comes %s %d of %d", step, at, all, is, done, of)
		}
		at = done
	}})
	if err != nil || step != demo.Awards || at != all {
		t.Errorf("it ends with %s %d of %d: %v", step, at, all, err)
	}
}

func TestFill(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := fill(t, s, 200); err != nil {
			t.Fatal(err)
		}
		whole(t, s)
		c := look(t, s)
		if len(c.People) != 201 || c.Pieces < 1000 {
			t.Errorf("%d people with %d pieces of evidence", len(c.People), c.Pieces)
		}
		for _, programme := range []string{"mcp", "mcse-nt4", "mcsa-2000", "mcse-2000", "mcsa-2003", "mcse-2003", "mcdba-2000"} {
			if n := c.Awards["microsoft/"+programme]; n < 4 || programme != "mcp" && n > 120 {
				t.Errorf("%d awards of %s", n, programme)
			}
		}
		if c.Statuses["suspended"] != 1 || c.Acts["move-revocation"] != 1 || c.Acts["move-ruling"] != 1 || c.Acts["merge-records"] != 1 {
			t.Errorf("%v %v", c.Statuses, c.Acts)
		}
		doubted := storetest.View(t, s, func(v *store.View) ([]store.AwardEvent, error) { return v.Unsupported(0, 0, 10) })
		if len(doubted) == 0 {
			t.Error("no award is in doubt")
		}
		waiting := storetest.View(t, s, func(v *store.View) ([]store.Quarantined, error) { return v.QuarantinedOf(1, 0, 100) })
		if len(waiting) < 3 {
			t.Errorf("%d rows in quarantine", len(waiting))
		}
		before := c
		if err := fill(t, s, 50); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, look(t, s)); diff != "" {
			t.Errorf("filled again:\n%s", diff)
		}
	})
}

// A fill that breaks off anywhere, as often as it likes, comes to the same end.
func TestAFillThatBreaksOffGoesOn(t *testing.T) {
	const people = 40
	at := storetest.Open(t, storetest.SQLite(t))
	if err := fill(t, at, people); err != nil {
		t.Fatal(err)
	}
	broken := storetest.Open(t, storetest.SQLite(t))
	breaks := 0
	for {
		left := 30 * (breaks + 1)
		broken.FailAt(func(string) error {
			if left--; left < 0 {
				return errors.New("broken off")
			}
			return nil
		})
		err := fill(t, broken, people)
		if err == nil {
			break
		}
		if breaks++; breaks > 200 {
			t.Fatal("it does not come on")
		}
	}
	if breaks < 5 {
		t.Errorf("it broke off %d times only", breaks)
	}
	broken.FailAt(nil)
	whole(t, broken)
	want, got := look(t, at), look(t, broken)
	want.Acts, got.Acts = nil, nil // records may have been audited in other parts
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnInstallationOfSomebodyElsesIsLeftAlone(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	if _, err := registrarOf(s).Install(t.Context(), "ada@example.com", "Ada", nil); err != nil {
		t.Fatal(err)
	}
	if err := fill(t, s, 10); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
}

// Every kind of person can be of few people too.
func TestFew(t *testing.T) {
	for _, n := range []int{1, 2, 9, 25} {
		s := storetest.Open(t, storetest.SQLite(t))
		if err := fill(t, s, n); err != nil {
			t.Errorf("%d: %v", n, err)
		}
	}
}
