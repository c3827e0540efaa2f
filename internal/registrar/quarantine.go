package registrar

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/source"
)

// Waiting is a row in quarantine with the sentence that says why.
type Waiting struct {
	store.Quarantined
	Sentence string
}

// Quarantined lists up to limit rows of a feed after the row, whatever became of them.
func (r *Registrar) Quarantined(ctx context.Context, by Actor, feed, after int64, limit int) ([]Waiting, error) {
	var out []Waiting
	err := r.view(ctx, by, ReleaseQuarantined, 0, func(v *store.View) error {
		rows, err := v.QuarantinedOf(feed, after, limit)
		for _, q := range rows {
			out = append(out, Waiting{q, explained(q)})
		}
		return err
	})
	return out, err
}

// explained is why a row waits, in words.
func explained(q store.Quarantined) string {
	var values map[string]any
	d := json.NewDecoder(bytes.NewReader([]byte(q.Operands)))
	d.UseNumber()
	if err := d.Decode(&values); err != nil {
		return message.English().Sentence(q.Code)
	}
	var operands []message.Operand
	for name, value := range values {
		if n, ok := value.(json.Number); ok {
			if i, err := n.Int64(); err == nil {
				value = int(i)
			}
		}
		operands = append(operands, message.Op(name, value))
	}
	slices.SortFunc(operands, func(a, b message.Operand) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	return message.English().Sentence(q.Code, operands...)
}

// Release takes a row out of quarantine as a person has written it, or as it came where body is empty. A person has looked at
// it: it may correct what was known.
func (r *Registrar) Release(ctx context.Context, by Actor, feed, number int64, body []byte, reason string) error {
	return r.closeRow(ctx, by, feed, number, "released", body, reason, func(a *store.Act, f store.Feed, q store.Quarantined) error {
		if len(body) == 0 {
			body = q.Body
		}
		in, fixed, err := r.lookAt(a, by, f, number, q.Body, body)
		if err != nil {
			return err
		}
		if in.sort(&fixed[0]); fixed[0].why.code != "" {
			return fault.New(fault.Invalid, "fault.row", message.Op("sentence", fixed[0].why.sentence()))
		}
		return in.write()
	})
}

// lookAt reads one row as it came and as a person has written it, and refuses those who may not act on whom either speaks of.
func (r *Registrar) lookAt(a *store.Act, by Actor, f store.Feed, number int64, came, written []byte) (*intake, []row, error) {
	profile, _, err := a.Document(f.Profile)
	if err != nil {
		return nil, nil, err
	}
	p, _ := source.ReadProfile("profile", profile) // it was read without fault when the feed came in
	rows, err := newRowReader(&p, bytes.NewReader(f.Header), r.options.Today())
	if err != nil {
		return nil, nil, err
	}
	rules, err := r.rulesOn(&a.View, r.options.Today())
	if err != nil {
		return nil, nil, err
	}
	in := &intake{act: a, profile: &p, rules: rules, feed: f.ID, corrects: true}
	one := []row{rows.read(number, written)}
	first := rows.read(number, came)
	whose, err := a.Identified(one[0].person, one[0].address(), first.person, first.address())
	if err != nil {
		return nil, nil, err
	}
	for _, candidate := range whose {
		if candidate == 0 {
			continue
		}
		if err := r.unrelated(&a.View, by, candidate); err != nil {
			return nil, nil, err
		}
	}
	return in, one, firstError(in.bind(r, by), in.look(one))
}

// Dismiss says of a row that it will not be taken in, and why.
func (r *Registrar) Dismiss(ctx context.Context, by Actor, feed, number int64, reason string) error {
	return r.closeRow(ctx, by, feed, number, "dismissed", nil, reason, func(a *store.Act, f store.Feed, q store.Quarantined) error {
		_, _, err := r.lookAt(a, by, f, number, q.Body, q.Body)
		return err
	})
}

func (r *Registrar) closeRow(ctx context.Context, by Actor, feed, number int64, outcome string, body []byte, reason string,
	f func(*store.Act, store.Feed, store.Quarantined) error,
) error {
	if err := needReason(reason); err != nil {
		return err
	}
	_, err := r.act(ctx, by, ReleaseQuarantined, 0, reason, func(a *store.Act) error {
		of, err := feedOf(&a.View, feed)
		if err != nil {
			return err
		}
		q, known, err := a.QuarantinedRow(feed, number)
		if err != nil || !known {
			return firstError(err, fault.New(fault.NotFound, "fault.no-row", message.Op("feed", int(feed)), message.Op("row", int(number))))
		}
		if q.Outcome != "" {
			return fault.New(fault.Conflict, "fault.row-closed", message.Op("feed", int(feed)), message.Op("row", int(number)), message.Op("outcome", q.Outcome))
		}
		if err := f(a, of, q); err != nil {
			return err
		}
		a.Entry.Subject = fmt.Sprintf("feed %d row %d", feed, number)
		return firstError(a.Tell(nil, map[string]any{"outcome": outcome}), a.CloseQuarantined(feed, number, outcome, append([]byte{}, body...), reason))
	})
	return err
}
