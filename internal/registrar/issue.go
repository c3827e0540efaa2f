package registrar

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"waymark/credential/status"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/store"
	"waymark/record"
)

// Issuing is how an installation issues credentials: who signs them, and what its status lists are like. It is safe for use by
// many goroutines.
type Issuing struct {
	Issuer *issuer.Issuer
	// Purpose is what the status lists are for, [status.Revocation] where it is empty. A credential has one entry, by the schema of
	// Open Badges, and the best known verifier asks a list for revocation alone. In such a list a suspension is a revocation of the
	// document: when the award is reinstated, its holder gets another. A list for [status.Suspension] gives the same document its
	// force back.
	Purpose string
	// ListSize is how many entries a status list has, [status.MinSize] where it is 0; ListLife how long a signed list holds, a
	// week where it is 0. A list is signed again before half of its life is over.
	ListSize int
	ListLife time.Duration
	// Stands, if not nil, says why the issuer's key may sign no more, or nothing: it may have been ended while this process runs.
	Stands func() error

	// looked tells that the lists were held to the key that signs now.
	looked atomic.Bool

	mu     sync.Mutex
	tokens map[store.Issuance]*issuer.Token
}

const week = 7 * 24 * time.Hour

func (s *Issuing) purpose() string { return firstText(s.Purpose, status.Revocation) }
func (s *Issuing) listSize() int64 { return int64(max(s.ListSize, status.MinSize)) }
func (s *Issuing) life() time.Duration {
	if s.ListLife == 0 {
		return week
	}
	return s.ListLife
}

func key(i store.Issuance) store.Issuance {
	return store.Issuance{Candidate: i.Candidate, Number: i.Number, Step: i.Step}
}

func (s *Issuing) keep(i store.Issuance, t *issuer.Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tokens == nil || len(s.tokens) > 10_000 { // tokens of acts that failed; their drafts are checked again
		s.tokens = map[store.Issuance]*issuer.Token{}
	}
	s.tokens[key(i)] = t
}

func (s *Issuing) take(i store.Issuance) *issuer.Token {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tokens[key(i)]
	delete(s.tokens, key(i))
	return t
}

// Issued tells how many credentials took each step, and how many could not be made.
type Issued struct{ Prepared, Signed, Committed, Held int }

// Any tells whether anything was done.
func (i Issued) Any() bool { return i != Issued{} }

// IssueCredentials takes the credentials of up to limit awards at each step one step further: prepared, signed, given out. Whoever calls
// it until nothing is done has issued all that is to be issued; it may be stopped and begun again at any moment, by any process.
// One whose credential cannot be made is held, and the reason kept.
func (r *Registrar) IssueCredentials(ctx context.Context, by Actor, s *Issuing, limit int) (Issued, error) {
	var done Issued
	if s.Stands != nil {
		if err := s.Stands(); err != nil {
			return done, err
		}
	}
	for _, step := range []func(context.Context, Actor, *Issuing, int, *Issued) error{r.prepare, r.sign, r.publishNew, r.commit} {
		if err := step(ctx, by, s, limit, &done); err != nil {
			return done, err
		}
	}
	return done, nil
}

// steps are the next steps of several awards, to be written together.
type steps struct {
	day    record.Date
	events []store.AwardEvent
	marks  []store.ToIssue
	parts  []store.CredentialPart
	ends   []store.ToIssue
}

// take adds a step to an award.
func (w *steps) take(a *store.Award, kind store.AwardEventKind) {
	e := nextEvent(a, kind, w.day, "")
	a.Events = append(slices.Clip(a.Events), e)
	w.events = append(w.events, e)
	mark := store.ToIssue{Candidate: a.Candidate, Number: a.Number, Next: nextStep(a)}
	if mark.Next == 0 {
		w.ends = append(w.ends, mark)
		return
	}
	w.marks = append(w.marks, mark)
}

// hold notes why a credential could not be made. An error that is no fault of the award's ends the act.
func (w *steps) hold(a *store.Award, why error) error {
	switch fault.KindOf(why) {
	case fault.Invalid, fault.NotFound, fault.Conflict:
		w.marks = append(w.marks, store.ToIssue{Candidate: a.Candidate, Number: a.Number, Why: sentence(why)})
		return nil
	default:
		return why
	}
}

func (w *steps) part(i store.Issuance, form string, body []byte) {
	w.parts = append(w.parts, store.CredentialPart{Candidate: i.Candidate, Number: i.Number, Step: i.Step, Form: form, Body: body})
}

func (w *steps) write(a *store.Act) error {
	return firstError(a.AddCredentialParts(w.parts...), a.AddAwardEvents(w.events...), a.MarkToIssue(w.marks...), a.UnmarkToIssue(w.ends...))
}
