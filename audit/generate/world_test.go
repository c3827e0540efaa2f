package generate_test

import (
	"strings"
	"testing"

	"waymark/audit/generate"
	"waymark/audit/judge"
	"waymark/programme"
)

// TestSameSeedSameWorld also holds that what is printed tells worlds apart.
func TestSameSeedSameWorld(t *testing.T) {
	for _, generated := range []func(uint64) generate.World{generate.Small, generate.Large} {
		a, b, c := generated(7).String(), generated(7).String(), generated(8).String()
		if a != b || a == c {
			t.Errorf("seed 7 twice the same: %t; seed 8 another: %t", a == b, a != c)
		}
	}
}

// TestSmallWorldsAreVaried prints how often each thing happens and wants none to be rare.
func TestSmallWorldsAreVaried(t *testing.T) {
	const worlds = 2000
	seen := map[string]int{}
	for seed := range uint64(worlds) {
		w := generate.Small(seed)
		a := judge.Run(w.Set(), w.Programme, w.Record, w.Day, w.VerifiedOnly)
		seen[a.Verdict.String()]++
		for what, is := range map[string]bool{
			"unreachable":               a.Unreachable,
			"two or more left":          a.LeastLeft > 1,
			"several smallest sets":     len(a.Alternatives) > 1,
			"an award derived":          len(a.Derived) > 0,
			"an award lapsed":           a.Lapsed != 0,
			"met on an earlier day":     a.Verdict == judge.Met && a.MetOn < w.Day,
			"no version in force":       a.ShownVersion == nil,
			"a cover used":              len(a.Covers) > 0,
			"a cover left unused":       len(a.Covers) == 0 && strings.Contains(w.String(), "cover:"),
			"contested evidence":        contested(w),
			"a question of another":     len(a.Questions) > 0 && a.Questions[0].Programme != w.Programme,
			"an option under condition": strings.Contains(w.String(), " given "),
			"a cap":                     strings.Contains(w.String(), " at most "),
			"not both":                  strings.Contains(w.String(), "not both"),
			"shares":                    strings.Contains(w.String(), "shares:"),
		} {
			if is {
				seen[what]++
			}
		}
	}
	for what, n := range seen {
		t.Logf("%5.1f %% %s", float64(n)*100/worlds, what)
		if n < worlds/200 {
			t.Errorf("only %d of %d worlds have %s", n, worlds, what)
		}
	}
}

// contested tells whether something held is asked for twice in one version.
func contested(w generate.World) bool {
	for _, e := range w.Record.Evidence {
		for _, v := range w.Programmes[0].Versions {
			asked := 0
			count(v.Requires, func(i *programme.Item) {
				if i.Ref == e.Within("acme") {
					asked++
				}
			})
			if asked > 1 {
				return true
			}
		}
	}
	return false
}

func count(r programme.Requirement, visit func(*programme.Item)) {
	var kids []programme.Requirement
	switch r := r.(type) {
	case *programme.Item:
		visit(r)
	case *programme.All:
		kids = r.Of
	case *programme.Any:
		kids = r.Of
	case *programme.Choose:
		kids = r.From
	}
	for _, k := range kids {
		count(k, visit)
	}
}

func TestShrinkKeepsWhatFails(t *testing.T) {
	asksForE0 := func(w generate.World) bool { return strings.Contains(w.String(), "- exam acme/e0") }
	for seed := range uint64(40) {
		w := generate.Small(seed)
		if !asksForE0(w) {
			continue
		}
		small := generate.Shrink(w, asksForE0)
		if !asksForE0(small) || len(small.Facts)+len(small.Record.Evidence)+len(small.Rulings) > 0 {
			t.Errorf("seed %d shrinks to\n%s", seed, small)
		}
	}
}
