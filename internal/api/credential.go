package api

import (
	"context"
	"net/http"
	"time"

	"waymark/internal/code"
	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
	"waymark/verify"
)

// mostVerified is how many bytes a credential that is sent may have; a picture is larger than a form.
const mostVerified = 8 << 20

func (a *API) credentials() {
	const noun = "Credentials"
	add(a, noun, operation{
		id: "verify-credential", method: http.MethodPost, path: "/v1/verify", open: true, often: think, most: mostVerified,
		says: "Say step by step what a credential or a presentation is worth", about: "Whoever issued it. Nothing of it is kept. Open Badges 3.0 on Verifiable Credentials 2.0 and 1.1, as JSON, a token, or inside a PNG or SVG; and verifiable presentations of several.",
	}, a.verifyCredential)
	add(a, noun, operation{
		id: "credential-status", method: http.MethodGet, path: "/v1/credentials/{code}", open: true,
		says: "Read how an award stood on a day", about: "For credentials of this body, by the code on them, from the registrar's events. It says nothing else of the award or of its holder.",
	}, a.credentialStatus)
}

type judgeIn struct {
	Body struct {
		Credential string `json:"credential,omitempty" doc:"The text of the credential or presentation: its JSON, a token, or an SVG." example:"{}"`
		Picture    []byte `json:"picture,omitempty" doc:"A baked picture, in base 64, instead of the text."`
		Recipient  string `json:"recipient,omitempty" doc:"The e-mail address or DID that it must be about."`
		Challenge  string `json:"challenge,omitempty" doc:"For a presentation: what its holder was asked to sign."`
		Domain     string `json:"domain,omitempty" doc:"For a presentation: the name under which it was asked for."`
		On         day    `json:"on,omitzero" doc:"A past day: whether it was good then, as far as that can be told; today where none is named."`
	}
}

type judgeOut struct{ Body verify.Told }

func (a *API) verifyCredential(ctx context.Context, _ registrar.Actor, in *judgeIn) (*judgeOut, error) {
	data := in.Body.Picture
	if len(data) == 0 {
		data = []byte(in.Body.Credential)
	}
	if len(data) == 0 {
		return nil, fault.New(fault.Invalid, "api.no-credential")
	}
	o := verify.Options{Recipient: in.Body.Recipient, Challenge: in.Body.Challenge, Domain: in.Body.Domain}
	if (o.Challenge != "" || o.Domain != "") && !verify.IsPresentation(data) {
		return nil, fault.New(fault.Invalid, "api.no-presentation")
	}
	if on := in.Body.On; !on.IsZero() {
		if today := record.DateOf(a.Now().UTC()); on.Date >= today {
			return nil, fault.New(fault.Invalid, "fault.day-to-come", message.Op("date", on.Date), message.Op("today", today))
		}
		o.Held = on.Time().Add(24*time.Hour - time.Second)
	}
	return &judgeOut{a.Verify(ctx, data, o)}, nil
}

// offline judges by what needs nobody else.
func (a *API) offline(_ context.Context, data []byte, o verify.Options) verify.Told {
	o.Now = a.Now()
	return verify.Tell(data, o, message.English())
}

type heldIn struct {
	Code string `path:"code" maxLength:"40" doc:"The code on the certificate, as it is printed or typed." example:"7K3Q-9MZT-4W2X-0AB1"`
	Day  day    `query:"day" doc:"The day whose status is asked for; today where none is named."`
}

type heldOut struct {
	Body struct {
		Code   string `json:"code"`
		Day    day    `json:"day"`
		Status string `json:"status" enum:"not yet in force,in force,suspended,lapsed,revoked,withdrawn,superseded"`
		Held   bool   `json:"held" doc:"Whether the award was in force on the day."`
	}
}

func (a *API) credentialStatus(ctx context.Context, _ registrar.Actor, in *heldIn) (*heldOut, error) {
	parsed, err := code.Parse(in.Code)
	if err != nil {
		return nil, fault.Because(err, fault.NotFound, "fault.no-credential", message.Op("code", in.Code))
	}
	on := in.Day.or(a.Registrar.Today())
	status, err := a.Registrar.HeldOn(ctx, string(parsed), on)
	if err != nil {
		return nil, err
	}
	out := &heldOut{}
	out.Body.Code, out.Body.Day, out.Body.Status, out.Body.Held = parsed.String(), day{on}, status.String(), status == registrar.InForce
	return out, nil
}
