package api

import (
	"testing"

	"waymark/internal/store/storetest"
)

// Whatever is sent along without an account is answered as the document says, and never with an error of ours.
func FuzzTry(f *testing.F) {
	o := newOffice(f, storetest.Open(f, storetest.SQLite(f)))
	for _, body := range []string{
		`{"record":{"evidence":[{"exam":"microsoft/70-290","date":"2004-03-01"}]},"programme":"microsoft/mcp"}`,
		`{"record":"evidence:\n  - exam: microsoft/70-290\n    date: 2004-03-01\n","what_if":["exam microsoft/70-270"],"day":"2005-01-01"}`,
		"{\"record\": 1,\n \"record\": {\"evidence\": [] } }",
		`{"goals":[{"programme":"microsoft/mcp","by":"2006-01-01"}],"record":{"evidence":[]},"offers":["offers: x\n",{"offers":{}}],"wishes":{"order":["cost"]}}`,
		`{"record":{}}`, `[]`, `{"record":"\u0000"}`, "\ufeff{}", `{"record":{"rulings":[{"waive":"x"}]}}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		o.tb = t
		o.ask('-', post, "/v1/audit", body)
		o.ask('-', post, "/v1/plan", body)
	})
}
