package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"waymark/diag"
	"waymark/internal/fault"
	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/message"
)

// Problem is why something was not done (RFC 9457).
type Problem struct { //nolint:errname // RFC 9457 calls it so, and the document names it after it
	Type   string `json:"type" format:"uri-reference" doc:"The kind of problem: an address of the reference page that explains it." example:"/api#problem-invalid"`
	Title  string `json:"title" doc:"The kind of problem in words." example:"It makes no sense"`
	Status int    `json:"status" doc:"The status of the answer." example:"422"`
	Detail string `json:"detail" doc:"What is wrong and what would be right." example:"a candidate needs a name"`
	Code   string `json:"code" doc:"The detail as a code that does not change with its wording." example:"fault.no-name"`
	// Reference is for an error that nobody foresaw: the log says more under it.
	Reference string `json:"reference,omitempty" doc:"What to name when you ask us about an error that nobody foresaw."`
	Errors    []Flaw `json:"errors,omitempty" doc:"Each thing that is wrong, with its place."`
}

// Flaw is one thing that is wrong in what was sent.
type Flaw struct {
	Message  string `json:"message" doc:"What is wrong here." example:"expected required property name to be present"`
	Location string `json:"location,omitempty" doc:"The field of the request." example:"body.evidence[0].date"`
	File     string `json:"file,omitempty" doc:"The file that was sent, for what was found inside it." example:"microsoft/mcsa-2003.yaml"`
	Line     int    `json:"line,omitempty" doc:"The line of the file, or of the request where the record stands in it as JSON; from 1."`
	Column   int    `json:"column,omitempty" doc:"The character of the line; from 1."`
	Severity string `json:"severity,omitempty" enum:"error,warning,note" doc:"Only errors keep a file from being used."`
	Rule     string `json:"rule,omitempty" doc:"The check that found it: waymark explain RULE says more." example:"key-unknown"`
	Hint     string `json:"hint,omitempty" doc:"What would be right."`
}

// Error is the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the answer's status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType says that the answer is a problem.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problemKind is one kind of problem, as the reference page explains it.
type problemKind struct {
	Status            int
	Word, Title, Help string
}

// problemKinds are all kinds that an answer may be of.
var problemKinds = []problemKind{
	{http.StatusBadRequest, "unreadable", "The request cannot be read", "The request is not as HTTP or JSON have it. Mend it; sent again as it is, it will fail again."},
	{http.StatusUnauthorized, "signed-out", "Sign in first", "The operation is not for everybody, or the key or session is not known, has expired or was taken back. Sign in, or make a new key."},
	{http.StatusForbidden, "forbidden", "This is not for you", "Your roles, the scope of your key, or a relation to the candidate do not allow it. The detail says for whom it is."},
	{http.StatusNotFound, "not-found", "There is no such thing", "What the address or the request names is not there."},
	{http.StatusMethodNotAllowed, "method", "The address does not take this method", "The header Allow lists those it takes."},
	{http.StatusConflict, "conflict", "It does not fit what is there", "Somebody did it already, something stands in the way, or the idempotency key was used for another request. Read what is there and decide anew."},
	{http.StatusPreconditionFailed, "changed", "It was changed since you read it", "The version in If-Match is no longer the latest. Read it again and repeat what still holds."},
	{http.StatusRequestEntityTooLarge, "too-long", "The request is too long", "Send less at once. The operation's description says how much it takes."},
	{http.StatusUnsupportedMediaType, "media-type", "The request is in no form that is known", "Send application/json; files of results go as multipart/form-data."},
	{http.StatusUnprocessableEntity, "invalid", "It makes no sense", "A value is missing, is of the wrong form, or contradicts another. errors says where, and what would be right."},
	{http.StatusTooManyRequests, "too-often", "Too many requests", "Wait as many seconds as Retry-After says. RateLimit says how much is left and when more comes."},
	{http.StatusInternalServerError, "error", "An error that nobody foresaw", "Tell us the reference; the log says more under it. The same request may be sent again under its idempotency key."},
	{http.StatusServiceUnavailable, "unavailable", "It cannot be done just now", "The database or a processor is busy or away. Send the same request again, under its idempotency key, after as many seconds as Retry-After says."},
}

func kindOf(status int) problemKind {
	for _, k := range problemKinds {
		if k.Status == status {
			return k
		}
	}
	return problemKind{Status: status, Word: "error", Title: http.StatusText(status)}
}

func newProblem(status int, code, detail string) *Problem {
	k := kindOf(status)
	return &Problem{Type: "/api#problem-" + k.Word, Title: k.Title, Status: k.Status, Code: code, Detail: detail}
}

// refusal is a problem of the interface's own.
func refusal(status int, code string, operands ...message.Operand) *Problem {
	return newProblem(status, code, message.English().Sentence(code, operands...))
}

// at says that the problem is with one field.
func (p *Problem) at(location string) *Problem {
	p.Errors = append(p.Errors, Flaw{Message: p.Detail, Location: location})
	return p
}

var statuses = map[fault.Kind]int{
	fault.NotFound: http.StatusNotFound, fault.Invalid: http.StatusUnprocessableEntity, fault.Conflict: http.StatusConflict,
	fault.Forbidden: http.StatusForbidden, fault.Unavailable: http.StatusServiceUnavailable,
}

// problem tells the client why something was not done. What nobody foresaw is for the log; the client gets its reference.
func (a *API) problem(ctx context.Context, err error) error {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	f, ok := errors.AsType[*fault.Error](err)
	if !ok && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		return withHeaders(refusal(http.StatusServiceUnavailable, "api.given-up"), "Retry-After", "1")
	}
	if !ok {
		return a.unforeseen(ctx, err)
	}
	p := newProblem(statuses[f.Kind], f.Code, f.Sentence(message.English()))
	switch {
	case f.Code == registrar.ChangedSince:
		p = newProblem(http.StatusPreconditionFailed, f.Code, p.Detail)
	case f.Code == login.TooOften:
		return withHeaders(newProblem(http.StatusTooManyRequests, f.Code, p.Detail), "Retry-After", strconv.Itoa(int(login.Span.Seconds())))
	case f.Kind == fault.Forbidden && actorOf(ctx).Account == 0:
		p = newProblem(http.StatusUnauthorized, f.Code, p.Detail)
		return withHeaders(p, "WWW-Authenticate", "Bearer")
	case f.Kind == fault.Unavailable:
		a.Log.ErrorContext(ctx, "unavailable", "error", err)
		return withHeaders(p, "Retry-After", "1")
	}
	if pieces, ok := errors.AsType[*registrar.PiecesError](f.Cause); ok {
		for _, flaw := range pieces.Flaws {
			p.Errors = append(p.Errors, Flaw{Message: flaw.Why.Sentence(message.English()), Location: pieceAt(ctx, flaw.Index) + "." + flaw.Field})
		}
	}
	if files, ok := errors.AsType[*registrar.FilesError](f.Cause); ok {
		p.Errors = flawsOf(files.Found, "")
	}
	return p
}

// pieceAt is the field of the request in which a piece of evidence was sent: in a list, or as the whole of what is put.
func pieceAt(ctx context.Context, index int) string {
	if requestOf(ctx).Method == http.MethodPut {
		return "body"
	}
	return "body.evidence[" + strconv.Itoa(index) + "]"
}

// unforeseen logs an error and gives the client a reference to it.
func (a *API) unforeseen(ctx context.Context, err error) *Problem {
	p := refusal(http.StatusInternalServerError, "api.error")
	p.Reference = cmp.Or(a.RequestID(ctx), rand.Text())
	a.Log.ErrorContext(ctx, "unforeseen", "reference", p.Reference, "error", err)
	return p
}

func withHeaders(p *Problem, name, value string) error {
	h := http.Header{}
	h.Set(name, value)
	return huma.ErrorWithHeaders(p, h)
}

// flawsOf are findings in a file as flaws of the request; location is the field in which the file was sent.
func flawsOf(found diag.List, location string) []Flaw {
	words := message.English()
	var flaws []Flaw
	for _, f := range found {
		flaws = append(flaws, Flaw{
			Message: f.Sentence(words), Location: location, File: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Column,
			Severity: f.Severity.String(), Rule: f.Rule, Hint: f.HintSentence(words),
		})
	}
	return flaws
}

// init makes huma's own refusals problems of ours, and a list never null: there is one such setting for the whole program.
func init() {
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true // what reads JSON takes a key in whatever case, and the last of several: no other than the one that was checked
	huma.NewError = func(status int, detail string, errs ...error) huma.StatusError {
		p := newProblem(status, "api."+kindOf(status).Word, detail)
		if status == http.StatusUnprocessableEntity {
			p.Detail = message.English().Sentence("api.invalid")
		}
		for _, err := range errs {
			flaw := Flaw{Message: err.Error()}
			if d, ok := err.(huma.ErrorDetailer); ok {
				flaw = Flaw{Message: d.ErrorDetail().Message, Location: d.ErrorDetail().Location}
			}
			p.Errors = append(p.Errors, flaw)
		}
		if len(p.Errors) == 1 && strings.TrimSpace(p.Errors[0].Location) != "" {
			p.Detail = p.Errors[0].Location + ": " + p.Errors[0].Message
		}
		return p
	}
}
