package plan

import (
	"fmt"
	"maps"
	"slices"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// world is what a question's rules and record come to: the programmes reached, the items they ask for, and what is held
// when.
type world struct {
	set     *programme.Set
	day     record.Date
	rec     *record.Record // its codes completed
	rulings []record.Ruling
	progs   map[string]*programme.Programme
	order   []*programme.Programme // by first mention
	items   []record.Ref           // in canonical order, those that can be had without earning them
	asked   map[record.Ref]bool
	wished  map[record.Ref]bool // those asked for by a wish alone, by no rule
	// terms are the spans in which awards derived from the record as it is are in force.
	terms map[record.Ref][]programme.Span
	met   map[string]bool // programmes met as things are
	below map[string]map[record.Ref]bool
}

func newWorld(q *Question, auditor *audit.Auditor) (*world, error) {
	w := &world{
		set: q.Set, day: q.Day, progs: map[string]*programme.Programme{}, asked: map[record.Ref]bool{}, wished: map[record.Ref]bool{},
		terms: map[record.Ref][]programme.Span{}, met: map[string]bool{}, below: map[string]map[record.Ref]bool{},
	}
	w.complete(q)
	for _, g := range q.Goals {
		p := q.Set.Programme(g.Programme)
		if p == nil {
			return nil, fmt.Errorf("no programme is called %q", g.Programme)
		}
		w.reach(p)
	}
	for _, p := range w.order {
		if err := w.look(p, auditor); err != nil {
			return nil, err
		}
	}
	for _, ref := range q.People[0].Wishes.Include {
		w.wished[ref] = !w.asked[ref]
		w.ask(ref)
	}
	for ref := range w.asked {
		if ref.Kind != record.Credential || q.Set.Awarding(ref.ID) == nil {
			w.items = append(w.items, ref)
		}
	}
	slices.SortFunc(w.items, record.Ref.Compare)
	return w, nil
}

// complete copies the record with its codes completed: a bare one is of the first goal's issuer.
func (w *world) complete(q *Question) {
	issuer := ""
	if len(q.Goals) > 0 {
		issuer = record.Ref{ID: q.Goals[0].Programme}.Issuer()
	}
	rec := *q.People[0].Record
	rec.Evidence = slices.Clone(rec.Evidence)
	for i := range rec.Evidence {
		rec.Evidence[i].Ref = rec.Evidence[i].Within(issuer)
	}
	rec.Rulings = slices.Clone(rec.Rulings)
	w.rec = &rec
	for _, r := range slices.Concat(rec.Rulings, q.Set.Rulings()) {
		r.Evidence, r.For = r.Evidence.Within(issuer), r.For.Within(issuer)
		w.rulings = append(w.rulings, r)
	}
}

// look notes whether a programme is met as things are, and when its award is or was in force.
func (w *world) look(p *programme.Programme, auditor *audit.Auditor) error {
	standing, err := auditor.Standing(p.ID, w.rec, w.day, audit.Options{Steps: lookSteps})
	if err != nil {
		return err
	}
	if standing.Verdict != audit.Met && p.Awards.TermMonths == 0 {
		return nil
	}
	r, err := auditor.Run(p.ID, w.rec, w.day, audit.Options{})
	if err != nil {
		return err
	}
	award := record.Ref{Kind: record.Credential, ID: p.Awards.Credential}
	if r.Verdict == audit.Met {
		w.met[p.ID] = true
		w.terms[award] = append(w.terms[award], programme.Span{From: r.MetOn, Until: r.TermEnds})
	} else if r.Lapsed != 0 {
		w.terms[award] = append(w.terms[award], programme.Span{From: 1, Until: r.Lapsed})
	}
	return nil
}

// lookSteps is how many steps the audit of things as they are may take; what is met is found in far fewer.
const lookSteps = 20_000

// reach notes a programme and everything its rules ask for.
func (w *world) reach(p *programme.Programme) {
	if w.progs[p.ID] != nil {
		return
	}
	w.progs[p.ID] = p
	w.order = append(w.order, p)
	for i := range p.Versions {
		mentions(&p.Versions[i], func(ref record.Ref) {
			delete(w.wished, ref)
			w.ask(ref)
		})
	}
	for _, r := range w.rulings {
		if r.Kind == record.Substitute && w.asked[r.For] {
			w.ask(r.Evidence)
		}
	}
}

// ruled tells whether a rule asks for something.
func (w *world) ruled(ref record.Ref) bool { return w.asked[ref] && !w.wished[ref] }

func (w *world) ask(ref record.Ref) {
	if w.asked[ref] {
		return
	}
	w.asked[ref] = true
	if ref.Kind == record.Credential {
		if p := w.set.Awarding(ref.ID); p != nil {
			w.reach(p)
		}
	}
}

// holds tells whether something is held on a day by the record as it is, or, with ever, was held once. Nothing that the
// plan adds is looked at.
func (w *world) holds(ref record.Ref, ever bool, programmeID string, day record.Date) bool {
	admitted := w.admitted(ref, programmeID, day)
	for i := range w.rec.Evidence {
		e := &w.rec.Evidence[i]
		if e.Ref != ref || e.Date > day || e.State == record.Refused || e.Revoked != 0 && e.Revoked <= day {
			continue
		}
		if admitted {
			return true
		}
		if f := w.set.Fact(ref); f != nil && (!f.InLife(e.Date) || f.Void != 0 && f.Void <= day) {
			continue
		}
		if ever || ref.Kind != record.Credential || e.Until == 0 || e.Until >= day {
			return true
		}
	}
	if w.revoked(ref, day) {
		return false
	}
	for _, s := range w.terms[ref] {
		if s.From <= day && (ever || s.Holds(day)) {
			return true
		}
	}
	return false
}

// revoked tells whether the record says on the day that a credential was taken away: then it is not earned again.
func (w *world) revoked(ref record.Ref, day record.Date) bool {
	return slices.ContainsFunc(w.rec.Evidence, func(e record.Evidence) bool {
		return e.Ref == ref && e.State != record.Refused && e.Date <= day && e.Revoked != 0 && e.Revoked <= day
	})
}

// reaches tells whether the rules of a programme, or of one it reaches, ask for something.
func (w *world) reaches(p *programme.Programme, ref record.Ref) bool {
	all := w.below[p.ID]
	if all == nil {
		all = map[record.Ref]bool{}
		w.gatherBelow(p, all)
		w.below[p.ID] = all
	}
	return all[ref]
}

func (w *world) gatherBelow(p *programme.Programme, all map[record.Ref]bool) {
	for i := range p.Versions {
		mentions(&p.Versions[i], func(ref record.Ref) {
			if all[ref] {
				return
			}
			all[ref] = true
			if by := w.set.Awarding(ref.ID); ref.Kind == record.Credential && by != nil {
				w.gatherBelow(by, all)
			}
		})
	}
}

// mentions visits everything that a version's rules ask for.
func mentions(v *programme.Version, visit func(record.Ref)) {
	given := func(list []programme.Condition) {
		for _, g := range list {
			visit(g.Ref)
		}
	}
	programme.Walk(v.Requires, func(r programme.Requirement) {
		given(r.Heading().Given)
		if item, ok := r.(*programme.Item); ok {
			visit(item.Ref)
		}
	})
	for _, c := range v.Covers {
		visit(c.By)
		given(c.Given)
	}
}

// admitted tells whether a ruling lets what would not count, count.
func (w *world) admitted(ref record.Ref, programmeID string, day record.Date) bool {
	return slices.ContainsFunc(w.rulings, func(r record.Ruling) bool {
		return r.Kind == record.Admit && r.Evidence == ref && r.InForce(day) && (r.Programme == "" || r.Programme == programmeID)
	})
}

// granted tells whether an open question is answered with yes on a day.
func (w *world) granted(programmeID, question string, day record.Date) bool {
	var best *record.Ruling
	for i := range w.rulings {
		r := &w.rulings[i]
		if r.Kind != record.Grant && r.Kind != record.RefuseOpen || r.Programme != programmeID || r.Question != question || !r.InForce(day) {
			continue
		}
		if best == nil || r.From > best.From || r.From == best.From && r.Kind == record.RefuseOpen {
			best = r
		}
	}
	return best != nil && best.Kind == record.Grant
}

func (w *world) waived(programmeID, id string, day record.Date) bool {
	return id != "" && slices.ContainsFunc(w.rulings, func(r record.Ruling) bool {
		return r.Kind == record.Waive && r.Requirement == id && r.InForce(day) && (r.Programme == "" || r.Programme == programmeID)
	})
}

// standIns are the things that a ruling lets stand in for another on a day.
func (w *world) standIns(ref record.Ref, programmeID string, day record.Date) []record.Ref {
	var out []record.Ref
	for _, r := range w.rulings {
		if r.Kind == record.Substitute && r.For == ref && r.Evidence != ref && r.InForce(day) &&
			(r.Programme == "" || r.Programme == programmeID) && !slices.Contains(out, r.Evidence) {
			out = append(out, r.Evidence)
		}
	}
	return out
}

// periods splits the days from the business day to a last one into spans in which the rules of a programme, and what the
// record holds of what it asks for, stay the same. A span after which nothing ends is left out: what is met in it is met in the
// next as well.
func (w *world) periods(p *programme.Programme, last record.Date) []programme.Span {
	begins, ends := map[record.Date]bool{w.day: true}, map[record.Date]bool{}
	cut := func(days map[record.Date]bool, d record.Date) {
		if d > w.day && d <= last {
			days[d] = true
		}
	}
	span := func(s programme.Span) {
		cut(begins, s.From)
		if s.Until != 0 {
			cut(ends, s.Until+1)
		}
	}
	asks := map[record.Ref]bool{}
	for i := range p.Versions {
		v := &p.Versions[i]
		cut(ends, v.InForce.From)
		span(v.InForce)
		programme.Walk(v.Requires, func(r programme.Requirement) { span(r.Heading().Listed) })
		for _, c := range v.Covers {
			span(c.Listed)
		}
		mentions(v, func(ref record.Ref) { asks[ref] = true })
	}
	for ref := range asks {
		if f := w.set.Fact(ref); f != nil {
			cut(ends, f.Void)
		}
		for _, s := range w.terms[ref] {
			span(s)
		}
	}
	for i := range w.rec.Evidence {
		if e := &w.rec.Evidence[i]; asks[e.Ref] || e.ID == p.Awards.Credential {
			span(programme.Span{From: e.Date, Until: e.Until})
			cut(ends, e.Revoked)
		}
	}
	for _, r := range w.rulings {
		cut(ends, r.From)
		span(programme.Span{Until: r.Until})
	}
	return split(begins, ends, last)
}

// split makes spans of the days on which something begins and those on which something ends.
func split(begins, ends map[record.Date]bool, last record.Date) []programme.Span {
	cuts := slices.Collect(maps.Keys(begins))
	for d := range ends {
		if !begins[d] {
			cuts = append(cuts, d)
		}
	}
	slices.Sort(cuts)
	var out []programme.Span
	for i, from := range cuts {
		if i+1 == len(cuts) {
			return append(out, programme.Span{From: from, Until: max(last, from)})
		}
		if ends[cuts[i+1]] {
			out = append(out, programme.Span{From: from, Until: cuts[i+1] - 1})
		}
	}
	return out
}
