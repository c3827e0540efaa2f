package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
)

// award is a credential that the body decided to give.
type award struct {
	Candidate  int64   `json:"candidate" doc:"The record it lies in." example:"1"`
	Award      int64   `json:"award" doc:"Its number among the candidate's." example:"1"`
	Programme  string  `json:"programme" example:"microsoft/mcsa-2003"`
	Credential string  `json:"credential" example:"microsoft/mcsa-2003"`
	Version    string  `json:"version" doc:"The version of the programme it was decided under."`
	From       day     `json:"from" doc:"The first day of its force."`
	Until      day     `json:"until,omitzero" doc:"The last day of its force; absent where it is for life."`
	Status     string  `json:"status" enum:"not yet in force,in force,suspended,lapsed,revoked,withdrawn,superseded" doc:"How it stands today. Superseded is one whose evidence was corrected, so that it was decided again: the award of the same journal entry takes its place."`
	InDoubt    bool    `json:"in_doubt" doc:"Whether what is known no longer gives it; it stands until a person decides."`
	Stage      string  `json:"stage" doc:"How far its credential is on its way: decided, prepared, signed, committed."`
	DecidedOn  day     `json:"decided_on"`
	DecidedBy  string  `json:"decided_by" example:"worker"`
	Rules      string  `json:"rules_sha256" doc:"The SHA-256 of the text of the rules it was decided by."`
	Events     []event `json:"events" doc:"What happened to it, in order."`
}

// event is one thing that happened to an award.
type event struct {
	Event  string `json:"event" example:"decided"`
	Date   day    `json:"date" doc:"The day from which it holds."`
	Reason string `json:"reason,omitempty"`
	Entry  int64  `json:"entry" doc:"The entry of the journal that wrote it."`
}

func showAward(w *store.Award, today record.Date) award {
	out := award{
		w.Candidate, w.Number, w.Programme, w.Credential, w.Version,
		day{w.Date},
		day{w.Until},
		registrar.StatusOn(w, today).String(),
		registrar.InDoubt(w),
		registrar.Stage(w).String(),
		day{w.DecidedOn},
		w.DecidedBy, hex.EncodeToString(w.Rules),
		[]event{},
	}
	for _, e := range w.Events {
		out.Events = append(out.Events, event{e.Kind.String(), day{e.Date}, e.Reason, e.Entry})
	}
	return out
}

func (a *API) awards() {
	const noun = "Awards"
	add(a, noun, operation{
		id: "read-award", method: http.MethodGet, path: "/v1/candidates/{candidate}/awards/{award}", act: registrar.ReadRecord,
		says: "Read an award", about: "With day, its status is that of the day.",
	}, a.readAward)
	add(a, noun, operation{
		id: "list-doubted", method: http.MethodGet, path: "/v1/awards/in-doubt", act: registrar.ReadMotions,
		says: "List awards in doubt", about: "What is known no longer gives them, and they stand until a person decides.",
	}, a.listDoubted)
	add(a, noun, operation{
		id: "read-basis", method: http.MethodGet, path: "/v1/candidates/{candidate}/awards/{award}/basis", act: registrar.ReadRecord,
		says: "Read what an award was decided on", about: "As it was kept: the evidence that counted, the audit's report, the rules' text.",
	}, a.readBasis)
	add(a, noun, operation{
		id: "repeat-decision", method: http.MethodGet, path: "/v1/candidates/{candidate}/awards/{award}/repeat", act: registrar.ReadRecord, often: think,
		says: "Make an award's decision again", about: "From the evidence, rulings, merges and rules of the moment it was made, whatever has changed since.",
	}, a.repeatDecision)
	add(a, noun, operation{
		id: "suspend", method: http.MethodPost, path: "/v1/candidates/{candidate}/awards/{award}/suspension", act: registrar.Suspend,
		says: "Suspend an award", about: "It is out of force from the day on, until it is reinstated.",
	}, a.suspend)
	add(a, noun, operation{
		id: "reinstate", method: http.MethodPost, path: "/v1/candidates/{candidate}/awards/{award}/reinstatement", act: registrar.Reinstate,
		says: "Reinstate a suspended award",
	}, a.reinstate)
	add(a, noun, operation{
		id: "move-revocation", method: http.MethodPost, path: "/v1/candidates/{candidate}/awards/{award}/revocation", act: registrar.MoveRevocation, status: http.StatusCreated,
		says: "Move that an award be revoked", about: "It is done when a second person approves the motion.",
	}, a.moveRevocation)
}

// OfAward is a request about one award.
type OfAward struct {
	OfCandidate
	Award int64 `path:"award" minimum:"1" doc:"The award's number among the candidate's." example:"1"`
}

type readAwardIn struct {
	OfAward
	Day day `query:"day" doc:"The day whose status is asked for; today where none is named."`
}

type readAwardOut struct {
	ETag string `header:"ETag"`
	Body award
}

func (a *API) readAward(ctx context.Context, by registrar.Actor, in *readAwardIn) (*readAwardOut, error) {
	w, err := a.Registrar.Record(ctx, by, in.Candidate)
	if err != nil {
		return nil, err
	}
	for i := range w.Awards {
		if w.Awards[i].Number == in.Award && w.Awards[i].Candidate == in.Candidate {
			return &readAwardOut{w.Version, showAward(&w.Awards[i], in.Day.or(a.Registrar.Today()))}, nil
		}
	}
	return nil, fault.New(fault.NotFound, "fault.no-award", message.Op("candidate", int(in.Candidate)), message.Op("award", int(in.Award)))
}

// doubted is an award that waits for a person to decide.
type doubted struct {
	Candidate int64  `json:"candidate" doc:"The record it lies in." example:"1"`
	Name      string `json:"name" doc:"Whose it is." example:"Ana Roy"`
	Award     int64  `json:"award" doc:"Its number among the candidate's." example:"1"`
	Programme string `json:"programme" example:"microsoft/mcsa-2003"`
	Since     day    `json:"since" doc:"The day from which what is known no longer gives it."`
	Why       string `json:"why,omitempty" doc:"The reason of the act that brought it into doubt." example:"no such sitting"`
	Entry     int64  `json:"entry" doc:"The entry of the journal that wrote it."`
}

func (a *API) listDoubted(ctx context.Context, by registrar.Actor, in *struct{ Paged }) (*page[doubted], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.InDoubt(ctx, by, after>>awardBits, after&(1<<awardBits-1), in.Limit+1)
	return pageOf(requestOf(ctx), in.Paged, rows, func(d registrar.Doubted) int64 { return d.Candidate<<awardBits | d.Number }, func(d registrar.Doubted) doubted {
		return doubted{d.Candidate, d.Name, d.Number, d.Programme, day{d.Event.Date}, d.Event.Reason, d.Event.Entry}
	}), err
}

type basisOut struct {
	Body struct {
		Evidence json.RawMessage `json:"evidence" doc:"The pieces that counted."`
		Report   json.RawMessage `json:"report" doc:"The audit's report."`
		Rules    string          `json:"rules" doc:"The text of the rules, whose SHA-256 the award names."`
	}
}

func (a *API) readBasis(ctx context.Context, by registrar.Actor, in *OfAward) (*basisOut, error) {
	b, err := a.Registrar.Basis(ctx, by, in.Candidate, in.Award)
	if err != nil {
		return nil, err
	}
	out := &basisOut{}
	out.Body.Evidence, out.Body.Report, out.Body.Rules = b.Evidence, b.Report, string(b.Rules)
	return out, nil
}

type repeatOut struct {
	Body struct {
		SameRules  bool   `json:"same_rules" doc:"Whether the rules of that time still have the hash that the award names."`
		SameReport bool   `json:"same_report" doc:"Whether the report is byte for byte the one that was kept."`
		Verdict    string `json:"verdict" doc:"What the decision is when it is made again." example:"met"`
	}
}

func (a *API) repeatDecision(ctx context.Context, by registrar.Actor, in *OfAward) (*repeatOut, error) {
	again, err := a.Registrar.Repeat(ctx, by, in.Candidate, in.Award)
	if err != nil {
		return nil, err
	}
	out := &repeatOut{}
	out.Body.SameRules, out.Body.SameReport, out.Body.Verdict = again.SameRules, again.SameReport, again.Report.Verdict.String()
	return out, nil
}

type changeAwardIn struct {
	OfAward
	OnVersion
	Body struct {
		From day `json:"from" doc:"The day from which it holds; today or earlier."`
		Because
	}
}

func (a *API) suspend(ctx context.Context, by registrar.Actor, in *changeAwardIn) (*nothing, error) {
	return nil, a.Registrar.Suspend(ctx, by, in.Candidate, in.Award, in.Body.From.Date, in.Body.Reason)
}

func (a *API) reinstate(ctx context.Context, by registrar.Actor, in *changeAwardIn) (*nothing, error) {
	return nil, a.Registrar.Reinstate(ctx, by, in.Candidate, in.Award, in.Body.From.Date, in.Body.Reason)
}

func (a *API) moveRevocation(ctx context.Context, by registrar.Actor, in *changeAwardIn) (*created[Moved], error) {
	id, err := a.Registrar.MoveRevocation(ctx, by, in.Candidate, in.Award, in.Body.From.Date, in.Body.Reason)
	return movedAt(id), err
}
