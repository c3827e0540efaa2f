package api

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

func (a *API) issuing() {
	const noun = "Issuing"
	add(a, noun, operation{
		id: "read-issuing", method: http.MethodGet, path: "/v1/issuing", act: registrar.ReadIssuing,
		says: "Read how many credentials are on their way",
	}, a.readIssuing)
	add(a, noun, operation{
		id: "list-held", method: http.MethodGet, path: "/v1/issuing/held", act: registrar.ReadIssuing,
		says: "List awards whose credential could not be made", about: "They keep nobody else waiting, and are tried again each business day.",
	}, a.listHeld)
	add(a, noun, operation{
		id: "reissue", method: http.MethodPost, path: "/v1/candidates/{candidate}/awards/{award}/reissue", act: registrar.Reissue,
		says: "Have an award's credential made again", about: "After a change of name, say. The one before holds until the new one is given out, and then no more.",
	}, a.reissue)
	add(a, noun, operation{
		id: "list-signed", method: http.MethodGet, path: "/v1/issuing/signed", act: registrar.ReadIssuing, often: think,
		says: "List the credentials that a key signed", about: "Those that their holders have. A page looks at many credentials and may be empty; the last one has no next.",
	}, a.listSigned)
	add(a, noun, operation{
		id: "reissue-signed", method: http.MethodPost, path: "/v1/issuing/reissue", act: registrar.Reissue, often: think,
		says: "Have made again what a key signed", about: "After the key was lost and another signs. Each request does a part; go on with next until there is none. What was made again before is passed over, so the whole may be begun again.",
	}, a.reissueSigned)
}

type issuingOut struct {
	Body struct {
		Prepare int64 `json:"to_prepare" doc:"Decided awards whose credential is to be made."`
		Sign    int64 `json:"to_sign" doc:"Those that are made and checked."`
		Commit  int64 `json:"to_give_out" doc:"Those that are signed."`
		Held    int64 `json:"held" doc:"Those that could not be made."`
	}
}

func (a *API) readIssuing(ctx context.Context, by registrar.Actor, _ *nothing) (*issuingOut, error) {
	n, err := a.Registrar.ToIssue(ctx, by)
	out := &issuingOut{}
	out.Body.Prepare, out.Body.Sign, out.Body.Commit, out.Body.Held = n[store.Prepared], n[store.Signed], n[store.Committed], n[0]
	return out, err
}

// heldAward is an award whose credential could not be made.
type heldAward struct {
	Candidate int64  `json:"candidate" doc:"The record it lies in." example:"1"`
	Award     int64  `json:"award" doc:"Its number among the candidate's." example:"1"`
	Why       string `json:"why" example:"the award 1 of candidate 1 is lapsed"`
}

// awardBits is how many bits of a cursor number a candidate's awards.
const awardBits = 20

func (a *API) listHeld(ctx context.Context, by registrar.Actor, in *struct{ Paged }) (*page[heldAward], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Held(ctx, by, store.ToIssue{Candidate: after >> awardBits, Number: after & (1<<awardBits - 1)}, in.Limit+1)
	return pageOf(requestOf(ctx), in.Paged, rows, func(t store.ToIssue) int64 { return t.Candidate<<awardBits | t.Number }, func(t store.ToIssue) heldAward {
		return heldAward{t.Candidate, t.Number, t.Why}
	}), err
}

type reissueIn struct {
	OfAward
	OnVersion
	Body Because
}

func (a *API) reissue(ctx context.Context, by registrar.Actor, in *reissueIn) (*nothing, error) {
	return nil, a.Registrar.Reissue(ctx, by, in.Candidate, in.Award, in.Body.Reason)
}

// signed is a credential that a key signed.
type signed struct {
	Candidate int64  `json:"candidate" doc:"The record it lies in." example:"1"`
	Award     int64  `json:"award" doc:"Its number among the candidate's." example:"1"`
	Code      string `json:"code" doc:"The code that leads to it." example:"7K3Q9MZT4W2X0AB1"`
	Key       string `json:"key" example:"did:web:awards.example.org#key-1"`
	Status    string `json:"status" enum:"not yet in force,in force,suspended,lapsed,revoked,withdrawn,superseded" doc:"How the award stands today; only one in force is made again."`
}

// signatureMark begins what the cursor of signatures says.
const signatureMark = "signature:%d.%d.%d.%s"

func signatureCursor(s store.Signature) string {
	if s.Candidate == 0 {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, signatureMark, s.Candidate, s.Number, s.Step, s.Form))
}

func signatureAfter(cursor string) (s store.Signature, err error) {
	if cursor == "" {
		return s, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		_, err = fmt.Sscanf(string(text), signatureMark, &s.Candidate, &s.Number, &s.Step, &s.Form)
	}
	if err != nil || signatureCursor(s) != cursor {
		return s, refusal(http.StatusUnprocessableEntity, "api.cursor")
	}
	return s, nil
}

// signaturesLooked is how many signatures one request looks at.
const signaturesLooked = 1000

type listSignedIn struct {
	Key    string `query:"key" required:"true" minLength:"1" maxLength:"2000" doc:"The key, as documents name it." example:"did:web:awards.example.org#key-1"`
	Cursor string `query:"cursor" maxLength:"200" doc:"Where to go on: next of the page before."`
}

type listSignedOut struct{ Body items[signed] }

func (a *API) listSigned(ctx context.Context, by registrar.Actor, in *listSignedIn) (*listSignedOut, error) {
	after, err := signatureAfter(in.Cursor)
	if err != nil {
		return nil, err
	}
	found, next, err := a.Registrar.SignedWith(ctx, by, []string{in.Key}, after, signaturesLooked)
	out := &listSignedOut{items[signed]{Items: []signed{}, Next: signatureCursor(next)}}
	for _, s := range found {
		out.Body.Items = append(out.Body.Items, signed{s.Candidate, s.Award, s.Code, s.Key, s.Status.String()})
	}
	return out, err
}

type reissueSignedIn struct {
	Once
	Body struct {
		Key    string `json:"key" minLength:"1" maxLength:"2000" doc:"The key, as documents name it." example:"did:web:awards.example.org#key-1"`
		Cursor string `json:"cursor,omitempty" maxLength:"200" doc:"Where to go on: next of the answer before."`
		Because
	}
}

type reissueSignedOut struct {
	Body struct {
		Again int    `json:"again" doc:"How many are made again."`
		Left  int    `json:"left" doc:"How many were found and left: out of force, or of somebody to whom the actor is related."`
		Next  string `json:"next,omitempty" doc:"Where to go on; absent where all was looked at."`
	}
}

func (a *API) reissueSigned(ctx context.Context, by registrar.Actor, in *reissueSignedIn) (*reissueSignedOut, error) {
	after, err := signatureAfter(in.Body.Cursor)
	if err != nil {
		return nil, err
	}
	out := &reissueSignedOut{}
	found, next, err := a.Registrar.SignedWith(ctx, by, []string{in.Body.Key}, after, signaturesLooked)
	if err != nil {
		return nil, err
	}
	out.Body.Again, err = a.Registrar.ReissueSigned(ctx, by, found, in.Body.Reason)
	out.Body.Left, out.Body.Next = len(found)-out.Body.Again, signatureCursor(next)
	return out, err
}
