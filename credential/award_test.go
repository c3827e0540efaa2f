package credential_test

import (
	"crypto/ed25519"
	"testing"
	"time"

	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/credential/status"
)

// full is an award that uses every field.
func full(issuer string) credential.Award {
	at := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	return credential.Award{
		ID: "urn:uuid:0199b1c2-7f00-7a00-8000-000000000001", Name: "Network Engineer", Description: "Awarded by rule.",
		Issuer:    credential.Profile{ID: issuer, Name: "Exam Board", URL: "https://board.example/", Email: "awards@board.example", Image: credential.Image{ID: "https://board.example/logo.png", Caption: "Logo"}},
		Recipient: credential.Recipient{Identities: []credential.Identity{{Type: "emailAddress", Hash: credential.HashIdentity("ada@example.org", "k7"), Salt: "k7"}}},
		Achievement: credential.Achievement{
			ID: "https://board.example/programmes/engineer", Type: "Certification", Name: "Network Engineer", Description: "Plans and runs networks.",
			CriteriaURL: "https://board.example/programmes/engineer/rules", Criteria: "Four core exams and one elective.",
			Image: credential.Image{ID: "https://board.example/engineer.png"},
			Alignments: []credential.Alignment{{
				URL: "https://credentialfinder.org/credential/1", Name: "Network Engineer", Type: "CTDL", Framework: "CTDL", Code: "ce-1", Description: "As described there.",
			}},
			Results: []credential.ResultDescription{{ID: "urn:uuid:0199b1c2-7f00-7a00-8000-000000000002", Name: "Exam 70-216", Type: "RawScore", Min: "0", Max: "1000", Required: "700"}},
			Creator: &credential.Profile{ID: issuer, Name: "Exam Board"}, Tags: []string{"network"}, Code: "NE", Field: "Networks", Version: "2", InLanguage: "en",
		},
		Results:  []credential.Result{{Description: "urn:uuid:0199b1c2-7f00-7a00-8000-000000000002", Value: "812", Status: "Completed"}},
		Evidence: []credential.Evidence{{ID: "https://board.example/reports/1", Name: "Audit", Narrative: "How each requirement was met."}},
		Image:    credential.Image{ID: "https://board.example/awards/1.png", Caption: "Badge"},
		Awarded:  at, ValidFrom: at, ValidUntil: at.AddDate(3, 0, 0),
		Status:      status.Entry{Purpose: status.Revocation, Index: 94_567, List: "https://board.example/status/1"},
		NamesSchema: true,
	}
}

func signer(tb testing.TB) key.Signer {
	tb.Helper()
	s, err := key.FromPrivate(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestFullAwardKeepsToTheSchemaAndIsIssued(t *testing.T) {
	s := signer(t)
	v, err := full(key.DIDKey(s.Public())).Build()
	if err != nil {
		t.Fatal(err)
	}
	for _, suite := range []*proof.Suite{proof.EdDSARDFC, proof.EdDSAJCS} {
		data, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: suite, Method: key.DIDKeyMethod(s.Public())}, s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := credential.Issue(rdf.Default(), v, proof.Options{Suite: suite, Method: key.DIDKeyMethod(s.Public())}, s)
		if err != nil || string(again) != string(data) {
			t.Errorf("%s: the same award gives other bytes, %v", suite.Name, err)
		}
		signed, err := jsontree.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if err := credential.Check(&signed); err != nil {
			t.Errorf("%s: the signed credential: %v", suite.Name, err)
		}
	}
}

func TestWhatIsMissingIsSaid(t *testing.T) {
	for want, spoil := range map[string]func(*credential.Award){
		"schema.broken": func(a *credential.Award) { a.Achievement.Name = "" },
		"model.issuer":  func(a *credential.Award) { a.Issuer.ID = "the board" },
		"model.order":   func(a *credential.Award) { a.ValidUntil = a.ValidFrom.AddDate(-1, 0, 0) },
		"model.id":      func(a *credential.Award) { a.ID = "1" },
	} {
		a := full("did:web:board.example")
		spoil(&a)
		if _, err := a.Build(); flaw.Code(err) != want {
			t.Errorf("want %s, got %v", want, err)
		}
	}
}

// What a context does not define would not be signed, so it is not issued, under any suite.
func TestLostDataIsNotIssued(t *testing.T) {
	s := signer(t)
	v, err := full(key.DIDKey(s.Public())).Build()
	if err != nil {
		t.Fatal(err)
	}
	for want, spoiled := range map[string]jsontree.Value{
		"jsonld.undefined-term": v.With("favouriteColour", jsontree.String("red")),
		"jsonld.relative-type":  v.With("type", jsontree.Strings("VerifiableCredential", "OpenBadgeCredential", "Bogus")),
		"jsonld.relative-id":    v.With("evidence", jsontree.Object(jsontree.M("type", jsontree.String("Evidence")), jsontree.M("id", jsontree.String("x:/a b")))),
	} {
		for _, suite := range []*proof.Suite{proof.EdDSARDFC, proof.EdDSAJCS} {
			_, err := credential.Issue(rdf.Default(), spoiled, proof.Options{Suite: suite, Method: key.DIDKeyMethod(s.Public())}, s)
			if code := flaw.Code(err); code != want && code != "model.id" {
				t.Errorf("%s with %s: %v", want, suite.Name, err)
			}
		}
	}
}
