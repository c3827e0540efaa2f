package api

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"testing"
)

const testhall = `profile: testhall
format: csv
candidate: Candidate
email: Email
name: [First, Last]
reference: Registration
issuer: microsoft
code: Exam
date: Date
layout: month/day/year
result: Grade
passes: Pass
fails: Fail
corrections: allowed
candidates: add
`

const header = "Registration,Candidate,First,Last,Email,Exam,Date,Grade\n"

// form makes a form of a profile and a file of results, and gives its media type.
func form(t *testing.T, profile, file string) (string, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, part := range [][2]string{{"profile", profile}, {"file", file}} {
		p, err := w.CreateFormFile(part[0], part[0]+".txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

// readNone is a body that nobody may have read a byte of.
type readNone struct{ t *testing.T }

func (r readNone) Read([]byte) (int, error) {
	r.t.Error("it was read")
	return 0, io.EOF
}

// A file of those who may send none is refused before it is taken in.
func TestAFileIsReadOnlyFromThoseWhoMaySendIt(t *testing.T) {
	o := open(t)
	for _, by := range []byte{'-', 'c', 'd', 'a'} {
		r := httptest.NewRequestWithContext(t.Context(), post, "/v1/feeds", readNone{t})
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Header.Set("Authorization", "Bearer "+o.bearers[by])
		want := http.StatusForbidden
		if by == '-' {
			r.Header.Del("Authorization")
			want = http.StatusUnauthorized
		}
		if w := o.send(r); w.Code != want {
			t.Errorf("%c: %d %s", by, w.Code, w.Body)
		}
	}
}
