package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"waymark/internal/registrar"
)

// operation is one thing that a client may ask for.
type operation struct {
	id, method, path string
	// says it in one line; about says more.
	says, about string
	// act is the registrar's act that it is, and with it whom it is for; 0 where it needs none.
	act registrar.Act
	// open operations need no account. Others without an act need one, in any role.
	open bool
	// often is the limit that it counts against; empty is the usual.
	often string
	// status is that of success; 0 is 200, or 204 where nothing is answered.
	status int
	// most is how many bytes its request may have; 0 is [mostBytes].
	most int64
	// answers describes an answer that is no JSON of ours, by media type.
	answers map[string]*huma.MediaType
	// body describes a request that is no JSON of ours.
	body map[string]*huma.MediaType
}

// mostBytes is how long a request may be where the operation says nothing else.
const mostBytes = 1 << 20

// add declares an operation and what does it. Who is asking is in the context for whom it concerns: by.
func add[I, O any](a *API, noun string, o operation, do func(ctx context.Context, by registrar.Actor, in *I) (*O, error)) {
	h := huma.Operation{
		OperationID: o.id, Method: o.method, Path: o.path, Summary: o.says, Description: o.describe(), Tags: []string{noun},
		DefaultStatus: o.status, MaxBodyBytes: -1, RejectUnknownQueryParameters: true, Errors: o.failures(), Security: o.security(),
		Metadata: map[string]any{"operation": o}, Extensions: map[string]any{},
		Responses: map[string]*huma.Response{},
	}
	if o.act != 0 {
		everyone, own, scope := o.act.Permitted()
		h.Extensions["x-roles"] = everyone.Words()
		if scope != 0 {
			h.Extensions["x-scope"] = scope.Words()[0]
		}
		if own != 0 {
			h.Extensions["x-own-record"] = own.Words()
		}
	}
	if o.answers != nil {
		h.Responses["200"] = &huma.Response{Description: "OK", Content: o.answers}
	}
	a.order = append(a.order, o.id)
	huma.Register(a.huma, h, func(ctx context.Context, in *I) (*O, error) {
		if o.method != http.MethodGet { // what an address says was looked at before
			image, err := json.Marshal(in)
			if err == nil && bytes.Contains(image, []byte(`\u0000`)) {
				return nil, refusal(http.StatusUnprocessableEntity, "api.nul")
			}
			if w, ok := any(in).(write); ok {
				ctx = w.named(ctx, o.id, image)
			}
		}
		out, err := do(ctx, actorOf(ctx), in)
		if err != nil {
			return nil, a.problem(ctx, err)
		}
		return out, nil
	})
	if o.body != nil { // only now: huma would read it
		a.huma.OpenAPI().Paths[o.path].Post.RequestBody = &huma.RequestBody{Required: true, Content: o.body}
	}
}

// describe says whom the operation is for, after what it does.
func (o operation) describe() string {
	var b strings.Builder
	b.WriteString(o.about)
	say := func(s string) {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(s)
	}
	switch {
	case o.act != 0:
		everyone, own, scope := o.act.Permitted()
		whom := strings.Join(everyone.Words(), ", ")
		if own != 0 {
			whom += "; " + strings.Join(own.Words(), ", ") + " on their own record"
		}
		if scope == 0 {
			say("For: " + whom + ". No key may do it.")
			break
		}
		say("For: " + whom + ". A key needs the scope " + scope.Words()[0] + ".")
	case o.open:
		say("For everybody; no account is needed.")
	default:
		say("For everybody who has signed in.")
	}
	return b.String()
}

func (o operation) security() []map[string][]string {
	if o.open {
		return []map[string][]string{{}, {"bearer": {}}}
	}
	if o.act == 0 {
		return []map[string][]string{{"bearer": {}}}
	}
	_, _, scope := o.act.Permitted()
	return []map[string][]string{{"bearer": scope.Words()}}
}

// failures are the statuses that any client must be ready for.
func (o operation) failures() []int {
	codes := []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}
	if o.method != http.MethodGet {
		codes = append(codes, http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	return codes
}

type actorKey struct{}

// actorOf is who is asking; nobody where the request names no one.
func actorOf(ctx context.Context) registrar.Actor {
	by, _ := ctx.Value(actorKey{}).(registrar.Actor)
	return by
}

// write is a request that changes something.
type write interface {
	named(ctx context.Context, operation string, image []byte) context.Context
}

// Once is what every request that changes something may say: its name, so that it can be sent again where no answer came.
type Once struct {
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" pattern:"^[!-~]+$" doc:"A name of your choice for this request. The same request again under it gets the same answer and does nothing; another request under it is refused." example:"3f0c9a52-5d0e-4a8f-8c0b-2f3f9c1d7a10"`
}

func (o Once) named(ctx context.Context, operation string, image []byte) context.Context {
	return registrar.Named(ctx, o.IdempotencyKey, append([]byte(operation+" "), image...))
}

// OnVersion is a change of something that has versions.
type OnVersion struct {
	Once
	IfMatch string `header:"If-Match" maxLength:"2000" doc:"Do it only if the record is still of the version whose ETag this is." example:"\"17\""`
}

func (o OnVersion) named(ctx context.Context, operation string, image []byte) context.Context {
	ctx = o.Once.named(ctx, operation, image)
	if o.IfMatch == "" || strings.TrimSpace(o.IfMatch) == "*" {
		return ctx
	}
	return registrar.IfVersion(ctx, versionsIn(o.IfMatch)...)
}

// nothing is an operation's input or output where there is none.
type nothing struct{}

// created is the answer to what made something with a number.
type created[T any] struct {
	Location string `header:"Location"`
	Body     T
}
