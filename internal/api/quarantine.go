package api

import (
	"context"
	"net/http"
	"strings"

	"waymark/internal/registrar"
)

// waiting is a row of a feed that could not be taken in.
type waiting struct {
	Row     int64  `json:"row" doc:"The row's number in the file; from 1, without the line that names the columns." example:"42"`
	Text    string `json:"text" doc:"The row as it came; what is no text in it is shown as �."`
	Code    string `json:"code" example:"feed.date"`
	Why     string `json:"why" doc:"Why it waits, and what would be right." example:"31/02/2005 is no day written as day/month/year"`
	Outcome string `json:"outcome,omitempty" enum:"released,dismissed" doc:"What became of it; absent while it waits."`
}

func (a *API) quarantine(noun string) {
	add(a, noun, operation{
		id: "list-quarantined", method: http.MethodGet, path: "/v1/feeds/{feed}/quarantine", act: registrar.ReleaseQuarantined,
		says: "List a feed's rows in quarantine", about: "Whatever became of them.",
	}, a.listQuarantined)
	add(a, noun, operation{
		id: "release-row", method: http.MethodPost, path: "/v1/feeds/{feed}/quarantine/{row}/release", act: registrar.ReleaseQuarantined,
		says: "Take a row in, as mended or as it came", about: "A person has looked at it, so it may correct what was known.",
	}, a.releaseRow)
	add(a, noun, operation{
		id: "dismiss-row", method: http.MethodPost, path: "/v1/feeds/{feed}/quarantine/{row}/dismissal", act: registrar.ReleaseQuarantined,
		says: "Say that a row will not be taken in",
	}, a.dismissRow)
}

type listQuarantinedIn struct {
	OfFeed
	Paged
}

func (a *API) listQuarantined(ctx context.Context, by registrar.Actor, in *listQuarantinedIn) (*page[waiting], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Quarantined(ctx, by, in.Feed, after, in.Limit+1)
	return pageOf(requestOf(ctx), in.Paged, rows, func(w registrar.Waiting) int64 { return w.Row }, func(w registrar.Waiting) waiting {
		return waiting{w.Row, strings.ToValidUTF8(string(w.Body), "\uFFFD"), w.Code, w.Sentence, w.Outcome}
	}), err
}

// OfRow is a request about one row in quarantine.
type OfRow struct {
	OfFeed
	Row int64 `path:"row" minimum:"1" doc:"The row's number." example:"42"`
}

type releaseIn struct {
	OfRow
	Once
	Body struct {
		Text string `json:"text,omitempty" maxLength:"100000" doc:"The row as it should be; absent takes it as it came."`
		Because
	}
}

func (a *API) releaseRow(ctx context.Context, by registrar.Actor, in *releaseIn) (*nothing, error) {
	return nil, a.Registrar.Release(ctx, by, in.Feed, in.Row, []byte(in.Body.Text), in.Body.Reason)
}

type dismissIn struct {
	OfRow
	Once
	Body Because
}

func (a *API) dismissRow(ctx context.Context, by registrar.Actor, in *dismissIn) (*nothing, error) {
	return nil, a.Registrar.Dismiss(ctx, by, in.Feed, in.Row, in.Body.Reason)
}
