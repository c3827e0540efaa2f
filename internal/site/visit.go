package site

import (
	"bytes"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

// visit is one request for a page.
type visit struct {
	*Site
	w http.ResponseWriter
	r *http.Request
	// by is who asks; the zero value is somebody who has not signed in.
	by registrar.Actor
}

// formSize is how many bytes a form may send.
const formSize = 256 << 10

// value is a value of the form that was sent, without the space around it.
func (v *visit) value(name string) string { return strings.TrimSpace(v.r.PostFormValue(name)) }

// page answers requests with f; what f could not do is shown as a page that says why.
func (s *Site) page(f func(*visit) error) http.HandlerFunc { return s.pageTaking(formSize, 0, f) }

// pageTaking is a page to which so many bytes may be sent by those who may do the act, or by everybody where none is named; others may send
// what every form may.
func (s *Site) pageTaking(most int64, needs registrar.Act, f func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Site: s, w: w, r: r}
		by, err := s.Actor(r)
		if err == nil {
			v.by = by
			size := most
			if needs != 0 && !by.May(needs) {
				size = formSize
			}
			r.Body = http.MaxBytesReader(w, r.Body, size)
			if v.tooLong(size) {
				return
			}
			if err = v.plainText(); err == nil {
				err = f(v)
			}
		}
		if err != nil {
			v.fail(err)
		}
	}
}

// tooLong reads the form that was sent, and answers for it where it is longer than may be. What else is wrong with a form is for its page
// to say.
func (v *visit) tooLong(size int64) bool {
	if v.r.Method != http.MethodPost {
		return false
	}
	err := v.r.ParseForm()
	if err == nil {
		err = v.r.ParseMultipartForm(formSize) // longer files are not kept in memory
	}
	if _, long := errors.AsType[*http.MaxBytesError](err); !long {
		return false
	}
	sentence := message.English().Sentence("fault.form-long", message.Op("most", int(size>>10)))
	if err := failedPage.show(v, http.StatusRequestEntityTooLarge, "Too long", failed{sentence, v.options.RequestID(v.r.Context())}); err != nil {
		http.Error(v.w, sentence, http.StatusRequestEntityTooLarge)
	}
	return true
}

// plainText refuses an address or a form with bytes that are no text, or a NUL: no database would find or keep it.
func (v *visit) plainText() error {
	texts := []string{v.r.URL.Path}
	for _, sent := range []url.Values{v.r.URL.Query(), v.r.PostForm} {
		for name, values := range sent {
			texts = append(append(texts, name), values...)
		}
	}
	for _, text := range texts {
		if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
			return fault.New(fault.Invalid, "fault.no-text")
		}
	}
	return nil
}

// frame is what surrounds every page.
type frame struct {
	Title string
	// Today is the business day.
	Today record.Date
	// By is who is signed in, or has no account.
	By registrar.Actor
	// Query is what was searched for.
	Query string
	// Outbox tells that letters are shown here instead of sent.
	Outbox bool
	// Verifies tells that credentials are checked here.
	Verifies bool
}

func (v *visit) frame(title string) frame {
	return frame{Title: title, Today: v.options.Today(), By: v.by, Outbox: v.options.Outbox != nil, Verifies: v.options.Verify != nil}
}

// show fills a template and sends it, whole or not at all.
func (t page[T]) show(v *visit, status int, title string, content T) error {
	return t.showIn(v, status, v.frame(title), content)
}

func (t page[T]) showIn(v *visit, status int, in frame, content T) error {
	var b bytes.Buffer
	if err := t.template.ExecuteTemplate(&b, "layout.html", filled[T]{in, content}); err != nil {
		return err
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if v.by.Account != 0 {
		h.Set("Cache-Control", "no-store")
	} else if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // who asked may be gone
	return nil
}

// Frame shows a page of another package in the site's frame. Its main heading is the title; the content follows it.
func (s *Site) Frame(w http.ResponseWriter, r *http.Request, title string, content template.HTML) {
	s.page(func(v *visit) error { return framedPage.show(v, http.StatusOK, title, content) })(w, r)
}

var framedPage = newPage[template.HTML]("framed.html")

var statuses = map[fault.Kind]int{
	fault.Unknown: http.StatusInternalServerError, fault.NotFound: http.StatusNotFound, fault.Invalid: http.StatusUnprocessableEntity,
	fault.Conflict: http.StatusConflict, fault.Forbidden: http.StatusForbidden, fault.Unavailable: http.StatusServiceUnavailable,
}

// failedPage says why something was not done.
type failed struct{ Sentence, Request string }

var failedPage = newPage[failed]("failed.html")

func (v *visit) fail(err error) {
	kind := fault.KindOf(err)
	status := statuses[kind]
	shown := failed{Request: v.options.RequestID(v.r.Context())}
	shown.Sentence = sentence(err)
	if status >= http.StatusInternalServerError {
		v.options.Log.ErrorContext(v.r.Context(), "page failed", "request", shown.Request, "path", v.r.URL.Path, "error", err)
	}
	title := map[int]string{
		http.StatusNotFound: "Not found", http.StatusUnprocessableEntity: "That cannot be", http.StatusConflict: "That no longer fits",
		http.StatusForbidden: "Not allowed", http.StatusServiceUnavailable: "Not just now", http.StatusInternalServerError: "Something went wrong here",
	}[status]
	if err := failedPage.show(v, status, title, shown); err != nil {
		http.Error(v.w, title, status)
	}
}

// sentence is what a fault says; of an error that nobody foresaw nothing is shown.
func sentence(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Sentence(message.English())
	}
	return ""
}

// nothing answers for every address that has no page.
func nothing(*visit) error { return fault.New(fault.NotFound, "fault.no-page") }

// download answers with a file to keep, which no cache keeps. Its name is ours, and plain.
func (v *visit) download(kind, name string, data []byte) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	_, _ = v.w.Write(data) // who asked may be gone
}
