package registrar

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/record"
)

// Names gives the names of actors as the journal writes them: of an account that of its person, of a part of the program its own.
func (r *Registrar) Names(ctx context.Context, by Actor, actors ...string) (map[string]string, error) {
	names := map[string]string{}
	err := r.view(ctx, by, ReadRecord, 0, func(v *store.View) error {
		for _, actor := range actors {
			if _, known := names[actor]; known {
				continue
			}
			name, err := nameOf(v, actor)
			if err != nil {
				return err
			}
			names[actor] = name
		}
		return nil
	})
	return names, err
}

func nameOf(v *store.View, actor string) (string, error) {
	number, is := strings.CutPrefix(actor, "account ")
	id, err := strconv.ParseInt(number, 10, 64)
	if !is || err != nil {
		return actor, nil //nolint:nilerr // a part of the program
	}
	c, known, err := v.Account(id)
	if err != nil || !known {
		return actor, err
	}
	return c.Name, nil
}

// Moved is a motion that waits, with what a second person must know to answer it.
type Moved struct {
	store.Motion
	// At is when it was moved, By the name of who moved it.
	At time.Time
	By string
	// Name is the name of the candidate it is on, Held the award it would take away; empty where it is on everyone, or on no award.
	Name string
	Held *store.Award
	// Barred says why who asks may not answer it; nil where they may.
	Barred error
}

// What says what a motion asks for, in few words.
func (m *Moved) What() string {
	var day record.Date
	if m.Award != 0 && json.Unmarshal([]byte(m.Body), &day) == nil {
		return fmt.Sprintf("%s from %s on", m.Kind, day)
	}
	var ruling record.Ruling
	if json.Unmarshal([]byte(m.Body), &ruling) == nil && ruling.Kind != 0 {
		about := ruling.Question + ruling.Requirement
		if ruling.Evidence.Kind != 0 {
			about = strings.TrimSpace(about + " " + ruling.Evidence.String())
		}
		return strings.TrimSpace(fmt.Sprintf("%s %s %s", ruling.Kind, about, ruling.Programme))
	}
	return m.Kind
}

// MotionsTold lists what waits for a second person, with whom and what it is about.
func (r *Registrar) MotionsTold(ctx context.Context, by Actor, after int64, limit int) ([]Moved, error) {
	var out []Moved
	err := r.view(ctx, by, ReadMotions, 0, func(v *store.View) error {
		open, err := v.OpenMotions(after, limit)
		if err != nil {
			return err
		}
		for i := range open {
			m, err := r.explain(v, by, open[i])
			if err != nil {
				return err
			}
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

func (r *Registrar) explain(v *store.View, by Actor, m store.Motion) (Moved, error) {
	out := Moved{Motion: m}
	e, _, err := v.Entry(m.Entry)
	if err != nil {
		return out, err
	}
	out.At = e.Time()
	if out.By, err = nameOf(v, e.Actor); err != nil {
		return out, err
	}
	if m.Candidate != 0 {
		of, _, err := v.Candidate(m.Candidate) // a motion is on somebody there is
		if err != nil {
			return out, err
		}
		out.Name = of.Name
	}
	if m.Award != 0 {
		if out.Held, err = awardOf(v, m.Candidate, m.Award); err != nil {
			return out, err
		}
	}
	out.Barred = firstError(r.permit(v, by, Second, m.Candidate), refuseAuthor(v, m, by))
	if out.Barred != nil && !fault.Is(out.Barred, fault.Forbidden) {
		return out, out.Barred
	}
	return out, nil
}
