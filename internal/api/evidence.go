package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// readItem reads exam microsoft/70-290.
func readItem(text, location string) (record.Ref, error) {
	word, id, _ := strings.Cut(text, " ")
	kind, known := record.KindOf(word)
	ref := record.Ref{Kind: kind, ID: id}
	if !known || id == "" || ref.Bare() || strings.ContainsAny(id, " \t\r\n") {
		return ref, refusal(http.StatusUnprocessableEntity, "fault.no-item", message.Op("found", text)).at(location)
	}
	return ref, nil
}

// Said is what a piece of evidence says.
type Said struct {
	Item       string            `json:"item" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"The kind and the id with its issuer." example:"exam microsoft/70-290"`
	Date       day               `json:"date" doc:"The day it was had."`
	Until      day               `json:"until,omitzero" doc:"The last day of its term or period."`
	Revoked    day               `json:"revoked,omitzero" doc:"The day from which it was taken away."`
	State      string            `json:"state,omitempty" enum:"stated,verified,refused" default:"stated" doc:"How far it is trusted: somebody says so, it was checked at its source, or it was checked and is not so."`
	Source     string            `json:"source,omitempty" maxLength:"100" doc:"Who says so." example:"transcript"`
	Reference  string            `json:"reference,omitempty" maxLength:"200" doc:"The number under which the source knows it." example:"T-100123"`
	Score      string            `json:"score,omitempty" maxLength:"100"`
	Version    string            `json:"version,omitempty" maxLength:"100"`
	Amount     string            `json:"amount,omitempty" maxLength:"100"`
	Unit       string            `json:"unit,omitempty" maxLength:"100"`
	Attributes map[string]string `json:"attributes,omitempty"`
	Note       string            `json:"note,omitempty" maxLength:"2000"`
}

var states = map[string]record.State{"": record.Stated, "stated": record.Stated, "verified": record.Verified, "refused": record.Refused}

func (s Said) evidence(location string) (record.Evidence, error) {
	ref, err := readItem(s.Item, location+".item")
	return record.Evidence{
		Ref: ref, Date: s.Date.Date, Until: s.Until.Date, Revoked: s.Revoked.Date, State: states[s.State], Source: s.Source, Reference: s.Reference,
		Score: s.Score, Version: s.Version, Amount: s.Amount, Unit: s.Unit, Attributes: s.Attributes, Note: s.Note,
	}, err
}

// piece is one step in the history of a piece of evidence.
type piece struct {
	Candidate int64  `json:"candidate" doc:"The record it lies in." example:"1"`
	Piece     int64  `json:"piece" doc:"Its number." example:"12"`
	Step      int64  `json:"step" doc:"How many times it was written, this one included."`
	Act       string `json:"act" enum:"recorded,corrected,verified,refused,voided" doc:"What this step did."`
	Said
	Entry int64 `json:"entry" doc:"The entry of the journal that wrote it."`
}

func pieces(facts []store.Fact) []piece {
	out := make([]piece, len(facts))
	for i := range facts {
		f := &facts[i]
		out[i] = piece{f.Candidate, f.Piece, f.Step, f.Act.String(), Said{
			f.String(), day{f.Date}, day{f.Until}, day{f.Revoked}, f.State.String(), f.Source, f.Reference, f.Score, f.Version, f.Amount, f.Unit, f.Attributes, f.Note,
		}, f.Entry}
	}
	return out
}

func (a *API) evidence() {
	const noun = "Evidence"
	add(a, noun, operation{
		id: "record-evidence", method: http.MethodPost, path: "/v1/candidates/{candidate}/evidence", act: registrar.RecordEvidence, status: http.StatusCreated,
		says: "Record evidence from its source", about: "Awards that follow are decided at once.",
	}, a.recordEvidence)
	add(a, noun, operation{
		id: "state-evidence", method: http.MethodPost, path: "/v1/candidates/{candidate}/statements", act: registrar.StateEvidence, status: http.StatusCreated,
		says:  "State what one has, unchecked",
		about: "It counts in audits and plans, and in no award until it is verified. State and source are set, whatever is sent.",
	}, a.stateEvidence)
	add(a, noun, operation{
		id: "read-evidence", method: http.MethodGet, path: "/v1/candidates/{candidate}/evidence/{piece}", act: registrar.ReadRecord,
		says: "Read the history of a piece of evidence", about: "Its steps, oldest first; the last one holds.",
	}, a.readEvidence)
	add(a, noun, operation{
		id: "correct-evidence", method: http.MethodPut, path: "/v1/candidates/{candidate}/evidence/{piece}", act: registrar.CorrectEvidence,
		says: "Correct a piece of evidence", about: "What it said before stays in its history. Source and reference stay as they are: by them it is known.",
	}, a.correctEvidence)
	add(a, noun, operation{
		id: "verify-evidence", method: http.MethodPost, path: "/v1/candidates/{candidate}/evidence/{piece}/verification", act: registrar.VerifyEvidence,
		says: "Say that a piece was checked at its source",
	}, a.verifyEvidence)
	add(a, noun, operation{
		id: "void-evidence", method: http.MethodPost, path: "/v1/candidates/{candidate}/evidence/{piece}/void", act: registrar.VoidEvidence,
		says: "Say that a piece never was so", about: "A correction brings it back.",
	}, a.voidEvidence)
}

type evidenceIn struct {
	OfCandidate
	OnVersion
	Body struct {
		Evidence []Said `json:"evidence" minItems:"1" maxItems:"100"`
		Reason   string `json:"reason,omitempty" maxLength:"2000" doc:"Why, for those who ask later."`
	}
}

// recorded are the numbers of new pieces.
type recorded struct {
	Pieces []int64 `json:"pieces" doc:"The numbers of the pieces, in the order in which they were sent."`
}

func (in *evidenceIn) evidence() ([]record.Evidence, error) {
	var all []record.Evidence
	for i, s := range in.Body.Evidence {
		e, err := s.evidence("body.evidence[" + strconv.Itoa(i) + "]")
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

func (a *API) recordEvidence(ctx context.Context, by registrar.Actor, in *evidenceIn) (*created[recorded], error) {
	evidence, err := in.evidence()
	if err != nil {
		return nil, err
	}
	numbers, err := a.Registrar.RecordEvidence(ctx, by, in.Candidate, evidence, in.Body.Reason)
	return &created[recorded]{candidateAt(in.Candidate), recorded{numbers}}, err
}

func (a *API) stateEvidence(ctx context.Context, by registrar.Actor, in *evidenceIn) (*created[recorded], error) {
	evidence, err := in.evidence()
	if err != nil {
		return nil, err
	}
	numbers, err := a.Registrar.State(ctx, by, in.Candidate, evidence)
	return &created[recorded]{candidateAt(in.Candidate), recorded{numbers}}, err
}

// OfPiece is a request about one piece of evidence.
type OfPiece struct {
	OfCandidate
	Piece int64 `path:"piece" minimum:"1" doc:"The piece's number." example:"12"`
}

type historyOut struct {
	ETag string `header:"ETag"`
	Body struct {
		Steps []piece `json:"steps"`
	}
}

func (a *API) readEvidence(ctx context.Context, by registrar.Actor, in *OfPiece) (*historyOut, error) {
	w, err := a.Registrar.Record(ctx, by, in.Candidate)
	if err != nil {
		return nil, err
	}
	var steps []store.Fact
	for _, f := range w.Facts {
		if f.Piece == in.Piece {
			steps = append(steps, f)
		}
	}
	if len(steps) == 0 {
		return nil, fault.New(fault.NotFound, "fault.no-piece", message.Op("candidate", int(in.Candidate)), message.Op("piece", int(in.Piece)))
	}
	out := &historyOut{ETag: w.Version}
	out.Body.Steps = pieces(steps)
	return out, nil
}

// Because is why something is done.
type Because struct {
	Reason string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S" doc:"Why, for those who ask later." example:"seen on the transcript"`
}

type correctIn struct {
	OfPiece
	OnVersion
	Body struct {
		Said
		Because
	}
}

func (a *API) correctEvidence(ctx context.Context, by registrar.Actor, in *correctIn) (*nothing, error) {
	e, err := in.Body.evidence("body")
	if err != nil {
		return nil, err
	}
	return nil, a.Registrar.CorrectEvidence(ctx, by, in.Candidate, in.Piece, e, in.Body.Reason)
}

type verifyIn struct {
	OfPiece
	OnVersion
	Body struct {
		So bool `json:"so" doc:"Whether it was found to be so."`
		Because
	}
}

func (a *API) verifyEvidence(ctx context.Context, by registrar.Actor, in *verifyIn) (*nothing, error) {
	return nil, a.Registrar.VerifyEvidence(ctx, by, in.Candidate, in.Piece, in.Body.So, in.Body.Reason)
}

type voidIn struct {
	OfPiece
	OnVersion
	Body Because
}

func (a *API) voidEvidence(ctx context.Context, by registrar.Actor, in *voidIn) (*nothing, error) {
	return nil, a.Registrar.VoidEvidence(ctx, by, in.Candidate, in.Piece, in.Body.Reason)
}
