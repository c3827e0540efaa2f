// Package api is the JSON interface of an installation, version 1, its OpenAPI 3.1 document and the page that shows it to people.
//
// Call [New]; it gives one handler for the paths at [Paths]. Every operation is declared in the file of its noun by [add]: its
// place, whom it is for, what goes in and what comes out. The document, the reference page and the checks of what comes in are
// made from that declaration, so that they cannot part from what is done.
//
// To give the interface another operation, write its input and output as types and one function in the file of its noun, declare it
// there with [add] and the registrar's act that it is, and give it its rows in permit_test.go and its success in year_test.go: the
// tests name the one that has none. The document, the page, the drawn requests follow by themselves.
//
// It only says who is asking: who may do what is decided in package registrar, and the roles that the document names are read from
// there. It speaks no SQL, reads no clock of its own, shows no error that nobody foresaw, and never answers with a script.
//
// Promise to old clients: within version 1, fields and operations are added, never changed in meaning or taken away; a client
// passes over what it does not know.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/verify"
)

// Paths are where the handler wants to be mounted.
var Paths = []string{"/v1/", "/openapi.json", "/api"}

// Options are what an installation decides.
type Options struct {
	Registrar *registrar.Registrar
	Door      *login.Door
	// Now reads the clock, for limits only.
	Now func() time.Time
	// Log hears of errors that nobody foresaw; nil is the default logger.
	Log *slog.Logger
	// From is the place that a request comes from, such as a network address; nil is the connection's own address.
	From func(*http.Request) string
	// RequestID is the number under which a request stands in the log, or nothing.
	RequestID func(context.Context) string
	// Verify judges a credential; it fills in the time and what may be fetched. Nil judges by what needs nobody else.
	Verify func(ctx context.Context, data []byte, o verify.Options) verify.Told
	// Version is the program's, for the document.
	Version string
	// Limits are how often somebody may ask; a zero value means the usual.
	Limits Limits
}

// API is the interface of one installation.
type API struct {
	Options
	huma    huma.API
	order   []string // of the operations, as people read them
	mux     *http.ServeMux
	limits  *limiter
	thinker chan struct{} // a place for each question that takes a processor for seconds
	views   struct {
		sync.Mutex
		view *rulesView
	}
}

// New makes the handler of an installation.
func New(o Options) http.Handler { return newAPI(o) }

func newAPI(o Options) *API {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.From == nil {
		o.From = func(r *http.Request) string { return host(r.RemoteAddr) }
	}
	if o.RequestID == nil {
		o.RequestID = func(context.Context) string { return "" }
	}
	a := &API{Options: o, mux: http.NewServeMux(), limits: newLimiter(o.Limits, o.Now), thinker: make(chan struct{}, thinkers)}
	if a.Verify == nil {
		a.Verify = a.offline
	}
	a.huma = huma.NewAPI(document(o.Version), &adapter{a})
	for _, noun := range nouns {
		noun.declare(a)
	}
	a.publish()
	return a
}

// noun is one file of operations.
type noun struct {
	name, about string
	declare     func(*API)
}

// nouns are the parts of the document, in the order in which people read it.
var nouns = []noun{
	{"Try", "What works without an account: audit and plan with a record that is sent along.", (*API).try},
	{"Programmes", "What can be earned. Everybody may read it.", (*API).programmes},
	{"Sign-in", "Who is asking: people by a link sent to them, programs by a key.", (*API).signIn},
	{"Candidates", "People and how they are known.", (*API).candidates},
	{"Evidence", "What a candidate has: every piece with its source, state and history.", (*API).evidence},
	{"Standing", "Where a candidate stands: audits and plans.", (*API).standing},
	{"Awards", "What was decided, on what, and what became of it.", (*API).awards},
	{"Credentials", "What anybody may ask of a credential.", (*API).credentials},
	{"Issuing", "How awards become credentials: what is on its way, what could not be made, what is to be made again.", (*API).issuing},
	{"Motions", "What takes two people: revocations and rulings.", (*API).motions},
	{"Relations", "How people stand to candidates, so that nobody acts on their own.", (*API).relations},
	{"Merges", "Claims that two records are of one person, which can be undone.", (*API).merges},
	{"Feeds", "Files of results as test vendors send them, and their rows in quarantine.", (*API).feeds},
	{"Publishing", "New versions of programmes: what they would do, and when they take effect.", (*API).publishing},
	{"Journal", "Every act, each entry sealing the one before.", (*API).journal},
	{"Accounts", "Who may sign in, and in which roles.", (*API).accounts},
}
