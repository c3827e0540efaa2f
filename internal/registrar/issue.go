package registrar

import (
	"context"
	"crypto/rand"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"waymark/credential/status"
	"waymark/internal/code"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/store"
	"waymark/message"
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

// prepare makes the credentials of decided awards and keeps what is to be signed.
func (r *Registrar) prepare(ctx context.Context, by Actor, s *Issuing, limit int, done *Issued) error {
	var batch []*pending
	var list store.StatusList
	var taken int64
	var rules *Rules
	if err := r.view(ctx, by, Issue, 0, func(v *store.View) (err error) {
		if list, taken, err = room(v, s); err != nil {
			return err
		}
		marks, err := v.ToIssue(store.Prepared, store.ToIssue{}, limit)
		if err != nil || len(marks) == 0 {
			return err
		}
		if rules, err = r.rulesOn(v, r.options.Today()); err != nil {
			return err
		}
		batch, err = r.gatherAll(v, rules, marks)
		return err
	}); err != nil || len(batch) == 0 {
		return err
	}
	if list.ID == 0 || taken >= list.Size {
		if err := r.openStatusList(ctx, by, s); err != nil {
			return err
		}
		return r.prepare(ctx, by, s, limit, done)
	}
	batch = batch[:min(len(batch), int(list.Size-taken))]
	turn := taken
	for _, p := range batch {
		if p.err == nil {
			turn++
			p.purpose, p.issuance.List, p.issuance.Turn, p.issuance.Place = list.Purpose, list.ID, turn, place(list.Seed, list.Size, turn-1)
		}
	}
	r.each(len(batch), func(i int) { r.prepareOne(s, rules, batch[i]) })
	return r.keepPrepared(ctx, by, batch, taken, done)
}

// gatherAll reads what the credentials of several awards say.
func (r *Registrar) gatherAll(v *store.View, rules *Rules, marks []store.ToIssue) ([]*pending, error) {
	g, err := groupsOf(v)
	if err != nil {
		return nil, err
	}
	batch := make([]*pending, len(marks))
	for i, m := range marks {
		if batch[i], err = r.gather(v, g, rules, m.Candidate, m.Number); err != nil {
			return nil, err
		}
	}
	return batch, nil
}

// room gives the status list that is being filled and how many of its places are given out.
func room(v *store.View, s *Issuing) (store.StatusList, int64, error) {
	list, known, err := v.LatestStatusList(s.purpose())
	if err != nil || !known {
		return list, 0, err
	}
	taken, err := v.TurnsTaken(list.ID)
	return list, taken, err
}

func (r *Registrar) prepareOne(s *Issuing, rules *Rules, p *pending) {
	if p.err != nil {
		return
	}
	made, err := code.New(rand.Reader)
	if err != nil {
		p.err = err
		return
	}
	p.issuance.Code = string(made)
	criteria, err := rules.criteriaOf(p.programme, p.version)
	if err != nil {
		p.err = err
		return
	}
	var token *issuer.Token
	if p.draft, token, p.err = s.Issuer.Prepare(p.document(rules.Set, s.Issuer.URL(), criteria), r.options.Now()); p.err != nil {
		return
	}
	s.keep(p.issuance, token)
	p.draft = plain().pack(p.draft)
}

func (r *Registrar) keepPrepared(ctx context.Context, by Actor, batch []*pending, taken int64, done *Issued) error {
	var step Issued
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		step = Issued{}
		w := &steps{day: r.options.Today()}
		var made []store.Issuance
		for _, p := range batch {
			if p.err != nil {
				if err := w.hold(p.award, p.err); err != nil {
					return err
				}
				step.Held++
				continue
			}
			made = append(made, p.issuance)
			w.part(p.issuance, store.DraftPart, p.draft)
			w.take(p.award, store.Prepared)
			step.Prepared++
		}
		if len(made) > 0 {
			if now, err := a.TurnsTaken(made[0].List); err != nil || now != taken {
				return firstError(err, fault.New(fault.Conflict, "fault.there-already"))
			}
		}
		return firstError(a.AddIssuances(made...), w.write(a), a.Tell(nil, map[string]any{"prepared": step.Prepared, "held": step.Held}))
	})
	if err == nil {
		done.Prepared, done.Held = done.Prepared+step.Prepared, done.Held+step.Held
	}
	return err
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

// underway is an award whose credential was prepared.
type underway struct {
	award    *store.Award
	issuance store.Issuance
	draft    []byte
	signed   issuer.Signed
	err      error
}

// awaiting reads the awards for which the step is next, with their last issuances.
func awaiting(v *store.View, next store.AwardEventKind, limit int) ([]*underway, error) {
	marks, err := v.ToIssue(next, store.ToIssue{}, limit)
	if err != nil {
		return nil, err
	}
	var batch []*underway
	for _, m := range marks {
		held, err := awardOf(v, m.Candidate, m.Number)
		if err != nil {
			return nil, err
		}
		made, err := v.Issuances(m.Candidate, m.Number)
		if err != nil {
			return nil, err
		}
		batch = append(batch, &underway{award: held, issuance: made[len(made)-1]})
	}
	return batch, nil
}

// sign signs what was prepared, outside any transaction, and keeps the signatures.
func (r *Registrar) sign(ctx context.Context, by Actor, s *Issuing, limit int, done *Issued) error {
	var batch []*underway
	if err := r.view(ctx, by, Issue, 0, func(v *store.View) (err error) {
		if batch, err = awaiting(v, store.Signed, limit); err != nil {
			return err
		}
		for _, u := range batch {
			if u.draft, err = v.CredentialPart(u.issuance.Candidate, u.issuance.Number, u.issuance.Step, store.DraftPart); err != nil {
				return err
			}
		}
		return nil
	}); err != nil || len(batch) == 0 {
		return err
	}
	r.each(len(batch), func(i int) { r.signOne(s, batch[i]) })
	var step Issued
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		step = Issued{}
		w := &steps{day: r.options.Today()}
		for _, u := range batch {
			if u.err != nil {
				if err := w.hold(u.award, u.err); err != nil {
					return err
				}
				step.Held++
				continue
			}
			w.part(u.issuance, store.ProofPart, u.signed.Proof)
			if u.signed.Token != nil {
				w.part(u.issuance, store.TokenPart, u.signed.Token)
			}
			w.take(u.award, store.Signed)
			step.Signed++
		}
		return firstError(w.write(a), a.Tell(nil, map[string]any{"signed": step.Signed, "held": step.Held}))
	})
	if err == nil {
		done.Signed, done.Held = done.Signed+step.Signed, done.Held+step.Held
	}
	return err
}

func (r *Registrar) signOne(s *Issuing, u *underway) {
	now := r.options.Now()
	draft, err := unpack(u.draft, nil)
	if err != nil {
		u.err = err
		return
	}
	token := s.take(u.issuance)
	if token == nil || !token.Stands(s.Issuer, draft) { // another process prepared it, or the keys were changed since
		if token, u.err = s.Issuer.Resume(draft, now); u.err != nil {
			return
		}
	}
	u.signed, u.err = s.Issuer.Issue(token, now)
}

// commit gives signed credentials out: from then on their pages answer, and their holders are told.
func (r *Registrar) commit(ctx context.Context, by Actor, s *Issuing, limit int, done *Issued) error {
	step := 0
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		batch, err := awaiting(&a.View, store.Committed, limit)
		if err == nil {
			batch, err = listed(&a.View, batch)
		}
		if err != nil || len(batch) == 0 {
			return firstError(err, store.ErrNothing)
		}
		g, err := groupsOf(&a.View)
		if err != nil {
			return err
		}
		w := &steps{day: r.options.Today()}
		var letters []store.Message
		for _, u := range batch {
			w.take(u.award, store.Committed)
			told, err := toHolder(a, g, s, u)
			if err != nil {
				return err
			}
			letters = append(letters, told...)
			if u.issuance.Step > 1 { // the one before is replaced
				if _, err := tellLists(a, u.award); err != nil {
					return err
				}
			}
		}
		step = len(batch)
		return firstError(w.write(a), a.AddMessages(letters...), a.Tell(nil, map[string]any{"committed": step}))
	})
	if err == nil {
		done.Committed += step
	}
	return err
}

// listed are those whose status list was signed: another process may have begun one just now.
func listed(v *store.View, batch []*underway) ([]*underway, error) {
	signed := map[int64]bool{}
	for _, u := range batch {
		if _, asked := signed[u.issuance.List]; asked {
			continue
		}
		_, known, err := v.PublishedStatusList(u.issuance.List)
		if err != nil {
			return nil, err
		}
		signed[u.issuance.List] = known
	}
	return slices.DeleteFunc(batch, func(u *underway) bool { return !signed[u.issuance.List] }), nil
}

// toHolder are the letters that tell a holder of their credential.
func toHolder(a *store.Act, g *groups, s *Issuing, u *underway) ([]store.Message, error) {
	words, name := message.English(), message.Op("issuer", s.Issuer.Profile().Name)
	var letters []store.Message
	for _, member := range g.members(u.award.Candidate) {
		identities, err := a.Identities(member)
		if err != nil {
			return nil, err
		}
		for _, i := range identities {
			if i.Kind != store.Email {
				continue
			}
			letters = append(letters, store.Message{
				Recipient: i.Value, At: a.Entry.At, Subject: words.Sentence("letter.issued.subject", name),
				Body: words.Sentence("letter.issued.body", name, message.Op("address", s.Issuer.URL()+CredentialPath(u.issuance.Code))),
			})
		}
	}
	return letters, nil
}

// each calls f for 0…n-1, on as many processors as the installation gives it.
func (r *Registrar) each(n int, f func(int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, r.options.Processors) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				f(int(i))
			}
		})
	}
	workers.Wait()
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
