// Package site is the web pages for people: what a visitor reads, how they sign in, what a candidate sees of their own record, what
// the staff of the body need.
//
// Make a [Site] with [New] and mount it with [Site.Mount]; [Site.Frame] shows a page of another package in the site's frame. A
// page reads its request, reads from the registrar or has it do one act, and fills one template. Pages work without script, by
// keyboard, with a screen reader, on a phone and in print.
//
// It decides nothing, speaks no SQL, reads no clock, and shows of an error only a fault's sentence. Addresses, once published, stay.
package site

import (
	"context"
	"log/slog"
	"net/http"

	"waymark/internal/login"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/record"
	"waymark/verify"
)

// Options are what an installation decides.
type Options struct {
	Registrar *registrar.Registrar
	Door      *login.Door
	// Today is the business day.
	Today func() record.Date
	// Client is the place that a request comes from, as the throttle of sign-in knows it.
	Client func(context.Context) string
	// RequestID is the number under which a request stands in the log.
	RequestID func(context.Context) string
	// Outbox gives the latest letters, for development: whoever reads them can sign in as anybody. nil shows none.
	Outbox func(ctx context.Context, limit int) ([]store.Message, error)
	// Issuer is who signs this body's credentials, and where; without one there are no pages of credentials.
	Issuer Issuer
	// Verify judges a credential, or nil where none is checked here. It fills in the time and what may be fetched.
	Verify func(ctx context.Context, data []byte, o verify.Options) verify.Told
	// Secure tells that people reach the site by https alone.
	Secure bool
	Log    *slog.Logger
}

// Issuer is who signs, as credentials name it, and the address below which they stand.
type Issuer struct{ Name, URL string }

// Site is the pages of one installation.
type Site struct {
	options Options
	index   index
	// checking has a place for each document of a stranger's that is checked at a time.
	checking chan struct{}
}

// checkers is how many documents of strangers are checked at a time: each may take a processor for a second.
const checkers = 4

// New makes the pages.
func New(o Options) *Site { return &Site{options: o, checking: make(chan struct{}, checkers)} }

// Mount mounts every page. The pattern / is among them: what nobody else has mounted is answered with a page too.
func (s *Site) Mount(mux *http.ServeMux) {
	mux.HandleFunc("GET /static/", static)
	for pattern, f := range map[string]func(*visit) error{
		"GET /{$}":                        home,
		"GET /programmes":                 programmes,
		"GET /programmes/{issuer}/{name}": programmeOf,
		"GET /search":                     search,
		"GET /sign-in":                    signIn,
		"POST /sign-in":                   askForLink,
		"GET /enter":                      enter,
		"POST /enter":                     useLink,
		"POST /sign-out":                  signOut,
		"GET /outbox":                     outbox,
		"GET /me":                         signedIn(me),
		"GET /me/audit/{issuer}/{name}":   signedIn(ownAudit),
		"GET /me/record.json":             signedIn(export),
		"GET /candidates":                 signedIn(people),
		"GET /candidates/{candidate}":     signedIn(candidate),
		"GET /candidates/{candidate}/audit/{issuer}/{name}": signedIn(candidateAudit),
		"GET /me/awards/{award}":                            signedIn(ownAward),
		"GET /candidates/{candidate}/awards/{award}":        signedIn(candidateAward),
		"GET /me/awards/{award}/report":                     signedIn(ownAwardReport),
		"GET /candidates/{candidate}/awards/{award}/report": signedIn(candidateAwardReport),
		"POST /candidates/{candidate}/awards/{award}":       signedIn(actOnAward),
		"GET /me/evidence/{piece}":                          signedIn(ownPiece),
		"GET /candidates/{candidate}/evidence/{piece}":      signedIn(candidatePiece),
		"POST /candidates/{candidate}/evidence/{piece}":     signedIn(actOnPiece),
		"GET /desk": signedIn(desk),
		"GET /candidates/{candidate}/record.json":             signedIn(exportCandidate),
		"POST /candidates":                                    signedIn(addCandidate),
		"POST /candidates/{candidate}/name":                   signedIn(rename),
		"POST /candidates/{candidate}/identities":             signedIn(identify),
		"POST /candidates/{candidate}/merges":                 signedIn(merge),
		"POST /merges/{merge}/undo":                           signedIn(part),
		"POST /me/statements":                                 signedIn(stateEvidence),
		"GET /impact":                                         signedIn(impactForm),
		"GET /journal":                                        signedIn(journal),
		"GET /feeds":                                          signedIn(feeds),
		"GET /feeds/{feed}":                                   signedIn(feed),
		"GET /feeds/{feed}/confirmation.csv":                  signedIn(confirmation),
		"POST /feeds/{feed}/rows/{row}":                       signedIn(closeRow),
		"GET /issuing":                                        signedIn(issuing),
		"POST /candidates/{candidate}/evidence":               signedIn(recordEvidence),
		"POST /candidates/{candidate}/rulings":                signedIn(moveRuling),
		"POST /candidates/{candidate}/awards/{award}/reissue": signedIn(reissue),
		"POST /motions/{motion}":                              signedIn(second),
		"/":                                                   nothing,
	} {
		mux.HandleFunc(pattern, s.page(f))
	}
	mux.HandleFunc("POST /impact", s.pageTaking(rulesSize, registrar.Preview, signedIn(impact)))
	mux.HandleFunc("POST /feeds", s.pageTaking(feedSize, registrar.ImportFeed, signedIn(takeFeed)))
	if s.options.Verify != nil {
		mux.HandleFunc("GET /verify", s.page(verifyForm))
		mux.HandleFunc("POST /verify", s.pageTaking(documentSize, 0, verifySent))
	}
}
