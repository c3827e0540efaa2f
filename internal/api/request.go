package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"waymark/internal/registrar"
	"waymark/message"
)

// adapter hands requests to huma after what holds for every operation: who is asking, how often, how much.
type adapter struct{ *API }

// Handle takes an operation on.
func (a *adapter) Handle(op *huma.Operation, do func(huma.Context)) {
	o, _ := op.Metadata["operation"].(operation)
	a.mux.HandleFunc(op.Method+" "+op.Path, func(w http.ResponseWriter, r *http.Request) {
		r, refused := a.admit(w, r, o)
		if refused != nil {
			a.refuse(w, r, refused)
			return
		}
		out := answers.Get().(*answer)
		out.header = w.Header()
		defer out.done()
		defer func() {
			if what := recover(); what != nil {
				a.Log.ErrorContext(r.Context(), "panic", "operation", o.id, "what", what, "stack", string(debug.Stack()))
				a.refuse(w, r, a.unforeseen(r.Context(), fmt.Errorf("panic: %v", what)))
			}
		}()
		do(humago.NewContext(op, r, out))
		out.send(w, r)
	})
}

// ServeHTTP answers one request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Authorization")
	if !plainText(r.URL) {
		a.refuse(w, r, refusal(http.StatusBadRequest, "api.not-text"))
		return
	}
	if _, pattern := a.mux.Handler(r); pattern == "" {
		a.lost(w, r)
		return
	}
	a.mux.ServeHTTP(w, r)
}

// plainText tells whether an address says only what both databases can keep.
func plainText(u *url.URL) bool {
	query, err := url.QueryUnescape(u.RawQuery)
	both := u.Path + query
	return err == nil && utf8.ValidString(both) && !strings.Contains(both, "\x00")
}

// lost answers a request to no operation as a problem; what the multiplexer would answer says which kind.
func (a *API) lost(w http.ResponseWriter, r *http.Request) {
	out := &answer{header: http.Header{}}
	a.mux.ServeHTTP(out, r)
	if out.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", out.header.Get("Allow"))
		a.refuse(w, r, refusal(http.StatusMethodNotAllowed, "api.method"))
		return
	}
	a.refuse(w, r, refusal(http.StatusNotFound, "api.no-operation"))
}

// uploadTime is how long a file may take to come in.
const uploadTime = 15 * time.Minute

type requestKey struct{}

// requestOf is the request itself, for the few operations that read it themselves.
func requestOf(ctx context.Context) *http.Request {
	r, _ := ctx.Value(requestKey{}).(*http.Request)
	return r
}

// admit says who is asking, holds the limits and reads the request, or says why not.
func (a *API) admit(w http.ResponseWriter, r *http.Request, o operation) (*http.Request, error) {
	by, err := a.whoAsks(r)
	if err == nil && by.Account == 0 && !o.open {
		err = withHeaders(refusal(http.StatusUnauthorized, "fault.signed-out"), "WWW-Authenticate", "Bearer")
	}
	// Whoever names a key that is not known counts by their place, so that nobody can try keys without end.
	if limited := a.limits.take(w.Header(), o.often, by, a.From(r)); limited != nil {
		return r, limited
	}
	if err != nil {
		return r, err
	}
	ctx := context.WithValue(r.Context(), actorKey{}, by)
	if o.body != nil { // long, and kept in a file: only for those who may send it
		if err := a.Registrar.Admit(ctx, by, o.act); err != nil {
			return r, a.problem(ctx, err)
		}
		_ = http.NewResponseController(w).SetReadDeadline(a.Now().Add(uploadTime)) // where it cannot be, the server's own holds
		r.Body = http.MaxBytesReader(w, r.Body, o.most)
	} else {
		body, err := readWhole(r, o)
		if err != nil {
			return r, err
		}
		ctx = context.WithValue(ctx, bodyKey{}, body)
	}
	r = r.WithContext(ctx)
	return r.WithContext(context.WithValue(ctx, requestKey{}, r)), nil
}

// readWhole reads the request into memory.
func readWhole(r *http.Request, o operation) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	most := o.most
	if most == 0 {
		most = mostBytes
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	if err != nil {
		return nil, refusal(http.StatusBadRequest, "api.cut-short")
	}
	if int64(len(body)) > most {
		return nil, tooLong(most)
	}
	if key, found := keyTwice(body); found {
		return nil, refusal(http.StatusBadRequest, "api.key-twice", message.Op("key", key))
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return body, nil
}

func tooLong(most int64) *Problem {
	return refusal(http.StatusRequestEntityTooLarge, "api.too-long", message.Op("most", int(most)))
}

// whoAsks gives the actor of the key or session that the request names; nobody where it names none.
func (a *API) whoAsks(r *http.Request) (registrar.Actor, error) {
	said := r.Header.Get("Authorization")
	if said == "" {
		return registrar.Actor{}, nil
	}
	scheme, secret, _ := strings.Cut(said, " ")
	secret = strings.TrimSpace(secret)
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return registrar.Actor{}, withHeaders(refusal(http.StatusUnauthorized, "api.bearer"), "WWW-Authenticate", "Bearer")
	}
	by, err := a.Door.Bearer(r.Context(), secret)
	if err != nil {
		return registrar.Actor{}, a.problem(r.Context(), err)
	}
	return by, nil
}

// refuse answers with a problem.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, why error) {
	if headers, ok := errors.AsType[huma.HeadersError](why); ok {
		maps.Copy(w.Header(), headers.GetHeaders())
	}
	p, ok := errors.AsType[*Problem](why)
	if !ok {
		p = a.unforeseen(r.Context(), why)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		_ = json.NewEncoder(w).Encode(p) // who has gone away hears nothing
	}
}

// answer keeps an answer until it is whole, so that it is sent with its entity tag, or not at all.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// answers are used again: most are a few kilobytes long.
var answers = sync.Pool{New: func() any { return &answer{} }}

// done gives the answer back. One that was long is left to the collector.
func (a *answer) done() {
	const long = 256 << 10
	if a.body.Cap() > long {
		return
	}
	a.header, a.status = nil, 0
	a.body.Reset()
	answers.Put(a)
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// send sends the answer; one that the client has already is only named.
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	a.WriteHeader(http.StatusNoContent)
	if a.status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		tag := tagOf(a.header.Get("ETag"), a.body.Bytes())
		a.header["Etag"] = []string{tag}
		if matches(r.Header.Get("If-None-Match"), tag) {
			a.header.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body.Bytes()) // who has gone away hears nothing
}

// host is the address without its port.
func host(address string) string {
	if h, _, err := net.SplitHostPort(address); err == nil {
		return h
	}
	return address
}
