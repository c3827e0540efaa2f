package site

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"waymark/internal/code"
	"waymark/internal/registrar"
	"waymark/record"
	"waymark/verify"
)

// credentialPage shows a credential that was given out to whoever has its code.
type credentialPage struct {
	Credential *registrar.Credential
	// Code is the code as people read it.
	Code   string
	Issuer string
	// Address is where the page stands; Base begins every address of the installation.
	Address, Base string
	// State says how it stands today, in words; Good that it is in force and not replaced.
	State string
	Good  bool
	// Checked are the steps of our own verifier.
	Checked verify.Told
	// AddToProfile leads to the form of a network of professionals where it is added to one's own page.
	AddToProfile string
	// On is a past day that was asked for, OnState how the award stood then.
	On, OnState string
}

var credentialTemplate = newPage[credentialPage]("credential.html")

// Credential shows the page of a credential.
func (s *Site) Credential(w http.ResponseWriter, r *http.Request, c *registrar.Credential) {
	s.page(func(v *visit) error { return v.credential(c) })(w, r)
}

func (v *visit) credential(c *registrar.Credential) error {
	issuer := v.options.Issuer
	shown := credentialPage{
		Credential: c, Code: code.Code(c.Code).String(), Issuer: issuer.Name, Base: issuer.URL, Address: issuer.URL + registrar.CredentialPath(c.Code),
		State: state(c), Good: c.Status == registrar.InForce && c.Current == "",
		Checked: v.options.Verify(v.r.Context(), c.Document, verify.Options{}),
	}
	shown.AddToProfile = addToProfile(&shown)
	if text := v.r.URL.Query().Get("on"); text != "" {
		day, err := record.ParseDate(text)
		if err != nil {
			shown.On, shown.OnState = text, "that is no day; write it as 2006-01-31"
		} else if status, err := v.options.Registrar.HeldOn(v.r.Context(), c.Code, day); err != nil {
			return err
		} else {
			shown.On, shown.OnState = day.String(), status.String()
		}
	}
	v.w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin") // previews of the page are shown elsewhere
	return credentialTemplate.show(v, http.StatusOK, c.Title+", "+c.Holder, shown)
}

// state is how a credential stands today, in words.
func state(c *registrar.Credential) string {
	switch c.Status {
	case registrar.InForce:
		if c.Until != 0 {
			return fmt.Sprintf("In force from %s until %s.", c.Date, c.Until)
		}
		return fmt.Sprintf("In force since %s.", c.Date)
	case registrar.Lapsed:
		return fmt.Sprintf("Lapsed: it was in force from %s until %s.", c.Date, c.Until)
	case registrar.Suspended:
		return fmt.Sprintf("Suspended since %s: it is not in force.", c.Since)
	case registrar.Revoked:
		return fmt.Sprintf("Revoked on %s: it is not in force.", c.Since)
	case registrar.Withdrawn:
		return fmt.Sprintf("Withdrawn on %s: it was given in error.", c.Since)
	case registrar.Superseded:
		return fmt.Sprintf("Superseded on %s: what it was decided on was corrected, and the award was decided again.", c.Since)
	case registrar.NotYet:
		return fmt.Sprintf("In force from %s on, not yet today.", c.Date)
	default:
		return c.Status.String()
	}
}

// addToProfile is the address of LinkedIn's form for a certificate, filled in. Nothing is sent until the holder follows it.
func addToProfile(p *credentialPage) string {
	c := p.Credential
	q := url.Values{
		"startTask": {"CERTIFICATION_NAME"}, "name": {c.Title}, "organizationName": {p.Issuer}, "certUrl": {p.Address}, "certId": {p.Code},
		"issueYear": {c.Date.Time().Format("2006")}, "issueMonth": {strings.TrimPrefix(c.Date.Time().Format("01"), "0")},
	}
	if c.Until != 0 {
		q.Set("expirationYear", c.Until.Time().Format("2006"))
		q.Set("expirationMonth", strings.TrimPrefix(c.Until.Time().Format("01"), "0"))
	}
	return "https://www.linkedin.com/profile/add?" + q.Encode()
}

// verifyPage is where anybody checks a credential: by its code, or the document itself.
type verifyPage struct {
	Code, CodeWrong string
	Recipient, On   string
	// Told is the verdict; where no document was sent, its outcome is empty.
	Told verify.Told
	// Wrong says why nothing was checked.
	Wrong string
}

var verifyTemplate = newPage[verifyPage]("verify.html")

// verifyForm shows the form, or leads to the credential whose code was typed.
func verifyForm(v *visit) error {
	shown := verifyPage{Code: strings.TrimSpace(v.r.URL.Query().Get("code"))}
	if shown.Code != "" {
		parsed, err := code.Parse(shown.Code)
		if err == nil {
			http.Redirect(v.w, v.r, registrar.CredentialPath(string(parsed)), http.StatusSeeOther)
			return nil
		}
		shown.CodeWrong = err.Error()
	}
	return verifyTemplate.show(v, http.StatusOK, "Check a credential", shown)
}

// documentSize is how many bytes of a credential may be sent: a baked picture is larger than a form.
const documentSize = 8 << 20

// verifySent checks a document that was pasted or uploaded.
func verifySent(v *visit) error {
	shown := verifyPage{Recipient: v.value("recipient"), On: v.value("on")}
	select {
	case v.checking <- struct{}{}: // before the document is read into memory
		defer func() { <-v.checking }()
	default:
		shown.Wrong = "Many people are having documents checked just now. Please try again in a moment."
		v.w.Header().Set("Retry-After", "5")
		return verifyTemplate.show(v, http.StatusServiceUnavailable, "Check a credential", shown)
	}
	data := []byte(v.value("credential"))
	if file, _, err := v.r.FormFile("file"); err == nil {
		defer file.Close() //nolint:errcheck // it was only read
		sent, err := io.ReadAll(file)
		if err != nil {
			shown.Wrong = "The file is too large or could not be read."
			return verifyTemplate.show(v, http.StatusUnprocessableEntity, "Check a credential", shown)
		}
		if len(sent) > 0 {
			data = sent
		}
	}
	o := verify.Options{Recipient: shown.Recipient}
	if shown.On != "" {
		day, err := record.ParseDate(shown.On)
		if err != nil || day >= v.options.Today() {
			shown.Wrong = shown.On + " is no past day; write it as 2006-01-31."
		}
		o.Held = day.Time().Add(24*time.Hour - time.Second)
	}
	if len(data) == 0 && shown.Wrong == "" {
		shown.Wrong = "Choose a file or paste a credential."
	}
	if shown.Wrong != "" {
		return verifyTemplate.show(v, http.StatusUnprocessableEntity, "Check a credential", shown)
	}
	shown.Told = v.options.Verify(v.r.Context(), data, o)
	return verifyTemplate.show(v, http.StatusOK, "Check a credential", shown)
}
