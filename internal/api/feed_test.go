package api

import (
	"bytes"
	"mime/multipart"
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
