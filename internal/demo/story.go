package demo

import (
	"context"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/record"
)

// story is the cases that a body meets: what a candidate says of herself, a person with two records, an award in doubt, a question
// that the rules leave open, rows that somebody looks at.
func (b *body) story(ctx context.Context) error {
	for _, part := range []func(context.Context) error{b.anasRecord, b.twoRecords, b.doubts, b.openQuestion, b.relations, b.quarantine} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

func had(kind record.Kind, id, on string) record.Evidence {
	return record.Evidence{Ref: record.Ref{Kind: kind, ID: id}, Date: day(on)}
}

func verified(source string, pieces ...record.Evidence) []record.Evidence {
	for i := range pieces {
		pieces[i].State, pieces[i].Source = record.Verified, source
	}
	return pieces
}

// anasRecord is the record of the candidate who can sign in: one exam and some verification from engineer.
func (b *body) anasRecord(ctx context.Context) error {
	exam := func(code, on string) record.Evidence { return had(record.Exam, "microsoft/"+code, on) }
	known := append(verified("testhall", exam("70-210", "2001-11-19"), exam("70-215", "2002-01-28"), exam("70-218", "2002-04-29"), exam("70-290", "2004-03-01")),
		verified("comptia", had(record.Credential, "comptia/a-plus", "2000-06-12"), had(record.Credential, "comptia/network-plus", "2001-03-19"))...)
	if _, err := b.RecordEvidence(once(ctx, "ana's results"), b.by["manager"], b.ana, known, ""); err != nil {
		return err
	}
	beta := exam("70-285", "2004-03-08")
	beta.Note = "taken as a beta exam"
	course := had(record.Course, "microsoft/2279", "2005-01-10")
	course.Until = day("2005-01-14")
	says := []record.Evidence{
		exam("70-298", "2004-10-04"), exam("70-294", "2005-02-14"), exam("70-299", "2004-12-13"), beta, course,
		had(record.Credential, "comptia/security-plus", "2003-06-16"),
	}
	pieces, err := b.State(once(ctx, "ana says"), b.by["candidate"], b.ana, says)
	if err != nil {
		return err
	}
	const refused = 2
	return b.VerifyEvidence(once(ctx, "ana's 70-299"), b.by["manager"], b.ana, pieces[refused], false, "the test centre has no such result")
}

// twoRecords is a person who came under two numbers.
func (b *body) twoRecords(ctx context.Context) error {
	keeper, found, err := b.candidate(ctx, 7)
	if err != nil || !found {
		return err
	}
	manager := b.by["manager"]
	other, err := b.AddCandidate(once(ctx, "second record"), manager, keeper.Name, store.Identity{Kind: store.Email, Value: "old.address.8@example.org"})
	if err != nil {
		return err
	}
	pieces := verified("testhall", had(record.Exam, "microsoft/70-228", "2004-05-03"))
	if _, err := b.RecordEvidence(once(ctx, "second record's result"), manager, other, pieces, "entered from a letter of the test centre"); err != nil {
		return err
	}
	_, err = b.Merge(once(ctx, "merge"), manager, keeper.ID, other, "passport seen by the office; the old e-mail address was an employer's")
	return err
}

// candidate is the person of a number of the test centre, where there are so many.
func (b *body) candidate(ctx context.Context, i int) (store.Candidate, bool, error) {
	return b.WhoIs(ctx, b.by["manager"], store.Identity{Kind: "testhall", Value: number(i)})
}

// holders finds people with an award of the programme in force, up to the most.
func (b *body) holders(ctx context.Context, programme string, most int) ([]store.Award, error) {
	var out []store.Award
	for i := 10; i < min(b.options.Candidates, 500) && len(out) < most; i++ {
		c, found, err := b.candidate(ctx, i)
		if err != nil || !found {
			return out, err
		}
		w, err := b.Record(ctx, b.by["manager"], c.ID)
		if err != nil {
			return nil, err
		}
		for n := range w.Awards {
			if a := &w.Awards[n]; a.Programme == programme && registrar.StatusOn(a, b.Today()) == registrar.InForce {
				out = append(out, *a)
			}
		}
	}
	return out, nil
}

// doubts are an award that is suspended, one whose revocation waits for a second person, and one that what is known no longer gives.
func (b *body) doubts(ctx context.Context) error {
	held, err := b.holders(ctx, "microsoft/mcse-2000", 2)
	if err != nil || len(held) < 2 {
		return err
	}
	if err := b.Suspend(once(ctx, "suspend"), b.by["decision-maker"], held[0].Candidate, held[0].Number, b.Today(),
		"the test centre is looking into how the exam of that day was held"); err != nil {
		return err
	}
	if _, err = b.MoveRevocation(once(ctx, "revoke"), b.by["manager"], held[1].Candidate, held[1].Number, b.Today(),
		"the candidate's exam was sat by somebody else, by their own letter"); err != nil {
		return err
	}
	return b.unsupported(ctx)
}

// unsupported takes from an award an exam that it rests on.
func (b *body) unsupported(ctx context.Context) error {
	const programme = "microsoft/mcsa-2003"
	held, err := b.holders(ctx, programme, 8)
	if err != nil {
		return err
	}
	for i := range held {
		h, err := b.History(ctx, b.by["manager"], held[i].Candidate, held[i].Number)
		if err != nil {
			return err
		}
		for _, p := range h.Counted {
			if p.Item == "exam microsoft/70-291" {
				return b.VoidEvidence(once(ctx, "no such sitting"), b.by["manager"], held[i].Candidate, p.Piece, "the test centre finds that nobody sat there on that day")
			}
		}
	}
	return nil
}

// openQuestion asks for a ruling where the published rules say nothing.
func (b *body) openQuestion(ctx context.Context) error {
	held, err := b.holders(ctx, "microsoft/mcse-2000", 3)
	if err != nil || len(held) < 1 {
		return err
	}
	ruling := record.Ruling{
		Kind: record.Grant, Programme: "microsoft/mcse-2003", Question: "mixed-upgrade", From: b.Today(),
		Reason: "the two exams ask for more than the one that they would replace",
	}
	_, err = b.MoveRuling(once(ctx, "ruling"), b.by["manager"], held[len(held)-1].Candidate, ruling)
	return err
}

// relations are what the consultant and the employer have declared, and one of the staff.
func (b *body) relations(ctx context.Context) error {
	for i, n := range []struct{ role, kind, from string }{
		{"consultant", "taught", "2004-09-06"},
		{"consultant", "taught", "2005-01-10"},
		{"employer", "employs", "2003-05-01"},
		{"employer", "employs", "2002-02-01"},
		{"decision-maker", "kin", "1998-07-04"},
	} {
		c, found, err := b.candidate(ctx, 20+i)
		if err != nil || !found {
			return err
		}
		if _, err := b.DeclareRelation(once(ctx, "relation of "+n.role+" "+c.Name), b.by[n.role], c.ID, n.kind, day(n.from), 0); err != nil {
			return err
		}
	}
	return nil
}

// quarantine sees to one of the rows that wait; the others still do.
func (b *body) quarantine(ctx context.Context) error {
	manager := b.by["manager"]
	feeds, err := b.Feeds(ctx, manager, 0, 1)
	if err != nil || len(feeds) == 0 {
		return err
	}
	rows, err := b.Quarantined(ctx, manager, feeds[0].ID, 0, 1)
	if err != nil || len(rows) == 0 || rows[0].Outcome != "" {
		return err
	}
	return b.Dismiss(ctx, manager, feeds[0].ID, rows[0].Row, "the test centre says that it has no such exam")
}
