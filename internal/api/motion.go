package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/record"
)

// Moved is a motion that was made.
type Moved struct {
	Motion int64 `json:"motion" doc:"The motion's number; another person approves or refuses it." example:"3"`
}

func movedAt(id int64) *created[Moved] {
	return &created[Moved]{"/v1/motions/" + strconv.FormatInt(id, 10), Moved{id}}
}

// motion is what takes two people.
type motion struct {
	Moved
	Kind      string          `json:"kind" doc:"What is moved: revoke or rule." example:"revoke"`
	Candidate int64           `json:"candidate,omitempty" doc:"On whom; absent where it is on everyone."`
	Award     int64           `json:"award,omitempty" doc:"Which award."`
	What      json.RawMessage `json:"what" doc:"The day of a revocation, or the ruling as it was sent."`
	Reason    string          `json:"reason"`
	Author    int64           `json:"author" doc:"The account that moved it."`
	Entry     int64           `json:"entry" doc:"The entry of the journal that wrote it."`
	Outcome   string          `json:"outcome,omitempty" doc:"approved or refused; absent while it waits."`
	Remark    string          `json:"remark,omitempty"`
	Person    int64           `json:"person,omitempty" doc:"The account of the second person."`
}

func showMotion(m store.Motion) motion {
	return motion{Moved{m.ID}, m.Kind, m.Candidate, m.Award, whatIsMoved(m), m.Reason, m.Author, m.Entry, m.Outcome, m.Remark, m.Person}
}

// whatIsMoved is what a motion asks for in the words of the interface; it is kept in others.
func whatIsMoved(m store.Motion) json.RawMessage {
	kept := json.RawMessage(m.Body)
	var u record.Ruling
	if m.Award != 0 || json.Unmarshal(kept, &u) != nil {
		return kept
	}
	shown, err := json.Marshal(showRuling(u, 0, ""))
	if err != nil {
		return kept
	}
	return shown
}

// ruling is a dated decision on one candidate, or on everyone.
type ruling struct {
	Ruling      int64  `json:"ruling,omitempty" readOnly:"true" doc:"Its number."`
	Kind        string `json:"kind" enum:"grant,refuse,admit,substitute,waive" doc:"What it does: answers an open question yes or no, lets a piece count that would not, lets one piece stand for another, or waives a requirement." example:"waive"`
	Programme   string `json:"programme,omitempty" maxLength:"200" doc:"The programme it is about; needless for admit and substitute." example:"microsoft/mcsa-2003"`
	Question    string `json:"question,omitempty" maxLength:"200" doc:"The open question, for grant and refuse."`
	Requirement string `json:"requirement,omitempty" maxLength:"200" doc:"The requirement, for waive." example:"client"`
	Evidence    string `json:"evidence,omitempty" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"The piece admitted, or the one that stands in."`
	For         string `json:"for,omitempty" maxLength:"200" pattern:"^(exam|credential|course|experience|credit|event|attribute) [^\\s/]+/[^\\s/]+$" doc:"What a substitute stands in for."`
	From        day    `json:"from" doc:"The first day it is in force."`
	Until       day    `json:"until,omitzero" doc:"The last day it is in force."`
	Author      string `json:"author,omitempty" readOnly:"true" doc:"Who moved it."`
	SecondedBy  string `json:"seconded_by,omitempty" readOnly:"true" doc:"Who approved it."`
	Reason      string `json:"reason" minLength:"1" maxLength:"2000" pattern:"\\S" doc:"Why, for those who ask later." example:"equivalent experience"`
}

func showRuling(u record.Ruling, id int64, second string) ruling {
	out := ruling{
		Ruling: id, Kind: u.Kind.String(), Programme: u.Programme, Question: u.Question, Requirement: u.Requirement, From: day{u.From}, Until: day{u.Until},
		Author: u.Author, SecondedBy: second, Reason: u.Reason,
	}
	if u.Evidence.Kind != 0 {
		out.Evidence = u.Evidence.String()
	}
	if u.For.Kind != 0 {
		out.For = u.For.String()
	}
	return out
}

var rulingKinds = map[string]record.RulingKind{
	"grant": record.Grant, "refuse": record.RefuseOpen, "admit": record.Admit, "substitute": record.Substitute, "waive": record.Waive,
}

func (u ruling) kept() (out record.Ruling, err error) {
	out = record.Ruling{
		Kind: rulingKinds[u.Kind], Programme: u.Programme, Question: u.Question, Requirement: u.Requirement, From: u.From.Date, Until: u.Until.Date, Reason: u.Reason,
	}
	if u.Evidence != "" {
		if out.Evidence, err = readItem(u.Evidence, "body.evidence"); err != nil {
			return out, err
		}
	}
	if u.For != "" {
		out.For, err = readItem(u.For, "body.for")
	}
	return out, err
}

func (a *API) motions() {
	const noun = "Motions"
	add(a, noun, operation{
		id: "list-motions", method: http.MethodGet, path: "/v1/motions", act: registrar.ReadMotions,
		says: "List what waits for a second person",
	}, a.listMotions)
	add(a, noun, operation{
		id: "read-motion", method: http.MethodGet, path: "/v1/motions/{motion}", act: registrar.ReadMotions,
		says: "Read a motion", about: "Whatever became of it.",
	}, a.readMotion)
	add(a, noun, operation{
		id: "second", method: http.MethodPost, path: "/v1/motions/{motion}/second", act: registrar.Second,
		says: "Approve or refuse what another person moved", about: "What is approved is done at once. Nobody seconds their own motion.",
	}, a.second)
	add(a, noun, operation{
		id: "move-ruling", method: http.MethodPost, path: "/v1/candidates/{candidate}/rulings", act: registrar.MoveRuling, status: http.StatusCreated,
		says: "Move a ruling on a candidate", about: "It is in force when a second person approves the motion. The author is who moves it.",
	}, a.moveRuling)
	add(a, noun, operation{
		id: "move-ruling-on-all", method: http.MethodPost, path: "/v1/rulings", act: registrar.MoveRuling, status: http.StatusCreated,
		says: "Move a ruling on everyone", about: "When it is approved, everyone is audited again.",
	}, a.moveRulingOnAll)
}

func (a *API) listMotions(ctx context.Context, by registrar.Actor, in *Paged) (*page[motion], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Motions(ctx, by, after, in.Limit+1)
	return pageOf(requestOf(ctx), *in, rows, func(m store.Motion) int64 { return m.ID }, showMotion), err
}

// OfMotion is a request about one motion.
type OfMotion struct {
	Motion int64 `path:"motion" minimum:"1" doc:"The motion's number." example:"3"`
}

type motionOut struct{ Body motion }

func (a *API) readMotion(ctx context.Context, by registrar.Actor, in *OfMotion) (*motionOut, error) {
	m, err := a.Registrar.Motion(ctx, by, in.Motion)
	if err != nil {
		return nil, err
	}
	return &motionOut{showMotion(m)}, nil
}

type secondIn struct {
	OfMotion
	Once
	Body struct {
		Approve bool   `json:"approve" doc:"true approves, false refuses."`
		Remark  string `json:"remark,omitempty" maxLength:"2000"`
	}
}

func (a *API) second(ctx context.Context, by registrar.Actor, in *secondIn) (*nothing, error) {
	return nil, a.Registrar.Second(ctx, by, in.Motion, in.Body.Approve, in.Body.Remark)
}

type moveRulingIn struct {
	OfCandidate
	OnVersion
	Body ruling
}

func (a *API) moveRuling(ctx context.Context, by registrar.Actor, in *moveRulingIn) (*created[Moved], error) {
	u, err := in.Body.kept()
	if err != nil {
		return nil, err
	}
	id, err := a.Registrar.MoveRuling(ctx, by, in.Candidate, u)
	return movedAt(id), err
}

type moveRulingOnAllIn struct {
	OnVersion
	Body ruling
}

func (a *API) moveRulingOnAll(ctx context.Context, by registrar.Actor, in *moveRulingOnAllIn) (*created[Moved], error) {
	u, err := in.Body.kept()
	if err != nil {
		return nil, err
	}
	id, err := a.Registrar.MoveRuling(ctx, by, 0, u)
	return movedAt(id), err
}
