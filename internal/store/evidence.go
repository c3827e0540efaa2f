package store

import (
	"encoding/json"

	"waymark/record"
)

// EvidenceAct is what a step of a piece's history did.
type EvidenceAct int64

// The acts on evidence.
const (
	Recorded EvidenceAct = iota + 1
	Corrected
	Verified
	Refused
	Voided // it was never so; it counts nowhere until a later step
)

var evidenceActs = [...]string{Recorded: "recorded", Corrected: "corrected", Verified: "verified", Refused: "refused", Voided: "voided"}

// String is the act's word in every output.
func (a EvidenceAct) String() string {
	if a > 0 && int(a) < len(evidenceActs) {
		return evidenceActs[a]
	}
	return ""
}

// Fact is one step in the history of a piece of evidence. The last step of a piece is what holds.
type Fact struct {
	Candidate, Piece, Step int64
	Act                    EvidenceAct
	record.Evidence
	// Entry is the act of the journal that wrote it.
	Entry int64
}

// detail is what no rule reads yet, kept as written.
type detail struct {
	Score      string            `json:"score,omitempty"`
	Version    string            `json:"version,omitempty"`
	Amount     string            `json:"amount,omitempty"`
	Unit       string            `json:"unit,omitempty"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Note       string            `json:"note,omitempty"`
}

func detailOf(e *record.Evidence) (string, error) {
	if e.Score == "" && e.Version == "" && e.Amount == "" && e.Unit == "" && len(e.Attributes) == 0 && e.Note == "" {
		return "", nil
	}
	data, err := json.Marshal(detail{e.Score, e.Version, e.Amount, e.Unit, e.Attributes, e.Note})
	return string(data), err
}

func (f *Fact) setDetail(text string) error {
	if text == "" {
		return nil
	}
	var d detail
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		return err
	}
	f.Score, f.Version, f.Amount, f.Unit, f.Attributes, f.Note = d.Score, d.Version, d.Amount, d.Unit, d.Attributes, d.Note
	return nil
}

// AddPieces gives each fact without a piece its number and writes all of them. A fact with a piece is its next step, which
// the caller has numbered.
func (a *Act) AddPieces(facts []Fact) error {
	fresh := 0
	for i := range facts {
		if facts[i].Piece == 0 {
			fresh++
		}
	}
	piece, err := next(a.ctx, a.tx, "piece", fresh)
	if err != nil {
		return err
	}
	rows := make([][]any, len(facts))
	for i := range facts {
		f := &facts[i]
		if f.Piece == 0 {
			f.Piece, f.Step = piece, 1
			piece++
		}
		f.Entry = a.Entry.Seq
		d, err := detailOf(&f.Evidence)
		if err != nil {
			return err
		}
		rows[i] = []any{
			f.Candidate, f.Piece, f.Step, int64(f.Act), int64(f.Kind), f.ID, int64(f.Date), int64(f.Until), int64(f.Revoked),
			int64(f.State), f.Source, f.Reference, d,
		}
	}
	return a.add(evidenceTable, rows...)
}

const factColumns = `candidate, piece, step, act, kind, item, day, until, revoked, state, source, reference, detail, entry`

func scanFact(r scanner) (f Fact, err error) {
	var act, kind, day, until, revoked, state int64
	var d string
	err = r.Scan(&f.Candidate, &f.Piece, &f.Step, &act, &kind, &f.ID, &day, &until, &revoked, &state, &f.Source, &f.Reference, &d, &f.Entry)
	if err != nil {
		return f, err
	}
	f.Act, f.Kind, f.State = EvidenceAct(act), record.Kind(kind), record.State(state)
	f.Date, f.Until, f.Revoked = record.Date(day), record.Date(until), record.Date(revoked)
	return f, f.setDetail(d)
}

// Facts gives the whole history of a candidate's evidence, piece by piece, step by step.
func (v *View) Facts(candidate int64) ([]Fact, error) {
	return all(v, scanFact, `SELECT `+factColumns+` FROM evidence WHERE candidate = $1 ORDER BY piece, step`, candidate)
}

// Piece gives the last step of a piece, or false.
func (v *View) Piece(candidate, piece int64) (Fact, bool, error) {
	return first(v, scanFact, `SELECT `+factColumns+` FROM evidence WHERE candidate = $1 AND piece = $2 ORDER BY step DESC LIMIT 1`,
		candidate, piece)
}

// Current keeps the last step of each piece, and leaves out what is void. The facts are in the order of [View.Facts].
func Current(facts []Fact) []Fact {
	var out []Fact
	for i := range facts {
		if last := i+1 == len(facts) || facts[i+1].Piece != facts[i].Piece; last && facts[i].Act != Voided {
			out = append(out, facts[i])
		}
	}
	return out
}

// Number is how a source knows a piece.
type Number struct{ Source, Reference string }

// Place is where a piece lies.
type Place struct{ Candidate, Piece int64 }

// AddReferences notes under which number of its source each new piece is known; pieces without a reference are passed over.
func (a *Act) AddReferences(facts []Fact) error {
	rows := make([][]any, 0, len(facts))
	for i := range facts {
		if f := &facts[i]; f.Reference != "" {
			rows = append(rows, []any{f.Source, f.Reference, f.Candidate, f.Piece})
		}
	}
	return a.add(referenceTable, rows...)
}

// Referenced gives for each number the last step of the piece it names; its Piece is 0 where there is none.
func (v *View) Referenced(numbers ...Number) ([]Fact, error) {
	out := make([]Fact, len(numbers))
	args := make([][]any, len(numbers))
	for i, n := range numbers {
		args[i] = []any{n.Source, n.Reference}
	}
	places := make([]Place, len(numbers))
	err := v.tx.batch(v.ctx, `SELECT candidate, piece FROM reference WHERE source = $1 AND reference = $2`, args,
		func(i int, r scanner) error { return r.Scan(&places[i].Candidate, &places[i].Piece) })
	if err != nil {
		return nil, err
	}
	var known [][]any
	var index []int
	for i, p := range places {
		if p.Piece != 0 {
			known, index = append(known, []any{p.Candidate, p.Piece}), append(index, i)
		}
	}
	err = v.tx.batch(v.ctx, `SELECT `+factColumns+` FROM evidence WHERE candidate = $1 AND piece = $2 ORDER BY step DESC LIMIT 1`, known,
		func(i int, r scanner) (err error) {
			out[index[i]], err = scanFact(r)
			return err
		})
	return out, err
}
