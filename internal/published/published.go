// Package published answers for the documents that an issuer gives the world: the keys it signs with, who it is, status lists, badges,
// and every credential that was given out, in each form in which it is carried.
//
// Make it with [New] and mount it with [Published.Mount]. Its answers are for programs, and may be read from any site; the page
// of a credential is shown by a function that the options name. Who has a credential's code may see it: there is nobody to ask.
//
// It signs nothing, decides nothing and reads no clock. Addresses, once published, stay: credentials name them.
package published

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"waymark/credential/jsontree"
	"waymark/internal/certificate"
	"waymark/internal/code"
	"waymark/internal/fault"
	"waymark/internal/keyring"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

// Options are what an installation decides.
type Options struct {
	Registrar *registrar.Registrar
	// Ring is the issuer's keys; nothing of it is opened here.
	Ring *keyring.Ring
	// Keys gives the ring as it is now, where keys may be changed while this process runs; nil takes Ring.
	Keys func() *keyring.Ring
	// Today is the business day.
	Today func() record.Date
	// Page shows the page of a credential to people.
	Page func(http.ResponseWriter, *http.Request, *registrar.Credential)
	Log  *slog.Logger
}

// Published is the documents of one issuer.
type Published struct {
	options Options
	prefix  string
}

// New makes the documents of an issuer.
func New(o Options) *Published {
	p := &Published{options: o}
	if at, err := url.Parse(o.Ring.Issuer.URL); err == nil {
		p.prefix = strings.TrimSuffix(at.Path, "/")
	}
	return p
}

// Mount mounts every document.
func (p *Published) Mount(mux *http.ServeMux) {
	get := func(path string, f func(http.ResponseWriter, *http.Request) error) {
		mux.HandleFunc("GET "+p.prefix+path, func(w http.ResponseWriter, r *http.Request) {
			if err := f(w, r); err != nil {
				p.fail(w, r, err)
			}
		})
	}
	if p.prefix == "" {
		get("/.well-known/did.json", p.keys)
	} else {
		get("/did.json", p.keys)
	}
	get("/issuer", p.issuer)
	get("/status/{list}", p.statusList)
	get("/badges/{issuer}/{name}", p.badge)
	get("/c/{code}", p.credential)
}

// The media types of the documents.
const (
	typeCredential = "application/vc+ld+json"    //nolint:gosec // a media type
	typeToken      = "text/plain; charset=utf-8" // as Open Badges asks
	typePNG        = "image/png"
	typeSVG        = "image/svg+xml"
	typePDF        = "application/pdf"
)

// serve sends a document that any site may read. Fresh is for how long it may be kept.
func serve(w http.ResponseWriter, r *http.Request, media string, fresh time.Duration, data []byte) {
	sum := sha256.Sum256(data)
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:16])+`"`)
	h.Set("Cache-Control", "public, max-age="+strconv.Itoa(int(fresh.Seconds())))
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// How long a document may be kept by those who asked.
const (
	aMinute = time.Minute
	anHour  = time.Hour
)

var statuses = map[fault.Kind]int{
	fault.Unknown: http.StatusInternalServerError, fault.NotFound: http.StatusNotFound, fault.Invalid: http.StatusUnprocessableEntity,
	fault.Conflict: http.StatusConflict, fault.Forbidden: http.StatusForbidden, fault.Unavailable: http.StatusServiceUnavailable,
}

// fail answers with a problem (RFC 9457).
func (p *Published) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := statuses[fault.KindOf(err)]
	problem := jsontree.Object(jsontree.M("title", jsontree.String(http.StatusText(status))), jsontree.M("status", jsontree.Int(status)))
	if f, ok := errors.AsType[*fault.Error](err); ok {
		problem = problem.With("detail", jsontree.String(f.Sentence(message.English())))
	}
	if status >= http.StatusInternalServerError {
		p.options.Log.ErrorContext(r.Context(), "document failed", "path", r.URL.Path, "error", err)
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(jsontree.Append(nil, &problem)) // who asked may be gone
}

// keys are the issuer's keys for did:web.
func (p *Published) keys(w http.ResponseWriter, r *http.Request) error {
	ring := p.options.Ring
	if p.options.Keys != nil {
		ring = p.options.Keys()
	}
	document, there := ring.Document()
	if !there {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	serve(w, r, "application/did+json", aMinute, jsontree.Append(nil, &document))
	return nil
}

// issuer is who issues, as the profile that credentials hold.
func (p *Published) issuer(w http.ResponseWriter, r *http.Request) error {
	i := p.options.Ring.Issuer
	v := jsontree.Object(
		jsontree.M("@context", jsontree.Strings("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")),
		jsontree.M("id", jsontree.String(i.ID)),
		jsontree.M("type", jsontree.Strings("Profile")),
	)
	for _, m := range []struct{ name, text string }{{"name", i.Name}, {"url", i.URL}, {"description", i.Description}, {"email", i.Email}} {
		if m.text != "" {
			v = v.With(m.name, jsontree.String(m.text))
		}
	}
	if i.ID == "" {
		v = v.Without("id")
	}
	serve(w, r, "application/ld+json", anHour, jsontree.Append(nil, &v))
	return nil
}

func (p *Published) statusList(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("list"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	list, err := p.options.Registrar.StatusList(r.Context(), id)
	if err != nil {
		return err
	}
	serve(w, r, typeCredential, aMinute, list.Body)
	return nil
}

// badgeSize is how large a badge is in pixels, a side.
const badgeSize = 512

// badge is the picture of a programme's badge, without a credential.
func (p *Published) badge(w http.ResponseWriter, r *http.Request) error {
	name, isPNG := strings.CutSuffix(r.PathValue("name"), ".png")
	name, isSVG := strings.CutSuffix(name, ".svg")
	if isPNG == isSVG {
		return fault.New(fault.NotFound, "fault.no-page")
	}
	b, err := p.badgeOf(r.Context(), r.PathValue("issuer")+"/"+name)
	if err != nil {
		return err
	}
	if isSVG {
		serve(w, r, typeSVG, anHour, b.SVG())
		return nil
	}
	data, err := b.PNG(badgeSize)
	if err == nil {
		serve(w, r, typePNG, anHour, data)
	}
	return err
}

func (p *Published) badgeOf(ctx context.Context, programme string) (certificate.Badge, error) {
	rules, err := p.options.Registrar.Rules(ctx, p.options.Today())
	if err != nil {
		return certificate.Badge{}, err
	}
	found := rules.Set.Programme(programme)
	if found == nil {
		return certificate.Badge{}, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", programme))
	}
	return certificate.Badge{Programme: programme, Title: found.Title, Abbreviation: found.Awards.Abbreviation, Issuer: p.options.Ring.Issuer.Name}, nil
}

// credential answers with a credential in the form that its address ends in, or that the asker accepts.
func (p *Published) credential(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("code")
	typed, form, _ := strings.Cut(name, ".")
	parsed, err := code.Parse(typed)
	if err != nil {
		return fault.Because(err, fault.NotFound, "fault.no-credential", message.Op("code", typed))
	}
	if string(parsed) != typed { // typed as people type: one address for one thing
		to := p.prefix + registrar.CredentialPath(string(parsed))
		if form != "" {
			to += "." + url.PathEscape(form)
		}
		http.Redirect(w, r, to, http.StatusMovedPermanently) //nolint:gosec // a path of ours
		return nil
	}
	c, err := p.options.Registrar.Credential(r.Context(), string(parsed))
	if err != nil {
		return err
	}
	if form == "" {
		w.Header().Add("Vary", "Accept")
		if form = accepted(r.Header.Get("Accept")); form == "" {
			p.options.Page(w, r, c)
			return nil
		}
	}
	return p.form(w, r, c, form)
}

// accepted is the form for a program's Accept header, or nothing for a browser's.
func accepted(accept string) string {
	for part := range strings.SplitSeq(accept, ",") {
		media, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch strings.ToLower(strings.TrimSpace(media)) {
		case "text/html", "*/*":
			return ""
		case "application/vc+ld+json", "application/vc", "application/ld+json", "application/json":
			return "json"
		case "application/jwt", "application/vc+jwt", "text/plain":
			return "jwt"
		case typePDF:
			return "pdf"
		}
	}
	return ""
}

func (p *Published) form(w http.ResponseWriter, r *http.Request, c *registrar.Credential, form string) error {
	switch form {
	case "json":
		serve(w, r, typeCredential, aMinute, c.Document)
		return nil
	case "jwt":
		if c.Token == nil {
			return fault.New(fault.NotFound, "fault.no-token-form")
		}
		serve(w, r, typeToken, aMinute, c.Token)
		return nil
	case "qr.svg":
		picture, err := certificate.QR(p.options.Ring.Issuer.URL + registrar.CredentialPath(c.Code))
		if err == nil {
			serve(w, r, typeSVG, anHour, picture)
		}
		return err
	}
	b, err := p.badgeOf(r.Context(), c.Programme)
	if err != nil {
		return err
	}
	var data []byte
	media := map[string]string{"png": typePNG, "svg": typeSVG, "pdf": typePDF}[form]
	switch form {
	case "png":
		data, err = b.BakedPNG(string(c.Document), badgeSize)
	case "svg":
		data, err = b.BakedSVG(string(c.Document))
	case "pdf":
		w.Header().Set("Content-Disposition", `inline; filename="`+c.Code+`.pdf"`)
		data, err = p.paper(b, c).PDF(message.English())
	default:
		return fault.New(fault.NotFound, "fault.no-page")
	}
	if err != nil {
		return err
	}
	serve(w, r, media, aMinute, data)
	return nil
}

func (p *Published) paper(b certificate.Badge, c *registrar.Credential) certificate.Certificate {
	out := certificate.Certificate{
		Badge: b, Holder: c.Holder, Decided: c.Decided.Time(), From: c.Date.Time(), Code: code.Code(c.Code).String(),
		Address: p.options.Ring.Issuer.URL + registrar.CredentialPath(c.Code), Credential: c.Document, Version: c.Version,
	}
	if c.Until != 0 {
		out.Until = c.Until.Time()
	}
	return out
}
