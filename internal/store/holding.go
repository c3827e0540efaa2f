package store

import "waymark/record"

// Holding is what an audit of everyone needs of one candidate: the evidence that holds, without what no rule reads, and the
// awards.
type Holding struct {
	Candidate int64
	Evidence  []record.Evidence
	Awards    []Award
}

// EachHolding calls f for every candidate numbered from…until that has evidence or an award, in order. The holding is f's only
// until f returns. Merged records come apart, as they are kept.
func (v *View) EachHolding(from, until int64, f func(*Holding) error) error {
	awards, err := v.awardsFrom(from, until)
	if err != nil {
		return err
	}
	g := &gathering{f: f, awards: awards, names: map[string]string{}}
	if err := v.tx.query(v.ctx, `SELECT candidate, piece, act, kind, item, day, until, revoked, state FROM evidence
		WHERE candidate >= $1 AND candidate <= $2 ORDER BY candidate, piece, step`, []any{from, until}, g.row); err != nil {
		return err
	}
	g.dropVoid()
	return g.finish(until + 1)
}

// gathering gathers a candidate's rows, which come one after the other in their clustered order.
type gathering struct {
	f      func(*Holding) error
	now    Holding
	awards []Award
	// piece is the one whose steps are coming by; void tells that its last step so far made it void.
	piece int64
	void  bool
	names map[string]string // every item's name once in memory, however many have it
	// what a row says
	candidate, ofPiece, act, kind, day, until, revoked, state int64
	item                                                      string
}

func (g *gathering) row(r scanner) error {
	if err := r.Scan(&g.candidate, &g.ofPiece, &g.act, &g.kind, &g.item, &g.day, &g.until, &g.revoked, &g.state); err != nil {
		return err
	}
	if g.ofPiece != g.piece {
		g.dropVoid()
	}
	if g.candidate != g.now.Candidate {
		if err := g.finish(g.candidate); err != nil {
			return err
		}
		g.now.Candidate = g.candidate
	}
	if g.ofPiece == g.piece { // a further step takes the place of the one before
		g.now.Evidence = g.now.Evidence[:len(g.now.Evidence)-1]
	}
	g.piece, g.void = g.ofPiece, EvidenceAct(g.act) == Voided
	g.now.Evidence = append(g.now.Evidence, record.Evidence{
		Ref:  record.Ref{Kind: record.Kind(g.kind), ID: g.name()},
		Date: record.Date(g.day), Until: record.Date(g.until), Revoked: record.Date(g.revoked), State: record.State(g.state),
	})
	return nil
}

func (g *gathering) name() string {
	name, known := g.names[g.item]
	if !known {
		name = g.item
		g.names[name] = name
	}
	return name
}

// dropVoid forgets the piece whose steps have come by if the last of them made it void.
func (g *gathering) dropVoid() {
	if g.void {
		g.now.Evidence, g.void = g.now.Evidence[:len(g.now.Evidence)-1], false
	}
}

// finish hands over every candidate before the number: the one being gathered, and those that have awards alone.
func (g *gathering) finish(before int64) error {
	for {
		if g.now.Candidate == 0 && len(g.awards) > 0 {
			g.now.Candidate = g.awards[0].Candidate
		}
		if g.now.Candidate == 0 || g.now.Candidate >= before {
			g.now.Candidate = 0
			return nil
		}
		n := 0
		for n < len(g.awards) && g.awards[n].Candidate == g.now.Candidate {
			n++
		}
		g.now.Awards, g.awards = g.awards[:n], g.awards[n:]
		if err := g.f(&g.now); err != nil {
			return err
		}
		g.now.Candidate, g.now.Evidence = 0, g.now.Evidence[:0]
	}
}
