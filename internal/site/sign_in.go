package site

import (
	"errors"
	"net/http"

	"waymark/internal/fault"
	"waymark/message"
)

// signInPage asks for an address, or says that a letter is on its way.
type signInPage struct {
	Email string
	// Why says why it was not done, where it was not.
	Why    string
	Sent   bool
	Outbox bool
}

var signInTemplate = newPage[signInPage]("sign_in.html")

func signIn(v *visit) error {
	return signInTemplate.show(v, http.StatusOK, "Sign in", signInPage{})
}

// askForLink sends a link. The answer is the same whether the address has an account or not.
func askForLink(v *visit) error {
	email := v.value("email")
	shown := signInPage{Email: email, Outbox: v.options.Outbox != nil}
	if err := v.options.Door.Ask(v.r.Context(), email, v.options.Client(v.r.Context())); err != nil {
		f, is := errors.AsType[*fault.Error](err)
		if !is || f.Kind != fault.Forbidden {
			return err
		}
		shown.Why = f.Sentence(message.English())
		v.w.Header().Set("Retry-After", "900")
		return signInTemplate.show(v, http.StatusTooManyRequests, "Sign in", shown)
	}
	shown.Sent = true
	return signInTemplate.show(v, http.StatusOK, "Look into your letters", shown)
}

// enterPage asks whether to sign in: a link that is only looked at, as programs that read mail do, is not used up.
type enterPage struct{ Link string }

var enterTemplate = newPage[enterPage]("enter.html")

func enter(v *visit) error {
	v.hush()
	return enterTemplate.show(v, http.StatusOK, "Sign in", enterPage{v.r.URL.Query().Get("link")})
}

// useLink uses a link up.
func useLink(v *visit) error {
	v.hush()
	secret, err := v.options.Door.Enter(v.r.Context(), v.value("link"), v.options.Client(v.r.Context()))
	if err != nil {
		return err
	}
	v.keep(v.w, secret)
	return v.send("/me")
}

// hush keeps the address of the page, which holds a secret, from everybody else.
func (v *visit) hush() {
	v.w.Header().Set("Referrer-Policy", "no-referrer")
	v.w.Header().Set("X-Robots-Tag", "noindex")
}

func signOut(v *visit) error {
	if secret := v.secret(v.r); secret != "" {
		if err := v.options.Door.Leave(v.r.Context(), secret); err != nil {
			return err
		}
	}
	v.keep(v.w, "")
	return v.send("/")
}
