package verify_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"waymark/credential/outside"
	"waymark/verify"
)

var now = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// world is the small part of the web that the examples need, served from files.
func world(tb testing.TB) func(string) ([]byte, error) {
	tb.Helper()
	dids := outside.Folder(tb, "dcc-fixtures/dids")
	lists := outside.Folder(tb, "openbadges3/examples/bit-string-list")
	return func(address string) ([]byte, error) {
		if name, ok := strings.CutPrefix(address, "https://digitalcredentials.github.io/vc-test-fixtures/dids/"); ok {
			return os.ReadFile(filepath.Join(dids, name))
		}
		if strings.HasSuffix(address, "/ob30/bit-string-list/testlist") {
			return os.ReadFile(filepath.Join(lists, "testlist"))
		}
		return nil, errors.New("no such page")
	}
}

// judged gives the outcome and what each step that is not good says first.
func judged(tb testing.TB, path string) string {
	tb.Helper()
	v := verify.Verify(outside.Read(tb, path), verify.Options{Now: now, Fetch: world(tb)})
	parts := []string{v.Outcome.String()}
	for _, s := range v.Steps {
		if s.Outcome == verify.Failed || s.Outcome == verify.Unknown {
			parts = append(parts, s.Name+"="+s.Notes[0].Code)
		}
	}
	return strings.Join(parts, " ")
}

// The examples of 1EdTech. Their issuers cannot be reached, so a good one is not passed but unknown, for that alone: the
// key stands in the credential itself. Each broken one is refused, and the first reason is its own.
func TestExamplesOf1EdTech(t *testing.T) {
	const good = "unknown issuer=verify.issuer-reference"
	want := map[string]string{
		"simple.json": good, "simple.1ob": good, "simple_v1.json": good, "simple-context-alias.json": good,
		"simple-context-version.json": good, "simple-did-web-method.json": good, "simple-eddsa-2022.json": good,
		"simple-multiple-proofs.json": good, "endorsement-valid.json": good, "bit-string-list/testlist": good,
		"simple-json.png": good, "simple-json.svg": good, "simple-jwt.png": good, "simple-jwt.svg": good,
		"simple-jwt_v1.png": good, "simple-jwt_v1.svg": good,
		"simple-did-key-method.json":                                 "unknown issuer=verify.issuer-unbound",
		"complete.json":                                              good + " status=verify.status-unfetched",
		"credential-status-revoked.json":                             "unknown issuer=verify.issuer-unproved proof=key.fetch status=verify.status-unfetched",
		"bit-string-list/credential-status-revoked.json":             "failed issuer=verify.issuer-reference status=verify.revoked",
		"bit-string-list/credential-status-revoked-blank-nodes.json": "failed issuer=verify.issuer-reference status=verify.revoked",
		// A type inside that no context defines, and dates long past.
		"complete_v1.json": "failed parse=jsonld.relative-type issuer=verify.issuer-unproved proof=key.fetch dates=verify.expired status=verify.status-unfetched",
		// Selective disclosure is not read here yet.
		"sd/derivedcredential.json": "unknown proof=proof.suite",
		// A draft's context that was never published for good, no key named.
		"simple.jwt":   "unknown parse=jsonld.unknown-context issuer=verify.issuer-unproved proof=verify.no-key-id",
		"velocity.jwt": "failed parse=jsonld.unknown-context issuer=verify.issuer-unproved proof=key.did-method status=verify.status-type",

		"simple-noproof.json":                             "failed issuer=verify.issuer-unproved proof=verify.no-proof",
		"simple-err-context.json":                         "failed parse=model.context",
		"simple-err-issuer.json":                          "failed parse=model.no-issuer",
		"simple-err-expired.json":                         "failed issuer=verify.issuer-reference dates=verify.expired",
		"simple-err-issued.json":                          "failed schema=schema.broken issuer=verify.issuer-reference dates=verify.not-yet",
		"simple-err-proof-value.json":                     "failed issuer=verify.issuer-reference proof=proof.signature",
		"simple-err-proof-method.json":                    "unknown issuer=verify.issuer-unproved proof=key.fetch",
		"simple-err-proof-method-no-scheme.json":          "failed issuer=verify.issuer-unproved proof=key.method",
		"simple-err-proof-method-unknown-scheme.json":     "failed issuer=verify.issuer-unproved proof=key.method",
		"simple-err-proof-method-unknown-did-method.json": "failed issuer=verify.issuer-unproved proof=key.did-method",
		"endorsement-err-schema-status-refresh.json":      "failed issuer=verify.issuer-reference proof=proof.signature status=verify.status-unfetched",
		"simple-err-type.json":                            "failed parse=jsonld.relative-type issuer=verify.issuer-reference proof=jsonld.relative-type",
	}
	for _, name := range []string{
		"credential-subject-achievement-result-description", "credential-subject-identifier", "credential-subject-profile",
		"credential-subject-result", "credential-subject", "evidence", "issuer-otheridentifier", "issuer-parentorg", "issuer",
	} {
		want["simple-err-"+name+"-type.json"] = "failed parse=jsonld.relative-type schema=schema.broken issuer=verify.issuer-reference proof=jsonld.relative-type"
	}
	root := outside.Folder(t, "openbadges3/examples")
	got := map[string]string{}
	walk(t, root, func(path, name string) { got[name] = judged(t, path) })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func walk(t *testing.T, root string, visit func(path, name string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		visit(path, filepath.ToSlash(strings.TrimPrefix(path, root+string(filepath.Separator))))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// expected reads from the name of a fixture of the Digital Credentials Consortium what it is. Their status lists are not
// among the data, so what has a status stays unknown.
func expected(name string) string {
	odd := map[string]string{
		// The file is empty.
		"v1/ed25519/didKey/legacy-noStatus-noExpiry.json": "failed parse=json.end",
		// Its validUntil is of 2010, whatever its name.
		"v2/dataIntegrityProof/didKey/noRegistry-revokedStatus-noExpiry.json": "failed dates=verify.expired status=verify.status-unfetched",
	}
	if want, ok := odd[name]; ok {
		return want
	}
	base := filepath.Base(name)
	says := func(word string) bool { return strings.Contains(base, word) }
	var faults []string
	failed := false
	fault := func(text string, bad bool) { faults, failed = append(faults, text), failed || bad }
	switch {
	case says("badSchema"), says("credName"), says("credSubjName"), says("identityHash"):
		// The latter three have the achievementType "Program", which the official schema does not list.
		fault("schema=schema.broken", true)
	}
	if says("badDidWeb") {
		fault("issuer=verify.issuer-unproved", false)
		fault("proof=key.fetch", false)
	}
	if says("tampered.") {
		fault("proof=proof.signature", true)
	}
	switch {
	case says("notYetValid."):
		fault("dates=verify.not-yet", true)
	case says("-expired."):
		fault("dates=verify.expired", true)
	}
	if !says("noStatus") && !says("badDidWeb") {
		fault("status=verify.status-unfetched", false)
	}
	outcome := "passed"
	if failed {
		outcome = "failed"
	} else if len(faults) > 0 {
		outcome = "unknown"
	}
	return strings.Join(append([]string{outcome}, faults...), " ")
}

func TestFixturesOfDCC(t *testing.T) {
	root := outside.Folder(t, "dcc-fixtures/verifiableCredentials")
	n := 0
	walk(t, root, func(path, name string) {
		if !strings.HasSuffix(name, ".json") {
			return // the pictures are QR codes
		}
		n++
		if diff := cmp.Diff(expected(name), judged(t, path)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	})
	if n != 91 {
		t.Errorf("%d fixtures, there were 91", n)
	}
}
