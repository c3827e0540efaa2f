package generate

import (
	"slices"

	"waymark/programme"
	"waymark/record"
)

// Shrink takes away from the world whatever can go while fails stays true, and gives the smallest world found.
func Shrink(w World, fails func(World) bool) World {
	for again := true; again; {
		again = false
		for _, smaller := range smallerWorlds(w) {
			if fails(smaller) {
				w, again = smaller, true
				break
			}
		}
	}
	return w
}

// smallerWorlds lists the worlds that lack one thing of this one, the greatest things first.
func smallerWorlds(w World) []World {
	var all []World
	for i, p := range w.Programmes {
		if p.ID != w.Programme {
			v := w
			v.Programmes = without(w.Programmes, i)
			all = append(all, v)
		}
	}
	for i := range w.Record.Evidence {
		v := w
		v.Record.Evidence = without(w.Record.Evidence, i)
		all = append(all, v)
	}
	for i := range w.Record.Rulings {
		v := w
		v.Record.Rulings = without(w.Record.Rulings, i)
		all = append(all, v)
	}
	for i := range w.Rulings {
		v := w
		v.Rulings = without(w.Rulings, i)
		all = append(all, v)
	}
	for i := range w.Facts {
		v := w
		v.Facts = without(w.Facts, i)
		all = append(all, v)
	}
	for i, p := range w.Programmes {
		for _, smaller := range smallerProgrammes(p) {
			v := w
			v.Programmes = slices.Clone(w.Programmes)
			v.Programmes[i] = smaller
			all = append(all, v)
		}
	}
	return append(all, plainerWorlds(w)...)
}

// plainerWorlds lists the worlds in which one entry or ruling is plainer.
func plainerWorlds(w World) []World {
	var all []World
	if w.VerifiedOnly {
		v := w
		v.VerifiedOnly = false
		all = append(all, v)
	}
	for i, e := range w.Record.Evidence {
		plain := record.Evidence{Ref: e.Ref, Date: e.Date}
		for _, change := range []func(*record.Evidence){
			func(p *record.Evidence) {},
			func(p *record.Evidence) { p.Until, p.Revoked = e.Until, e.Revoked },
			func(p *record.Evidence) { p.Until, p.State = e.Until, e.State },
			func(p *record.Evidence) { p.State, p.Revoked = e.State, e.Revoked },
		} {
			smaller := plain
			change(&smaller)
			if weight(smaller) < weight(e) {
				v := w
				v.Record.Evidence = slices.Clone(w.Record.Evidence)
				v.Record.Evidence[i] = smaller
				all = append(all, v)
			}
		}
	}
	for i, f := range w.Facts {
		for _, smaller := range []programme.Fact{{Ref: f.Ref, First: f.First}, {Ref: f.Ref, Last: f.Last}, {Ref: f.Ref, Void: f.Void}} {
			if f.First != smaller.First || f.Last != smaller.Last || f.Void != smaller.Void {
				v := w
				v.Facts = slices.Clone(w.Facts)
				v.Facts[i] = &smaller
				all = append(all, v)
			}
		}
	}
	return all
}

// weight counts what is special about an entry.
func weight(e record.Evidence) int {
	n := 0
	for _, special := range []bool{e.Until != 0, e.Revoked != 0, e.State != record.Stated} {
		if special {
			n++
		}
	}
	return n
}

func smallerProgrammes(p *programme.Programme) []*programme.Programme {
	var all []*programme.Programme
	change := func(edit func(*programme.Programme)) {
		q := *p
		q.Versions = slices.Clone(p.Versions)
		edit(&q)
		all = append(all, &q)
	}
	for i, v := range p.Versions {
		if len(p.Versions) > 1 {
			change(func(q *programme.Programme) { q.Versions = without(p.Versions, i) })
		}
		for _, smaller := range smallerVersions(v) {
			change(func(q *programme.Programme) { q.Versions[i] = smaller })
		}
	}
	if p.Awards.TermMonths > 0 {
		change(func(q *programme.Programme) { q.Awards.TermMonths = 0 })
	}
	return all
}

func smallerVersions(v programme.Version) []programme.Version {
	var all []programme.Version
	for i := range v.Covers {
		s := v
		s.Covers = without(v.Covers, i)
		all = append(all, s)
		c := v.Covers[i]
		if len(c.Given) > 0 || c.Open != nil || !c.Listed.Always() {
			s.Covers = slices.Clone(v.Covers)
			s.Covers[i] = programme.Cover{By: c.By, Ever: c.Ever, Fills: c.Fills}
			all = append(all, s)
		}
		for k := range c.Fills {
			if len(c.Fills) > 1 {
				s.Covers = slices.Clone(v.Covers)
				s.Covers[i].Fills = without(c.Fills, k)
				all = append(all, s)
			}
		}
	}
	for i := range v.NotBoth {
		s := v
		s.NotBoth = without(v.NotBoth, i)
		all = append(all, s)
	}
	for i := range v.Shares {
		s := v
		s.Shares = without(v.Shares, i)
		all = append(all, s)
	}
	for _, r := range smallerRequirements(v.Requires) {
		if top, isAll := r.(*programme.All); isAll {
			s := v
			s.Requires = top
			all = append(all, s)
		}
	}
	return all
}

// smallerRequirements lists requirements that lack one thing of this one; a list that keeps one option may become it.
func smallerRequirements(r programme.Requirement) []programme.Requirement {
	var all []programme.Requirement
	h := *r.Heading()
	for _, plain := range []programme.Head{
		{ID: h.ID},
		{ID: h.ID, Open: h.Open, Listed: h.Listed},
		{ID: h.ID, Given: h.Given, Listed: h.Listed},
		{ID: h.ID, Given: h.Given, Open: h.Open},
	} {
		if len(plain.Given) < len(h.Given) || plain.Open != h.Open || plain.Listed != h.Listed {
			all = append(all, rebuilt(r, plain, programme.Parts(r), capsOf(r)))
		}
	}
	kids := programme.Parts(r)
	for i, k := range kids {
		if len(kids) > 1 {
			all = append(all, rebuilt(r, h, without(kids, i), capsOf(r)))
		}
		for _, smaller := range append(smallerRequirements(k), programme.Parts(k)...) {
			changed := slices.Clone(kids)
			changed[i] = smaller
			all = append(all, rebuilt(r, h, changed, capsOf(r)))
		}
	}
	for i := range capsOf(r) {
		all = append(all, rebuilt(r, h, kids, without(capsOf(r), i)))
	}
	if it, isItem := r.(*programme.Item); isItem && it.Ever {
		all = append(all, &programme.Item{Head: &h, Ref: it.Ref})
	}
	return all
}

func capsOf(r programme.Requirement) []programme.Cap {
	if c, isChoose := r.(*programme.Choose); isChoose {
		return c.AtMost
	}
	return nil
}

// rebuilt is the requirement with other contents.
func rebuilt(r programme.Requirement, h programme.Head, kids []programme.Requirement, caps []programme.Cap) programme.Requirement {
	switch r := r.(type) {
	case *programme.Item:
		return &programme.Item{Head: &h, Ref: r.Ref, Ever: r.Ever}
	case *programme.All:
		return &programme.All{Head: h, Of: kids}
	case *programme.Any:
		return &programme.Any{Head: h, Of: kids}
	case *programme.Choose:
		return &programme.Choose{Head: h, N: min(r.N, len(kids)), From: kids, AtMost: caps}
	}
	return r
}

func without[T any](of []T, i int) []T { return slices.Delete(slices.Clone(of), i, i+1) }
