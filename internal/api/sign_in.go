package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"waymark/internal/registrar"
)

func (a *API) signIn() {
	const noun = "Sign-in"
	add(a, noun, operation{
		id: "ask-link", method: http.MethodPost, path: "/v1/sign-in-links", open: true, status: http.StatusAccepted,
		says: "Ask for a link to sign in by", about: "It is sent to the address, if that has an account; the answer never tells whether it has.",
	}, a.askLink)
	add(a, noun, operation{
		id: "enter", method: http.MethodPost, path: "/v1/sessions", open: true, status: http.StatusCreated,
		says: "Use a link up and begin a session", about: "The secret goes into the header Authorization of later requests, as Bearer SECRET. It is shown once only.",
	}, a.enter)
	add(a, noun, operation{
		id: "leave", method: http.MethodDelete, path: "/v1/session",
		says: "End the session that the request bears",
	}, a.leave)
	add(a, noun, operation{
		id: "who-am-i", method: http.MethodGet, path: "/v1/me",
		says: "Say who is asking, and in which roles",
	}, a.whoAmI)
	a.keys(noun)
}

type askLinkIn struct {
	Body struct {
		Email string `json:"email" minLength:"3" maxLength:"200" pattern:"^\\s*[^@\\s]+@[^@\\s]+\\s*$" example:"ana@example.org"`
	}
}

func (a *API) askLink(ctx context.Context, _ registrar.Actor, in *askLinkIn) (*nothing, error) {
	return nil, a.Door.Ask(ctx, in.Body.Email, a.From(requestOf(ctx)))
}

type enterIn struct {
	Body struct {
		Link string `json:"link" minLength:"1" maxLength:"200" doc:"The secret of the link: what stands after the last / or = of its address." example:"9XJ3…"`
	}
}

// session is one that has begun.
type session struct {
	Secret string `json:"secret" doc:"What later requests bear." example:"pB2x…"`
}

func (a *API) enter(ctx context.Context, _ registrar.Actor, in *enterIn) (*created[session], error) {
	secret, err := a.Door.Enter(ctx, in.Body.Link, a.From(requestOf(ctx)))
	return &created[session]{"/v1/me", session{secret}}, err
}

func (a *API) leave(ctx context.Context, _ registrar.Actor, _ *nothing) (*nothing, error) {
	_, secret, _ := strings.Cut(requestOf(ctx).Header.Get("Authorization"), " ")
	return nil, a.Door.Leave(ctx, strings.TrimSpace(secret))
}

type meOut struct {
	Body struct {
		Account   int64    `json:"account" doc:"The account's number."`
		Name      string   `json:"name"`
		Candidate int64    `json:"candidate,omitempty" doc:"The candidate that the person is, where they are one."`
		Roles     []string `json:"roles" doc:"What the person is here."`
		Scopes    []string `json:"scopes,omitempty" doc:"What the key allows within the roles; absent in a session, which allows everything."`
		Today     day      `json:"today" doc:"The business day."`
	}
}

func (a *API) whoAmI(_ context.Context, by registrar.Actor, _ *nothing) (*meOut, error) {
	out := &meOut{}
	out.Body.Account, out.Body.Name, out.Body.Candidate = by.Account, by.Name, by.Candidate
	out.Body.Roles, out.Body.Scopes, out.Body.Today = append([]string{}, by.Roles.Words()...), by.Scopes.Words(), day{a.Registrar.Today()}
	return out, nil
}

// stamp is a moment as JSON has it.
func stamp(micro int64) time.Time { return time.UnixMicro(micro).UTC() }
