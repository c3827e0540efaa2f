package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

// account is a person who may sign in.
type account struct {
	Account   int64    `json:"account" doc:"Its number." example:"5"`
	Email     string   `json:"email" example:"mia@example.org"`
	Name      string   `json:"name" example:"Mia Manager"`
	Candidate int64    `json:"candidate,omitempty" doc:"The candidate that the person is, where they are one."`
	Roles     []string `json:"roles" enum:"candidate,consultant,employer,manager,decision-maker,administrator" doc:"What the person may be here."`
}

func showAccount(c store.Account) account {
	return account{c.ID, c.Email, c.Name, c.Candidate, append([]string{}, c.Roles...)}
}

func (a *API) accounts() {
	const noun = "Accounts"
	add(a, noun, operation{
		id: "list-accounts", method: http.MethodGet, path: "/v1/accounts", act: registrar.ReadAccounts,
		says: "List accounts",
	}, a.listAccounts)
	add(a, noun, operation{
		id: "open-account", method: http.MethodPost, path: "/v1/accounts", act: registrar.OpenAccount, status: http.StatusCreated,
		says: "Let a person sign in",
	}, a.openAccount)
	add(a, noun, operation{
		id: "read-account", method: http.MethodGet, path: "/v1/accounts/{account}", act: registrar.ReadAccounts,
		says: "Read an account",
	}, a.readAccount)
	add(a, noun, operation{
		id: "grant-role", method: http.MethodPost, path: "/v1/accounts/{account}/roles", act: registrar.GrantRole,
		says: "Give an account a role, or take it away", about: "A role that is taken away is gone at once, for sessions and keys too.",
	}, a.grantRole)
}

func (a *API) listAccounts(ctx context.Context, by registrar.Actor, in *Paged) (*page[account], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Accounts(ctx, by, after, in.Limit+1)
	return pageOf(requestOf(ctx), *in, rows, func(c store.Account) int64 { return c.ID }, showAccount), err
}

// OfAccount is a request about one account.
type OfAccount struct {
	Account int64 `path:"account" minimum:"1" doc:"The account's number." example:"5"`
}

type accountOut struct{ Body account }

func (a *API) readAccount(ctx context.Context, by registrar.Actor, in *OfAccount) (*accountOut, error) {
	c, err := a.Registrar.Account(ctx, by, in.Account)
	return &accountOut{showAccount(c)}, err
}

type openAccountIn struct {
	Once
	Body struct {
		Email     string   `json:"email" minLength:"3" maxLength:"200" pattern:"^[^@\\s]+@[^@\\s]+$" example:"mia@example.org"`
		Name      string   `json:"name" minLength:"1" maxLength:"200" pattern:"\\S" example:"Mia Manager"`
		Candidate int64    `json:"candidate,omitempty" minimum:"1" doc:"The candidate that the person is, where they are one."`
		Roles     []string `json:"roles,omitempty" enum:"candidate,consultant,employer,manager,decision-maker,administrator" maxItems:"6" example:"[\"manager\"]"`
	}
}

func (a *API) openAccount(ctx context.Context, by registrar.Actor, in *openAccountIn) (*created[account], error) {
	b := in.Body
	roles := registrar.RolesOf(b.Roles...)
	id, err := a.Registrar.OpenAccount(ctx, by, b.Email, b.Name, b.Candidate, roles)
	made := account{id, strings.ToLower(b.Email), b.Name, b.Candidate, append([]string{}, roles.Words()...)}
	return &created[account]{"/v1/accounts/" + strconv.FormatInt(id, 10), made}, err
}

type grantRoleIn struct {
	OfAccount
	Once
	Body struct {
		Role    string `json:"role" enum:"candidate,consultant,employer,manager,decision-maker,administrator"`
		Granted bool   `json:"granted" doc:"true gives the role, false takes it away."`
		Because
	}
}

func (a *API) grantRole(ctx context.Context, by registrar.Actor, in *grantRoleIn) (*nothing, error) {
	return nil, a.Registrar.GrantRole(ctx, by, in.Account, in.Body.Role, in.Body.Granted, in.Body.Reason)
}
