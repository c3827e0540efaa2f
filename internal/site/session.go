package site

import (
	"net/http"

	"waymark/internal/fault"
	"waymark/internal/registrar"
)

// cookie is the name under which a browser keeps the secret of its session. Over https its name has the mark with which browsers
// refuse it from anywhere but this host.
func (s *Site) cookie() string {
	if s.options.Secure {
		return "__Host-waymark"
	}
	return "waymark"
}

// keep has the browser keep the session's secret until it is closed or the session ends; an empty one is forgotten.
func (s *Site) keep(w http.ResponseWriter, secret string) {
	c := &http.Cookie{Name: s.cookie(), Value: secret, Path: "/", HttpOnly: true, Secure: s.options.Secure, SameSite: http.SameSiteLaxMode} //nolint:gosec // secure where the site is
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// secret is the secret of the session that the request comes with, or nothing.
func (s *Site) secret(r *http.Request) string {
	c, err := r.Cookie(s.cookie())
	if err != nil {
		return ""
	}
	return c.Value
}

// Actor gives who makes the request by their session; the zero actor is somebody who has not signed in.
func (s *Site) Actor(r *http.Request) (registrar.Actor, error) {
	secret := s.secret(r)
	if secret == "" {
		return registrar.Actor{}, nil
	}
	by, err := s.options.Door.Session(r.Context(), secret)
	if fault.Is(err, fault.Forbidden) || fault.Is(err, fault.NotFound) {
		return registrar.Actor{}, nil
	}
	return by, err
}

// signedIn is a page for people who have signed in; others are sent to do it.
func signedIn(f func(*visit) error) func(*visit) error {
	return func(v *visit) error {
		if v.by.Account == 0 {
			return v.send("/sign-in")
		}
		return f(v)
	}
}

// send sends the browser to another page.
func (v *visit) send(to string) error {
	v.w.Header().Set("Cache-Control", "no-store")
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
	return nil
}
