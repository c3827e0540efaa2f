package api

import (
	"context"
	"net/http"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

// merge is the claim that two records are of one person.
type merge struct {
	Merge    int64  `json:"merge" doc:"Its number." example:"1"`
	Keeper   int64  `json:"keeper" doc:"The record under which both are read."`
	Absorbed int64  `json:"absorbed"`
	Proof    string `json:"proof"`
	Entry    int64  `json:"entry,omitempty" doc:"The entry of the journal that wrote it."`
}

func (a *API) merges() {
	const noun = "Merges"
	add(a, noun, operation{
		id: "list-merges", method: http.MethodGet, path: "/v1/merges", act: registrar.ReadRecord,
		says: "List the merges that hold", about: "On everyone, so a candidate may not do it.",
	}, a.listMerges)
	add(a, noun, operation{
		id: "merge-records", method: http.MethodPost, path: "/v1/merges", act: registrar.MergeRecords, status: http.StatusCreated,
		says: "Claim that two records are of one person", about: "Both are read as the keeper's from now on. Nothing is moved, so that it can be undone.",
	}, a.mergeRecords)
	add(a, noun, operation{
		id: "undo-merge", method: http.MethodPost, path: "/v1/merges/{merge}/undo", act: registrar.UndoMerge,
		says: "Say that a merge was wrong", about: "Awards that were decided on both together, and that neither gives alone, are withdrawn.",
	}, a.undoMerge)
}

func (a *API) listMerges(ctx context.Context, by registrar.Actor, in *Paged) (*page[merge], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Merges(ctx, by, after, in.Limit+1)
	return pageOf(requestOf(ctx), *in, rows, func(m store.Merge) int64 { return m.ID },
		func(m store.Merge) merge { return merge{m.ID, m.Keeper, m.Absorbed, m.Proof, m.Entry} }), err
}

type mergeIn struct {
	OnVersion
	Body struct {
		Keeper   int64  `json:"keeper" minimum:"1" doc:"The candidate whose record is kept." example:"1"`
		Absorbed int64  `json:"absorbed" minimum:"1" doc:"The candidate whose record is read as the keeper's." example:"2"`
		Proof    string `json:"proof" minLength:"1" maxLength:"2000" pattern:"\\S" doc:"How one knows." example:"one birth certificate"`
	}
}

func (a *API) mergeRecords(ctx context.Context, by registrar.Actor, in *mergeIn) (*created[merge], error) {
	id, err := a.Registrar.Merge(ctx, by, in.Body.Keeper, in.Body.Absorbed, in.Body.Proof)
	return &created[merge]{"/v1/merges", merge{Merge: id, Keeper: in.Body.Keeper, Absorbed: in.Body.Absorbed, Proof: in.Body.Proof}}, err
}

type undoMergeIn struct {
	Once
	Merge int64 `path:"merge" minimum:"1" doc:"The merge's number." example:"1"`
	Body  Because
}

func (a *API) undoMerge(ctx context.Context, by registrar.Actor, in *undoMergeIn) (*nothing, error) {
	return nil, a.Registrar.Unmerge(ctx, by, in.Merge, in.Body.Reason)
}
