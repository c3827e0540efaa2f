package api

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"waymark/internal/registrar"
	"waymark/internal/store/storetest"
)

// row is one operation as anybody might try it: what else is wrong with it must come after the permission.
type row struct {
	operation string
	path      string // where it differs from the document's
	body      string
	// may are those who may do it: c candidate (1 is their own record), n consultant, e employer, m manager, d decision-maker,
	// a administrator, - nobody signed in.
	may string
}

const (
	everybody = "-cnemda"
	signedIn  = "cnemda"
	because   = `"reason":"so"`
	anExam    = `{"item":"exam microsoft/70-290","date":"2004-03-01"}`
)

// rows is who may do every operation, as the body's rules say it, written apart from the program.
var rows = []row{
	{"audit-record", "", `{"record":{"evidence":[]},"programme":"microsoft/mcp"}`, everybody},
	{"plan-record", "", `{"record":{"evidence":[]},"goals":[{"programme":"microsoft/mcp"}]}`, everybody},
	{"list-programmes", "", "", everybody},
	{"read-programme", "/v1/programmes/microsoft/mcp", "", everybody},
	{"search", "/v1/search?q=70290", "", everybody},
	{"verify-credential", "", `{"credential":"{}"}`, everybody},
	{"credential-status", "/v1/credentials/0000000000000000", "", everybody},
	{"ask-link", "", `{"email":"nobody@example.org"}`, everybody},
	{"enter", "", `{"link":"x"}`, ""}, // the link is none, whoever tries it
	{"leave", "", "", signedIn},
	{"who-am-i", "", "", signedIn},
	{"list-keys", "", "", signedIn},
	{"make-key", "", `{"name":"x","scopes":["read"]}`, signedIn},
	{"take-back-key", "/v1/keys/99", "", signedIn},
	{"list-candidates", "", "", "mda"},
	{"add-candidate", "", `{"name":"Cy"}`, "m"},
	{"read-candidate", "/v1/candidates/1", "", "cmda"},
	{"read-candidate", "/v1/candidates/2", "", "mda"},
	{"identify", "/v1/candidates/1/identities", `{"kind":"x","value":"1"}`, "m"},
	{"rename-candidate", "/v1/candidates/1/name", `{"name":"Ana Roy",` + because + `}`, "m"},
	{"export-person", "/v1/candidates/1/export", "", "ca"},
	{"export-person", "/v1/candidates/2/export", "", "a"},
	{"record-evidence", "/v1/candidates/1/evidence", `{"evidence":[` + anExam + `]}`, "m"},
	{"state-evidence", "/v1/candidates/1/statements", `{"evidence":[` + anExam + `]}`, "cm"},
	{"state-evidence", "/v1/candidates/2/statements", `{"evidence":[` + anExam + `]}`, "m"},
	{"read-evidence", "/v1/candidates/1/evidence/999", "", "cmda"},
	{"correct-evidence", "/v1/candidates/1/evidence/999", `{"item":"exam microsoft/70-290","date":"2004-03-01",` + because + `}`, "m"},
	{"verify-evidence", "/v1/candidates/1/evidence/999/verification", `{"so":true,` + because + `}`, "m"},
	{"void-evidence", "/v1/candidates/1/evidence/999/void", `{` + because + `}`, "m"},
	{"audit-candidate", "/v1/candidates/1/audits/microsoft/mcp", "", "cmda"},
	{"audit-candidate", "/v1/candidates/2/audits/microsoft/mcp", "", "mda"},
	{"audit-candidate-all", "/v1/candidates/1/audits", "", "cmda"},
	{"audit-candidate-all", "/v1/candidates/2/audits", "", "mda"},
	{"plan-candidate", "/v1/candidates/1/plan", `{"goals":[{"programme":"microsoft/mcp"}]}`, "cmda"},
	{"plan-candidate", "/v1/candidates/2/plan", `{"goals":[{"programme":"microsoft/mcp"}]}`, "mda"},
	{"read-award", "/v1/candidates/1/awards/99", "", "cmda"},
	{"list-doubted", "", "", "md"},
	{"read-basis", "/v1/candidates/1/awards/99/basis", "", "cmda"},
	{"repeat-decision", "/v1/candidates/1/awards/99/repeat", "", "cmda"},
	{"suspend", "/v1/candidates/1/awards/99/suspension", `{"from":"2005-05-01",` + because + `}`, "d"},
	{"reinstate", "/v1/candidates/1/awards/99/reinstatement", `{"from":"2005-05-01",` + because + `}`, "d"},
	{"move-revocation", "/v1/candidates/1/awards/99/revocation", `{"from":"2005-05-01",` + because + `}`, "md"},
	{"read-issuing", "", "", "mda"},
	{"list-held", "", "", "mda"},
	{"list-signed", "/v1/issuing/signed?key=did:web:x%23key-1", "", "mda"},
	{"reissue", "/v1/candidates/1/awards/99/reissue", `{` + because + `}`, "d"},
	{"reissue-signed", "", `{"key":"did:web:x#key-1",` + because + `}`, "d"},
	{"list-motions", "", "", "md"},
	{"read-motion", "/v1/motions/99", "", "md"},
	{"second", "/v1/motions/99/second", `{"approve":true}`, "d"},
	{"move-ruling", "/v1/candidates/1/rulings", `{"kind":"waive","from":"2005-05-01",` + because + `}`, "md"},
	{"move-ruling-on-all", "", `{"kind":"waive","from":"2005-05-01",` + because + `}`, "md"},
	{"list-relations", "", "", "nemda"},
	{"declare-relation", "/v1/candidates/2/relations", `{"kind":"kin","from":"2004-01-01","until":"2004-01-02"}`, "nemda"},
	{"end-relation", "/v1/relations/99/end", `{"until":"2005-01-01"}`, "nemda"},
	{"list-merges", "", "", "mda"},
	{"merge-records", "", `{"keeper":1,"absorbed":99,"proof":"so"}`, "m"},
	{"undo-merge", "/v1/merges/99/undo", `{` + because + `}`, "m"},
	{"list-feeds", "", "", "m"},
	{"import-feed", "", "form", "m"},
	{"read-feed", "/v1/feeds/99", "", "m"},
	{"confirm-feed", "/v1/feeds/99/confirmation", "", "m"},
	{"list-quarantined", "/v1/feeds/99/quarantine", "", "m"},
	{"release-row", "/v1/feeds/99/quarantine/1/release", `{` + because + `}`, "m"},
	{"dismiss-row", "/v1/feeds/99/quarantine/1/dismissal", `{` + because + `}`, "m"},
	{"list-publications", "", "", everybody},
	{"preview-impact", "", `{"programmes":["microsoft/mcp"]}`, "md"},
	{"publish", "", `{"files":[{"name":"x.yaml","text":"kind: nonsense"}],"from":"2005-06-02",` + because + `}`, "d"},
	{"read-journal", "", "", "da"},
	{"verify-journal", "", "", "da"},
	{"list-accounts", "", "", "a"},
	{"read-account", "/v1/accounts/999", "", "a"},
	{"open-account", "", `{"email":"x@example.org","name":"X"}`, "a"},
	{"grant-role", "/v1/accounts/999/roles", `{"role":"manager","granted":true,` + because + `}`, "a"},
}

// atNoAddress are the acts that nobody does over the network: the program's own, and what writes a file on the server.
var atNoAddress = map[registrar.Act]bool{
	registrar.Settle: true, registrar.Backup: true, registrar.Issue: true,
}

// operations are all that the document declares, by id.
func (o *office) operations() map[string]*huma.Operation {
	all := map[string]*huma.Operation{}
	for _, path := range o.huma.OpenAPI().Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post, path.Put, path.Delete, path.Patch} {
			if op != nil {
				all[op.OperationID] = op
			}
		}
	}
	return all
}

func TestEveryOperationByEveryRole(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t)))
	all := o.operations()
	tried, acts := map[string]bool{}, map[registrar.Act]bool{}
	for _, r := range rows {
		op := all[r.operation]
		if op == nil {
			t.Errorf("there is no operation %s", r.operation)
			continue
		}
		tried[r.operation] = true
		declared := op.Metadata["operation"].(operation)
		acts[declared.act] = true
		if r.path == "" {
			r.path = op.Path
		}
		for _, letter := range []byte(everybody) {
			refused := o.refused(t, r, op.Method, letter)
			if may := strings.IndexByte(r.may, letter) >= 0; refused == may {
				t.Errorf("%s %s by %c: refused is %t (%s)", r.operation, r.path, letter, refused, o.last)
			}
			if r.operation == "leave" {
				o.signIn(t, letter)
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		if !tried[id] {
			t.Errorf("the operation %s has no row", id)
		}
	}
	for _, act := range registrar.Acts() {
		if acts[act] == atNoAddress[act] {
			t.Errorf("the act %s: has an operation is %t", act, acts[act])
		}
	}
}

// refused tries a row.
func (o *office) refused(t *testing.T, r row, method string, by byte) bool {
	t.Helper()
	headers := []string{}
	if r.body == "form" {
		var kind string
		r.body, kind = form(t, testhall, header)
		headers = append(headers, "Content-Type", kind)
	}
	if r.operation == "open-account" {
		r.body = strings.ReplaceAll(r.body, "x@", string(by)+"x@")
	}
	w := o.ask(by, method, r.path, r.body, headers...)
	o.last = w.Body.String()
	if w.Code >= 500 || w.Code == http.StatusBadRequest {
		t.Fatalf("%s by %c: %d %s", r.operation, by, w.Code, w.Body)
	}
	if w.Code == http.StatusUnauthorized && w.Header().Get("WWW-Authenticate") == "" {
		t.Errorf("%s by %c: 401 without WWW-Authenticate", r.operation, by)
	}
	return w.Code == http.StatusForbidden || w.Code == http.StatusUnauthorized
}

// A key does what its person may do, within its scopes and no further.
func TestScopes(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t)))
	for _, c := range []struct {
		scope string
		may   map[string]bool // read, feed, write
	}{
		{"read", map[string]bool{"read": true}},
		{"feed", map[string]bool{"feed": true}},
		{"write", map[string]bool{"write": true}},
	} {
		key := o.must(t, 201, 'm', post, "/v1/keys", fmt.Sprintf(`{"name":"x","scopes":[%q]}`, c.scope))["text"].(string)
		bearer := []string{"Authorization", "Bearer " + key}
		for scope, w := range map[string]int{
			"read":  o.ask('m', get, "/v1/candidates/1", "", bearer...).Code,
			"feed":  o.ask('m', get, "/v1/feeds", "", bearer...).Code,
			"write": o.ask('m', post, "/v1/candidates", `{"name":"Cy"}`, bearer...).Code,
		} {
			if scope == "read" { // one's relations are read, not declared
				if relations := o.ask('m', get, "/v1/relations", "", bearer...).Code; relations != w {
					t.Errorf("a key of the scope %s asked for relations: %d", c.scope, relations)
				}
			}
			if refused := w == http.StatusForbidden; refused == c.may[scope] {
				t.Errorf("a key of the scope %s asked for %s: %d", c.scope, scope, w)
			}
		}
		for _, path := range []string{"/v1/keys", "/v1/accounts"} {
			if w := o.ask('m', get, path, "", bearer...); w.Code != http.StatusForbidden {
				t.Errorf("a key saw %s: %d", path, w.Code)
			}
		}
		if me := o.must(t, 200, 'm', get, "/v1/me", "", bearer...); fmt.Sprint(me["scopes"]) != "["+c.scope+"]" {
			t.Errorf("%v", me)
		}
	}
	keys := o.must(t, 200, 'm', get, "/v1/keys", "")["items"].([]any)
	if len(keys) != 3 {
		t.Fatalf("%v", keys)
	}
	o.must(t, 204, 'm', del, "/v1/keys/1", "")
	o.must(t, 404, 'm', del, "/v1/keys/1", "")
	o.must(t, 404, 'd', del, "/v1/keys/2", "") // another's
}

// Who is not known is told so, and how to sign in.
func TestUnknownSecrets(t *testing.T) {
	o := newOffice(t, storetest.Open(t, storetest.SQLite(t)))
	for _, said := range []string{"Bearer waymark_nonsense", "Bearer nonsense", "Bearer", "Basic YTpi", "Bearer \xff"} {
		for _, path := range []string{"/v1/me", "/v1/programmes", "/v1/candidates/1"} {
			w := o.ask('-', get, path, "", "Authorization", said)
			if w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s with %q: %d %s", path, said, w.Code, w.Body)
			}
		}
	}
	o.must(t, 204, 'm', del, "/v1/session", "")
	o.must(t, 401, 'm', get, "/v1/me", "")
}
