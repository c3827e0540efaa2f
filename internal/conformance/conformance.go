// Package conformance answers the routes that outside test suites of Verifiable Credentials call: it issues whatever
// credential it is given, in any issuer's name, and verifies credentials and presentations.
//
// Make an [Instance] with [New] and serve its [Instance.Handler] on this machine. Each suite of signatures has its own
// address; [Instance.Implementation] lists them in the form that the suites read.
//
// It has keys of its own, made when it starts and gone when it ends. It never sees the registrar, a store or an issuer's
// keys, and no other server includes it: what signs for anybody may sign for nobody real.
package conformance

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/credential/status"
)

// maxBody bounds a request.
const maxBody = 8 << 20

// Instance is one run of the conformance server.
type Instance struct {
	base    string
	now     func() time.Time
	issuers []*issuer
	// contexts are the built-in ones and that of the specification's examples.
	contexts *rdf.Processor

	mu    sync.Mutex
	lists map[string]*status.List
	// given are the indices of credentials in the lists, by the credential's identifier.
	given map[string]int
	next  int
}

// examples is the context that the examples of the data model's specification stand under: it gives every word a meaning,
// so that it is good for examples only, and credentials of others never get it.
func examples(address string) ([]byte, bool) {
	return []byte(`{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}`), address == "https://www.w3.org/ns/credentials/examples/v2"
}

// issuer signs in one way with a key of its own.
type issuer struct {
	name  string
	suite *proof.Suite // nil: a token
	kind  key.Kind
	// status tells that the credentials get entries in the instance's status lists.
	status bool
	// tags are what the outside suites choose it by.
	tags []string

	signer key.Signer
}

func (i *issuer) did() string { return key.DIDKey(i.signer.Public()) }

// New makes an instance that is reached at base, such as https://127.0.0.1:8443, with keys of its own.
func New(base string, now func() time.Time) (*Instance, error) {
	c := &Instance{base: strings.TrimSuffix(base, "/"), now: now, lists: map[string]*status.List{}, given: map[string]int{}, contexts: rdf.New(examples)}
	c.issuers = []*issuer{
		{name: "eddsa-rdfc-2022", suite: proof.EdDSARDFC, kind: key.Ed25519, tags: []string{"eddsa-rdfc-2022", "vc2.0", "vc-api"}},
		{name: "eddsa-jcs-2022", suite: proof.EdDSAJCS, kind: key.Ed25519, tags: []string{"eddsa-jcs-2022"}},
		{name: "ecdsa-rdfc-2019-p256", suite: proof.ECDSARDFC, kind: key.P256, tags: []string{"ecdsa-rdfc-2019"}},
		{name: "ecdsa-rdfc-2019-p384", suite: proof.ECDSARDFC, kind: key.P384, tags: []string{"ecdsa-rdfc-2019"}},
		{name: "ecdsa-jcs-2019-p256", suite: proof.ECDSAJCS, kind: key.P256, tags: []string{"ecdsa-jcs-2019"}},
		{name: "ecdsa-jcs-2019-p384", suite: proof.ECDSAJCS, kind: key.P384, tags: []string{"ecdsa-jcs-2019"}},
		{name: "bitstring-status-list", suite: proof.EdDSARDFC, kind: key.Ed25519, status: true, tags: []string{"BitstringStatusList"}},
		{name: "es256", kind: key.P256, tags: []string{"EnvelopingProof"}},
	}
	for _, i := range c.issuers {
		var err error
		if i.signer, err = key.Generate(i.kind, rand.Reader); err != nil {
			return nil, err
		}
	}
	for _, purpose := range []string{status.Revocation, status.Suspension} {
		list, err := status.New(status.MinSize)
		if err != nil {
			return nil, err
		}
		c.lists[purpose] = list
	}
	return c, nil
}

// Handler gives the routes.
func (c *Instance) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, c.Implementation()) })
	mux.HandleFunc("POST /credentials/issue", c.routeIssue)
	mux.HandleFunc("POST /{name}/credentials/issue", c.routeIssue)
	mux.HandleFunc("POST /credentials/verify", c.routeVerify)
	mux.HandleFunc("POST /presentations/verify", c.routePresentation)
	mux.HandleFunc("POST /credentials/status", c.routeStatus)
	mux.HandleFunc("GET /status-lists/{purpose}", c.routeList)
	mux.HandleFunc("POST /status-lists/{purpose}/publish", c.routePublish)
	return http.MaxBytesHandler(mux, maxBody)
}

// endpoint is one address in the form of the outside suites.
type endpoint struct {
	ID       string   `json:"id"`
	Endpoint string   `json:"endpoint"`
	Tags     []string `json:"tags"`
	KeyTypes []string `json:"supportedEcdsaKeyTypes,omitempty"`
	Supports any      `json:"supports,omitempty"`
}

// Implementation describes the instance as the implementations of the outside suites are described; it is what GET / gives.
type Implementation struct {
	Name           string     `json:"name"`
	Implementation string     `json:"implementation"`
	Issuers        []endpoint `json:"issuers"`
	Verifiers      []endpoint `json:"verifiers"`
	VPVerifiers    []endpoint `json:"vpVerifiers"`
	SetStatusLists []endpoint `json:"setStatusLists"`
}

// Implementation gives the description.
func (c *Instance) Implementation() Implementation {
	d := Implementation{Name: "Waymark", Implementation: "Waymark"}
	for _, i := range c.issuers {
		e := endpoint{ID: i.did(), Endpoint: c.base + "/" + i.name + "/credentials/issue", Tags: i.tags}
		if i.kind == key.P256 || i.kind == key.P384 {
			e.KeyTypes = []string{i.kind.String()}
		}
		if i.suite != nil {
			e.Supports = map[string][]string{"vc": {"1.1", "2.0"}}
		}
		d.Issuers = append(d.Issuers, e)
		e.Endpoint, e.ID = c.base+"/credentials/verify", i.did()+"#verifier"
		d.Verifiers = append(d.Verifiers, e)
		e.Endpoint = c.base + "/presentations/verify"
		d.VPVerifiers = append(d.VPVerifiers, e)
		if i.status {
			e.Endpoint = c.base + "/credentials/status"
			d.SetStatusLists = append(d.SetStatusLists, e)
		}
	}
	return d
}

// body reads a request's JSON object.
func body(w http.ResponseWriter, r *http.Request) (jsontree.Value, bool) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		refuse(w, http.StatusRequestEntityTooLarge, "PARSING_ERROR", fmt.Sprintf("the request is larger than %d MiB", maxBody>>20))
		return jsontree.Value{}, false
	}
	v, err := jsontree.Parse(data)
	if err == nil && v.Kind != jsontree.Map {
		err = errors.New("the request must be a JSON object")
	}
	if err != nil {
		refuse(w, http.StatusBadRequest, "PARSING_ERROR", err.Error())
		return jsontree.Value{}, false
	}
	return v, true
}

func (c *Instance) routeIssue(w http.ResponseWriter, r *http.Request) {
	var with *issuer
	for _, i := range c.issuers {
		if i.name == r.PathValue("name") || r.PathValue("name") == "" && with == nil {
			with = i
		}
	}
	if with == nil {
		refuse(w, http.StatusNotFound, "MALFORMED_VALUE_ERROR", "nothing issues under this address")
		return
	}
	request, ok := body(w, r)
	if !ok {
		return
	}
	given := request.Get("credential")
	if given == nil || given.Kind != jsontree.Map {
		refuse(w, http.StatusBadRequest, "MALFORMED_VALUE_ERROR", "the request has no object “credential”")
		return
	}
	signed, err := c.issue(with, *given)
	if err != nil {
		if flaw.Code(err) == "" {
			refuse(w, http.StatusInternalServerError, "PROOF_GENERATION_ERROR", err.Error())
			return
		}
		refuse(w, http.StatusBadRequest, problemType(flaw.Code(err), "PROOF_GENERATION_ERROR"), err.Error())
		return
	}
	write(w, http.StatusCreated, jsontree.Object(jsontree.M("verifiableCredential", signed)))
}

// issue signs a credential as it stands, with what the older data model wants added.
func (c *Instance) issue(with *issuer, v jsontree.Value) (jsontree.Value, error) {
	if with.suite != nil && v.Get("@context").HasText(credential.ContextV1) {
		v = c.older(v)
	}
	if with.status {
		v = c.listed(v)
	}
	if with.suite == nil {
		token, err := credential.IssueToken(c.contexts, v, key.DIDKeyMethod(with.signer.Public()), with.signer)
		return credential.Envelop(token), err
	}
	data, err := credential.Issue(c.contexts, v, proof.Options{
		Suite: with.suite, Method: key.DIDKeyMethod(with.signer.Public()), Created: c.now(),
	}, with.signer)
	if err != nil {
		return v, err
	}
	signed, err := jsontree.Parse(data)
	if err != nil {
		return v, err
	}
	if proofs := signed.Get("proof").Each(); len(proofs) == 1 && credential.SchemaOf(&signed) == "" {
		// The suites of the W3C reach into a single proof as an object; Open Badges ask for an array.
		signed = signed.With("proof", proofs[0])
	}
	return signed, nil
}

// integrityContext defines proofs where the contexts of VC 1.1 do not.
const integrityContext = "https://w3id.org/security/data-integrity/v2"

// older adds to a credential of VC 1.1 the context of its proof and the date that the model demands.
func (c *Instance) older(v jsontree.Value) jsontree.Value {
	if contexts := v.Get("@context"); contexts.Kind == jsontree.List && !contexts.HasText(integrityContext) {
		v = v.With("@context", jsontree.Array(append(append([]jsontree.Value{}, contexts.Items...), jsontree.String(integrityContext))...))
	}
	if v.Get("issuanceDate") == nil {
		v = v.With("issuanceDate", jsontree.String(c.now().UTC().Format("2006-01-02T15:04:05Z")))
	}
	return v
}

// answer writes a JSON answer.
func answer(w http.ResponseWriter, code int, v any) { answerAs(w, "application/json", code, v) }

func answerAs(w http.ResponseWriter, media string, code int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", media)
	w.WriteHeader(code)
	_, _ = w.Write(data) // who asked is gone
}

func write(w http.ResponseWriter, code int, v jsontree.Value) {
	answer(w, code, json.RawMessage(jsontree.Append(nil, &v)))
}

// problem is one fault in the form of RFC 9457.
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Status int    `json:"status,omitempty"`
}

// The types of problems are those of the data model and of Data Integrity.
const (
	modelProblems     = "https://www.w3.org/TR/vc-data-model#"
	integrityProblems = "https://w3id.org/security#"
)

func newProblem(name, detail string) problem {
	base := integrityProblems
	if name == "PARSING_ERROR" || name == "MALFORMED_VALUE_ERROR" || name == "CRYPTOGRAPHIC_SECURITY_ERROR" {
		base = modelProblems
	}
	return problem{Type: base + name, Title: name, Detail: detail}
}

func refuse(w http.ResponseWriter, code int, name, detail string) {
	p := newProblem(name, detail)
	p.Status = code
	answerAs(w, "application/problem+json", code, struct {
		problem
		Verified bool      `json:"verified"`
		Problems []problem `json:"problemDetails"`
	}{p, false, []problem{newProblem(name, detail)}})
}

// problemType names the problem that a flaw is, or gives otherwise.
func problemType(code, otherwise string) string {
	switch family, _, _ := strings.Cut(code, "."); family {
	case "json", "jwt":
		return "PARSING_ERROR"
	case "model", "schema":
		return "MALFORMED_VALUE_ERROR"
	case "jsonld":
		return "DATA_LOSS_DETECTION_ERROR"
	case "rdf":
		return "PROOF_TRANSFORMATION_ERROR"
	}
	return otherwise
}
