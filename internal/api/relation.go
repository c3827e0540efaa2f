package api

import (
	"context"
	"net/http"

	"waymark/internal/registrar"
)

// relation is how the person who asks stands to a candidate.
type relation struct {
	Relation  int64  `json:"relation" doc:"Its number." example:"2"`
	Candidate int64  `json:"candidate"`
	Kind      string `json:"kind" enum:"taught,employs,kin"`
	From      day    `json:"from"`
	Until     day    `json:"until,omitzero"`
}

func (a *API) relations() {
	const noun = "Relations"
	add(a, noun, operation{
		id: "list-relations", method: http.MethodGet, path: "/v1/relations", act: registrar.ReadRelations,
		says: "List the relations that one has declared",
	}, a.listRelations)
	add(a, noun, operation{
		id: "declare-relation", method: http.MethodPost, path: "/v1/candidates/{candidate}/relations", act: registrar.DeclareRelation, status: http.StatusCreated,
		says: "Declare how one stands to a candidate", about: "While it holds, acts on the candidate are refused.",
	}, a.declareRelation)
	add(a, noun, operation{
		id: "end-relation", method: http.MethodPost, path: "/v1/relations/{relation}/end", act: registrar.DeclareRelation,
		says: "Say that a relation of one's own has ended",
	}, a.endRelation)
}

type relationsOut struct{ Body items[relation] }

func (a *API) listRelations(ctx context.Context, by registrar.Actor, _ *nothing) (*relationsOut, error) {
	rows, err := a.Registrar.Relations(ctx, by)
	out := &relationsOut{items[relation]{Items: []relation{}}}
	for _, n := range rows {
		out.Body.Items = append(out.Body.Items, relation{n.ID, n.Candidate, n.Kind, day{n.From}, day{n.Until}})
	}
	return out, err
}

type declareIn struct {
	OfCandidate
	OnVersion
	Body struct {
		Kind  string `json:"kind" enum:"taught,employs,kin" doc:"How one stands to the candidate."`
		From  day    `json:"from" doc:"The day it began."`
		Until day    `json:"until,omitzero" doc:"The day it ended, where it has."`
	}
}

func (a *API) declareRelation(ctx context.Context, by registrar.Actor, in *declareIn) (*created[relation], error) {
	id, err := a.Registrar.DeclareRelation(ctx, by, in.Candidate, in.Body.Kind, in.Body.From.Date, in.Body.Until.Date)
	return &created[relation]{"/v1/relations", relation{id, in.Candidate, in.Body.Kind, in.Body.From, in.Body.Until}}, err
}

type endRelationIn struct {
	Once
	Relation int64 `path:"relation" minimum:"1" doc:"The relation's number." example:"2"`
	Body     struct {
		Until day `json:"until" doc:"Its last day."`
	}
}

func (a *API) endRelation(ctx context.Context, by registrar.Actor, in *endRelationIn) (*nothing, error) {
	return nil, a.Registrar.EndRelation(ctx, by, in.Relation, in.Body.Until.Date)
}
