package registrar

import (
	"cmp"
	"context"
	"encoding/json"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// History is all that there is to say of an award: what became of it and by whom, and what it was decided on.
type History struct {
	Award store.Award
	// Holder is whose record it lies in.
	Holder store.Candidate
	Events []Happened
	// Counted are the pieces of evidence that counted, as they were.
	Counted []Counted
}

// Happened is an event of an award with who did it, as the journal writes them, when, and why.
type Happened struct {
	store.AwardEvent
	Actor, Act string
	// Mover is who moved it, as the journal writes them, where it took two people; Actor is who approved it then.
	Mover string
	At    time.Time
}

// Counted is a piece of evidence as it was when an award was decided on it.
type Counted struct {
	Piece     int64       `json:"piece"`
	Item      string      `json:"item"`
	Date      record.Date `json:"date"`
	State     string      `json:"state"`
	Source    string      `json:"source"`
	Reference string      `json:"reference"`
	Score     string      `json:"score"`
	// Candidate is the record in which the piece lies, and Now what is known of it since, where that is something else; nothing otherwise.
	Candidate int64  `json:"candidate,omitempty"`
	Now       string `json:"now,omitempty"`
}

// since says what became of the pieces that counted, by all that is known now.
func (h *History) since(facts []store.Fact) {
	last := map[int64]store.Fact{}
	for _, f := range facts {
		if f.Step > last[f.Piece].Step {
			last[f.Piece] = f
		}
	}
	for i := range h.Counted {
		c := &h.Counted[i]
		f, known := last[c.Piece]
		if !known {
			continue
		}
		c.Candidate = f.Candidate
		switch {
		case f.Act == store.Voided:
			c.Now = f.Act.String()
		case f.String() != c.Item || f.Date != c.Date || f.State.String() != c.State || f.Score != c.Score:
			c.Now = f.Act.String() + ": " + f.String() + " of " + f.Date.String() + ", " + f.State.String()
		}
	}
}

// Actors are who did anything to the award, as the journal writes them.
func (h *History) Actors() []string {
	actors := []string{h.Award.DecidedBy}
	for i := range h.Events {
		actors = append(actors, h.Events[i].Actor, h.Events[i].Mover)
	}
	return actors
}

// History gives an award's history.
func (r *Registrar) History(ctx context.Context, by Actor, candidate, number int64) (*History, error) {
	out := &History{}
	err := r.view(ctx, by, ReadRecord, candidate, func(v *store.View) error {
		held, err := awardOf(v, candidate, number)
		if err != nil {
			return err
		}
		out.Award = *held
		if out.Holder, _, err = v.Candidate(candidate); err != nil { // permission has found it
			return err
		}
		motions, err := v.MotionsOn(candidate)
		if err != nil {
			return err
		}
		for _, e := range held.Events {
			j, _, err := v.Entry(e.Entry)
			if err != nil {
				return err
			}
			h := Happened{AwardEvent: e, Actor: j.Actor, Act: j.Act, At: j.Time()}
			h.Reason = cmp.Or(h.Reason, j.Reason)
			for _, m := range motions {
				if e.Kind == store.Revoked && m.Award == number && m.Outcome == "approved" {
					h.Mover = Actor{Account: m.Author}.String()
				}
			}
			out.Events = append(out.Events, h)
		}
		kept, err := basisKept(v, held)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(kept.Evidence, &out.Counted); err != nil {
			return err
		}
		w, err := wholeOf(v, candidate)
		if err != nil {
			return err
		}
		out.since(w.Facts)
		return nil
	})
	return out, err
}

// StepTold is a step in the history of a piece of evidence with who took it, as the journal writes them, when, and why.
type StepTold struct {
	store.Fact
	Actor, Reason string
	At            time.Time
}

// PieceHistory gives every step of a piece of evidence, and whose it is.
func (r *Registrar) PieceHistory(ctx context.Context, by Actor, candidate, piece int64) (of store.Candidate, steps []StepTold, err error) {
	err = r.view(ctx, by, ReadRecord, candidate, func(v *store.View) error {
		if of, _, err = v.Candidate(candidate); err != nil { // permission has found it
			return err
		}
		facts, err := v.Facts(candidate)
		if err != nil {
			return err
		}
		for _, f := range facts {
			if f.Piece != piece {
				continue
			}
			j, _, err := v.Entry(f.Entry)
			if err != nil {
				return err
			}
			steps = append(steps, StepTold{f, j.Actor, j.Reason, j.Time()})
		}
		if len(steps) == 0 {
			return fault.New(fault.NotFound, "fault.no-piece", message.Op("candidate", int(candidate)), message.Op("piece", int(piece)))
		}
		return nil
	})
	return of, steps, err
}
