package verify_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime"
	"strconv"
	"testing"

	"github.com/piprate/json-gold/ld"

	"waymark/credential"
	"waymark/credential/embedded"
	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
	"waymark/credential/status"
	"waymark/verify"
)

// typical is an award of the size that issuers make: about 3.7 KB and 88 quads.
func typical(issuer string) credential.Award {
	a := award(issuer)
	a.Name, a.Description = "Network Engineer", "Awarded to those who plan, build and run networks of many sites by the rules of the programme."
	a.Issuer.URL, a.Issuer.Email = "https://board.example/", "awards@board.example"
	a.Issuer.Image = credential.Image{ID: "https://board.example/images/logo.png", Caption: "The logo of the Exam Board"}
	a.Achievement.Type, a.Achievement.CriteriaURL = "Certification", "https://board.example/programmes/engineer/rules"
	a.Achievement.Criteria = "Four core exams (70-210, 70-215, 70-216, 70-217), one design exam of three, and two electives of twelve; none may count twice."
	a.Achievement.Tags, a.Achievement.InLanguage = []string{"network", "server", "design"}, "en"
	for i := range 3 {
		id := fmt.Sprintf("urn:uuid:0199b1c2-7f00-7a00-8000-00000000010%d", i)
		a.Achievement.Results = append(a.Achievement.Results, credential.ResultDescription{ID: id, Name: fmt.Sprintf("Exam 70-21%d", i), Type: "RawScore", Min: "0", Max: "1000", Required: "700"})
		a.Results = append(a.Results, credential.Result{Description: id, Value: strconv.Itoa(780 + i), Status: "Completed"})
		a.Achievement.Alignments = append(a.Achievement.Alignments, credential.Alignment{
			URL: fmt.Sprintf("https://credentialfinder.org/credential/%d", i), Name: "Network and computer systems administrators", Type: "CTDL", Framework: "CTDL", Code: fmt.Sprintf("ce-%d", i),
		})
	}
	a.Evidence = []credential.Evidence{{ID: "https://board.example/reports/1", Name: "Audit", Narrative: "How each requirement was met, and by which exam."}}
	a.Status = status.Entry{Purpose: status.Revocation, Index: 94_567, List: "https://board.example/status/1"}
	a.NamesSchema = true
	return a
}

// rate gives what reports how many were done a second, and a second of processor time: on a machine that others use too,
// only the latter says how fast we are.
func rate(b *testing.B, done string) func() {
	b.Helper()
	begin := processor()
	return func() {
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), done+"/s")
		if spent := processor() - begin; spent > 0 {
			b.ReportMetric(float64(b.N)/spent.Seconds(), done+"/cpu-s")
		}
	}
}

func BenchmarkIssue(b *testing.B) {
	for _, c := range []struct {
		suite *proof.Suite
		kind  key.Kind
	}{{proof.EdDSARDFC, key.Ed25519}, {proof.EdDSAJCS, key.Ed25519}, {proof.ECDSARDFC, key.P256}, {proof.ECDSAJCS, key.P256}} {
		b.Run(c.suite.Name, func(b *testing.B) {
			s := generated(b, c.kind)
			v, err := typical(key.DIDKey(s.Public())).Build()
			if err != nil {
				b.Fatal(err)
			}
			o := proof.Options{Suite: c.suite, Method: key.DIDKeyMethod(s.Public()), Created: now}
			b.ReportAllocs()
			done := rate(b, "issued")
			for b.Loop() {
				if _, err := credential.Issue(rdf.Default(), v, o, s); err != nil {
					b.Fatal(err)
				}
			}
			done()
		})
	}
	b.Run("ES256", func(b *testing.B) {
		s := generated(b, key.P256)
		v, err := typical(key.DIDKey(s.Public())).Build()
		if err != nil {
			b.Fatal(err)
		}
		done := rate(b, "issued")
		for b.Loop() {
			if _, err := credential.IssueToken(rdf.Default(), v, key.DIDKeyMethod(s.Public()), s); err != nil {
				b.Fatal(err)
			}
		}
		done()
	})
	b.Run("eddsa-rdfc-2022 with build, schema and self-check", func(b *testing.B) {
		s := generated(b, key.Ed25519)
		a := typical(key.DIDKey(s.Public()))
		done := rate(b, "issued")
		for b.Loop() {
			data := issue(b, a, proof.EdDSARDFC, s)
			if v := verify.Verify(data, verify.Options{Now: now}); v.Outcome == verify.Failed {
				b.Fatal(told(v))
			}
		}
		done()
	})
	for _, cores := range []int{1, 2} {
		b.Run(fmt.Sprintf("eddsa-rdfc-2022 on cores %d", cores), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			s := generated(b, key.Ed25519)
			v, err := typical(key.DIDKey(s.Public())).Build()
			if err != nil {
				b.Fatal(err)
			}
			o := proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public()), Created: now}
			done := rate(b, "issued")
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := credential.Issue(rdf.Default(), v, o, s); err != nil {
						b.Error(err)
					}
				}
			})
			done()
		})
	}
	b.Run("json-gold", func(b *testing.B) {
		s := generated(b, key.Ed25519)
		v, err := typical(key.DIDKey(s.Public())).Build()
		if err != nil {
			b.Fatal(err)
		}
		text := jsontree.Append(nil, &v)
		private := ed25519.NewKeyFromSeed(make([]byte, 32))
		done := rate(b, "issued")
		for b.Loop() {
			ed25519.Sign(private, goldHash(b, text, nil))
		}
		done()
	})
}

// A list of 1,048,576 entries with one more revoked: set, packed and signed again.
func BenchmarkStatusList(b *testing.B) {
	list, err := status.New(1 << 20)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; i < list.Size(); i += 97 {
		list.Put(i*i%list.Size(), true)
	}
	s := generated(b, key.Ed25519)
	o := proof.Options{Suite: proof.EdDSARDFC, Method: key.DIDKeyMethod(s.Public()), Created: now}
	n := 0
	for b.Loop() {
		n += 7919
		list.Put(n%list.Size(), true)
		v := list.Credential("https://board.example/status/1", key.DIDKey(s.Public()), status.Revocation, now, now.AddDate(0, 0, 1))
		if _, err := credential.Issue(rdf.Default(), v, o, s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	s := generated(b, key.Ed25519)
	data := issue(b, typical(key.DIDKey(s.Public())), proof.EdDSARDFC, s)
	document, err := jsontree.Parse(data)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d bytes", len(data))
	b.Run("proof", func(b *testing.B) {
		b.ReportAllocs()
		done := rate(b, "verified")
		for b.Loop() {
			if err := proof.Verify(rdf.Default(), document, document.Get("proof").Items[0], s.Public()); err != nil {
				b.Fatal(err)
			}
		}
		done()
	})
	b.Run("parse and proof", func(b *testing.B) {
		done := rate(b, "verified")
		for b.Loop() {
			v, err := jsontree.Parse(data)
			if err != nil {
				b.Fatal(err)
			}
			if err := proof.Verify(rdf.Default(), v, v.Get("proof").Items[0], s.Public()); err != nil {
				b.Fatal(err)
			}
		}
		done()
	})
	b.Run("ES256", func(b *testing.B) {
		s := generated(b, key.P256)
		v, err := typical(key.DIDKey(s.Public())).Build()
		if err != nil {
			b.Fatal(err)
		}
		text, err := credential.IssueToken(rdf.Default(), v, key.DIDKeyMethod(s.Public()), s)
		if err != nil {
			b.Fatal(err)
		}
		done := rate(b, "verified")
		for b.Loop() {
			token, err := jwt.Parse(text)
			if err != nil {
				b.Fatal(err)
			}
			if err := token.Verify(s.Public()); err != nil {
				b.Fatal(err)
			}
		}
		done()
	})
	b.Run("all steps", func(b *testing.B) {
		done := rate(b, "verified")
		for b.Loop() {
			if v := verify.Verify(data, verify.Options{Now: now}); v.Outcome == verify.Failed {
				b.Fatal(told(v))
			}
		}
		done()
	})
	b.Run("json-gold", func(b *testing.B) {
		unsigned := document.Without("proof")
		text := jsontree.Append(nil, &unsigned)
		private := ed25519.NewKeyFromSeed(make([]byte, 32))
		sum := goldHash(b, text, nil)
		signature := ed25519.Sign(private, sum)
		done := rate(b, "verified")
		for b.Loop() {
			if !ed25519.Verify(private.Public().(ed25519.PublicKey), goldHash(b, text, nil), signature) {
				b.Fatal("not verified")
			}
		}
		done()
	})
}

// goldLoader gives json-gold its contexts parsed already, as a careful user of it would.
type goldLoader map[string]*ld.RemoteDocument

func (l goldLoader) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if d, ok := l[address]; ok {
		return d, nil
	}
	data, ok := embedded.Context(address)
	if !ok {
		return nil, fmt.Errorf("no context %s", address)
	}
	var v any
	err := json.Unmarshal(data, &v)
	l[address] = &ld.RemoteDocument{DocumentURL: address, Document: v}
	return l[address], err
}

var goldContexts = goldLoader{}

// goldHash is what eddsa-rdfc-2022 signs, made with json-gold.
func goldHash(b *testing.B, text, config []byte) []byte {
	b.Helper()
	if config == nil {
		config = []byte(`{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","created":"2026-06-01T00:00:00Z","verificationMethod":"did:key:z6Mk#z6Mk","proofPurpose":"assertionMethod"}`)
	}
	var out []byte
	for _, document := range [][]byte{config, text} {
		var v any
		if err := json.Unmarshal(document, &v); err != nil {
			b.Fatal(err)
		}
		o := ld.NewJsonLdOptions("")
		o.Format, o.Algorithm, o.DocumentLoader = "application/n-quads", ld.AlgorithmURDNA2015, goldContexts
		form, err := ld.NewJsonLdProcessor().Normalize(v, o)
		if err != nil {
			b.Fatal(err)
		}
		sum := sha256.Sum256([]byte(form.(string)))
		out = append(out, sum[:]...)
	}
	return out
}
