package registrar_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// world is a few people, and everything that may be done to them, drawn.
type world struct {
	*body
	rt     *rapid.T
	people []int64
	merges []int64
	// seen are the statuses of awards on past days as they were before the last act.
	seen map[string]registrar.Status
	hard bool
}

var worldPool = []string{"70-270", "70-290", "70-291", "70-284", "70-293", "70-298"}

func (w *world) number(name string, most int) int { return rapid.IntRange(0, most).Draw(w.rt, name) }

// may lets an act that does not fit what is there be refused.
func (w *world) may(err error) bool {
	if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.NotFound) {
		w.rt.Fatal(err)
	}
	return err == nil
}

// act does one act and gives the first day whose statuses it may change.
func (w *world) act() record.Date {
	ctx, rt := context.Background(), w.rt
	id := w.people[w.number("who", len(w.people)-1)]
	whole := must[*registrar.Whole](rt)(w.Record(ctx, w.decider, id))
	past := w.today - record.Date(w.number("days ago", 40))
	var piece *store.Fact
	if n := len(whole.Facts); n > 0 {
		piece = &whole.Facts[w.number("piece", n-1)]
	}
	var award *store.Award
	if n := len(whole.Awards); n > 0 {
		award = &whole.Awards[w.number("award", n-1)]
	}
	switch kind := w.number("act", 14); {
	case kind == 0 && piece != nil:
		e := piece.Evidence
		e.Date, e.State = e.Date+record.Date(w.number("moved", 3)), record.Verified
		w.may(w.CorrectEvidence(ctx, w.manager, piece.Candidate, piece.Piece, e, "so"))
	case kind == 1 && piece != nil:
		w.may(w.VoidEvidence(ctx, w.manager, piece.Candidate, piece.Piece, "so"))
	case kind == 2 && piece != nil:
		w.may(w.VerifyEvidence(ctx, w.manager, piece.Candidate, piece.Piece, w.number("so", 1) == 1, "so"))
	case kind == 3 && award != nil:
		if w.may(w.Suspend(ctx, w.decider, award.Candidate, award.Number, past, "so")) {
			return past
		}
	case kind == 4 && award != nil:
		if w.may(w.Reinstate(ctx, w.decider, award.Candidate, award.Number, past, "so")) {
			return past
		}
	case kind == 5 && award != nil:
		motion, err := w.MoveRevocation(ctx, w.manager, award.Candidate, award.Number, past, "so")
		if w.may(err) && w.may(w.Second(ctx, w.decider, motion, true, "")) {
			return past
		}
	case kind == 6:
		other := w.people[w.number("other", len(w.people)-1)]
		merge, err := w.Merge(ctx, w.manager, id, other, "same passport")
		if w.may(err) {
			w.merges = append(w.merges, merge)
		}
	case kind == 7 && len(w.merges) > 0:
		w.may(w.Unmerge(ctx, w.manager, w.merges[w.number("merge", len(w.merges)-1)], "twins"))
	case kind == 8:
		w.today += record.Date(1 + w.number("later", 20))
		must[bool](rt)(w.BeginDay(ctx))
		w.settled()
	case kind == 9:
		w.hard = !w.hard
		text := map[bool]string{true: "exam 70-298", false: "exam 70-290"}[w.hard]
		check(rt, w.Publish(ctx, w.decider, map[string][]byte{"microsoft/keeper.yaml": []byte(`programme: microsoft/keeper
title: Keeper of Servers
awards: {credential: keeper, abbreviation: KS, term: 3 months}
version: "2003"
requires: [` + text + `]
`)}, w.today, "so"))
		w.settled()
	case kind == 10:
		candidate := id
		if w.number("everyone", 3) == 0 {
			candidate = 0
		}
		u := record.Ruling{Kind: record.Substitute, Evidence: record.Ref{Kind: record.Exam, ID: "microsoft/70-284"}, For: record.Ref{Kind: record.Exam, ID: "microsoft/70-290"}, From: past, Reason: "so"}
		if w.number("ends", 1) == 1 {
			u.Until = w.today + record.Date(w.number("until", 15))
		}
		motion, err := w.MoveRuling(ctx, w.manager, candidate, u)
		if w.may(err) {
			check(rt, w.Second(ctx, w.decider, motion, true, ""))
			w.settled()
		}
	default:
		e := exams(worldPool[w.number("code", len(worldPool)-1)])
		e[0].Date = w.today - record.Date(w.number("when", 120))
		must[[]int64](rt)(w.RecordEvidence(ctx, w.manager, id, e, ""))
	}
	return w.today
}

func (w *world) settled() {
	for {
		if n := must[int](w.rt)(w.Settle(context.Background(), registrar.Worker, 100)); n == 0 {
			return
		}
	}
}

// awardsOf are all awards, each once.
func (w *world) awardsOf() []store.Award {
	var out []store.Award
	known := map[string]bool{}
	for _, id := range w.people {
		for _, a := range must[*registrar.Whole](w.rt)(w.Record(context.Background(), w.decider, id)).Awards {
			if name := fmt.Sprint(a.Candidate, "-", a.Number); !known[name] {
				known[name] = true
				out = append(out, a)
			}
		}
	}
	return out
}

// holdPast holds that no status of a day before the given changed, of awards that there were.
func (w *world) holdPast(before record.Date) {
	now := map[string]registrar.Status{}
	for _, a := range w.awardsOf() {
		for day := w.today - 45; day <= w.today; day += 3 {
			name := fmt.Sprint(a.Candidate, "-", a.Number, " on ", day)
			now[name] = registrar.StatusOn(&a, day)
			if was, known := w.seen[name]; known && day < before && was != now[name] {
				w.rt.Errorf("award %s was %v, and is %v after an act that begins on %s: %+v", name, was, now[name], before, a.Events)
			}
		}
	}
	w.seen = now
}

// holdStanding holds that a person has one standing award of a programme at most.
func (w *world) holdStanding() {
	for _, id := range w.people {
		standing := map[string]int{}
		for _, a := range must[*registrar.Whole](w.rt)(w.Record(context.Background(), w.decider, id)).Awards {
			switch registrar.StatusOn(&a, w.today) {
			case registrar.InForce, registrar.Suspended, registrar.NotYet:
				standing[a.Programme]++
			default:
			}
		}
		for programme, n := range standing {
			if n > 1 && len(w.merges) == 0 {
				w.rt.Errorf("candidate %d has %d standing awards of %s", id, n, programme)
			}
		}
	}
}

// holdRest holds that to settle everyone again changes nothing, and that each decision is the same when it is made again.
func (w *world) holdRest() {
	ctx := context.Background()
	w.settled()
	events := func() (out []string) {
		for _, a := range w.awardsOf() {
			out = append(out, fmt.Sprint(a.Candidate, "-", a.Number, " ", a.Programme, " ", a.Date, " ", len(a.Events), " ", a.Events[len(a.Events)-1].Kind))
		}
		return out
	}
	before := events()
	check(w.rt, w.store.Change(ctx, func(c *store.Change) error { return c.MarkAllDue() }))
	w.settled()
	if after := events(); !slices.Equal(before, after) {
		w.rt.Errorf("settling again changed\n%v\nto\n%v", before, after)
	}
	for _, a := range w.awardsOf() {
		again := must[*registrar.Repeated](w.rt)(w.Repeat(ctx, w.decider, a.Candidate, a.Number))
		if !again.SameRules || !again.SameReport {
			w.rt.Errorf("award %d-%d of %s: same rules %t, same report %t; %+v", a.Candidate, a.Number, a.Programme, again.SameRules, again.SameReport, a)
		}
		h := must[*registrar.History](w.rt)(w.History(ctx, w.decider, a.Candidate, a.Number))
		for _, c := range h.Counted {
			if c.Date > a.Date {
				w.rt.Errorf("award %d-%d of %s from %s rests on %s of %s", a.Candidate, a.Number, a.Programme, a.Date, c.Item, c.Date)
			}
		}
	}
}

// Whatever is done in whatever order: the past stays as it was, a person has one award of a programme, settling is done once, every
// decision can be repeated, and the journal is whole.
func TestWhateverIsDone(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
		w := &world{body: b, rt: rt}
		check(rt, b.Publish(context.Background(), b.decider, map[string][]byte{"microsoft/keeper.yaml": []byte(`programme: microsoft/keeper
title: Keeper of Servers
awards: {credential: keeper, abbreviation: KS, term: 3 months}
version: "2003"
requires: [exam 70-290]
`)}, b.today, "so"))
		for range 3 {
			w.people = append(w.people, must[int64](rt)(b.AddCandidate(context.Background(), b.manager, "Ana")))
		}
		for range rapid.IntRange(1, 25).Draw(rt, "acts") {
			w.holdPast(w.act())
			w.holdStanding()
		}
		w.holdRest()
		for _, found := range must[[]store.Tampering](rt)(b.VerifyJournal(context.Background(), b.admin, nil)) {
			rt.Errorf("journal: %+v", found)
		}
	})
}
