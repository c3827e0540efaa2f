package issuer_test

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waymark/credential"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/status"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/keyring"
	"waymark/message"
	"waymark/verify"
)

var now = time.Date(2026, time.March, 1, 9, 0, 0, 0, time.UTC)

const passphrase = "correct horse battery"

// board is an issuer with its ring and what its site publishes.
type board struct {
	*issuer.Issuer
	ring *keyring.Ring
}

func newBoard(t testing.TB, didWeb bool, kinds ...key.Kind) board {
	t.Helper()
	r, err := keyring.New(keyring.Issuer{URL: "https://board.example", Name: "Exam Board", Email: "awards@board.example"}, didWeb)
	check(t, err)
	for _, kind := range kinds {
		_, err := r.Cost(2).Add(kind, passphrase, now, rand.Reader)
		check(t, err)
	}
	return board{opened(t, r), r}
}

func opened(t testing.TB, r *keyring.Ring) *issuer.Issuer {
	t.Helper()
	s, err := r.Open(passphrase)
	check(t, err)
	return issuer.New(s)
}

// fetch is the board's site.
func (b board) fetch(address string) ([]byte, error) {
	if document, there := b.ring.Document(); there && address == "https://board.example/.well-known/did.json" {
		return jsontree.Append(nil, &document), nil
	}
	return nil, errors.New("nothing at " + address)
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func code(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Code
	}
	return ""
}

func award() credential.Award {
	return credential.Award{
		ID: "https://board.example/c/0123456789ABCDEF", Name: "Network Engineer", Description: "Awarded by rule.",
		Recipient: credential.Recipient{Identities: []credential.Identity{
			{Type: "name", Hash: "Ada Lovelace", Plain: true},
			{Type: "emailAddress", Hash: credential.HashIdentity("ada@example.org", "k7"), Salt: "k7"},
		}},
		Achievement: credential.Achievement{
			ID: "https://board.example/programmes/engineer", Type: "Certification", Name: "Network Engineer", Description: "Plans networks.", Criteria: "Four exams.",
		},
		Awarded: now, ValidFrom: now.AddDate(0, -1, 0), ValidUntil: now.AddDate(3, 0, 0), NamesSchema: true,
	}
}

// The same keys sign the JSON itself where that is asked for.
func TestPlainProofs(t *testing.T) {
	for kind, want := range map[key.Kind]string{key.Ed25519: "eddsa-jcs-2022", key.P256: "ecdsa-jcs-2019", key.P384: "ecdsa-jcs-2019"} {
		b := newBoard(t, true, kind)
		plain := b.Plain()
		_, token, err := plain.Prepare(award(), now)
		check(t, err)
		signed, err := plain.Issue(token, now)
		check(t, err)
		v := verify.Verify(signed.Credential, verify.Options{Now: now, Fetch: b.fetch})
		if got := v.Credential.Get("proof").Items[0].Str("cryptosuite"); v.Outcome != verify.Passed || got != want {
			t.Errorf("%s: %s, %+v", kind, got, v.Steps)
		}
		if _, err := b.Issue(token, now); code(err) != "issuer.other" && code(err) != "issuer.used" {
			t.Errorf("the token of another: %v", err)
		}
	}
}

func TestPrepareThenIssue(t *testing.T) {
	for name, b := range map[string]board{
		"did:web, Ed25519 and a token": newBoard(t, true, key.Ed25519, key.P256), "did:web, P-256": newBoard(t, true, key.P256),
		"did:web, P-384 and RSA": newBoard(t, true, key.P384, key.RSA), "did:key": newBoard(t, false, key.Ed25519, key.P256),
	} {
		t.Run(name, func(t *testing.T) {
			draft, token, err := b.Prepare(award(), now)
			check(t, err)
			signed, err := b.Issue(token, now)
			check(t, err)
			if whole := string(issuer.Join(draft, signed.Proof)); whole != string(signed.Credential) {
				t.Errorf("draft and proof are not what was signed:\n%s\n%s", whole, signed.Credential)
			}
			if v := verify.Verify(signed.Credential, verify.Options{Now: now, Fetch: b.fetch, Recipient: "ada@example.org"}); v.Outcome != verify.Passed {
				t.Errorf("%+v", v.Steps)
			}
			if strings.Contains(name, "did:web") == (signed.Token == nil) {
				t.Errorf("token: %s", signed.Token)
			}
			if signed.Token != nil {
				if v := verify.Verify(signed.Token, verify.Options{Now: now, Fetch: b.fetch}); v.Outcome != verify.Passed || v.Form != "jwt" {
					t.Errorf("%+v", v.Steps)
				}
			}
			resumed, err := b.Resume(draft, now)
			check(t, err)
			again, err := b.Issue(resumed, now)
			check(t, err)
			if string(again.Credential) != string(signed.Credential) {
				t.Error("a draft that was resumed is signed otherwise")
			}
		})
	}
}

func TestATokenWorksOnceAndForItsIssuerAlone(t *testing.T) {
	b := newBoard(t, true, key.Ed25519)
	_, token, err := b.Prepare(award(), now)
	check(t, err)
	if _, err := opened(t, b.ring).Issue(token, now); code(err) != "issuer.other" {
		t.Error(err)
	}
	var won, lost int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			_, err := b.Issue(token, now)
			mu.Lock()
			defer mu.Unlock()
			switch code(err) {
			case "":
				won++
			case "issuer.used":
				lost++
			}
		})
	}
	all.Wait()
	if won != 1 || lost != 7 {
		t.Errorf("signed %d times, refused %d times", won, lost)
	}
}

// What would not verify is never signed, and the reason is said.
func TestWhatWouldNotVerifyIsNotPrepared(t *testing.T) {
	b := newBoard(t, true, key.Ed25519)
	for why, spoil := range map[string]func(*credential.Award){
		"schema":  func(a *credential.Award) { a.Achievement.Name = "" },
		"expired": func(a *credential.Award) { a.ValidUntil = now.AddDate(0, 0, -1) },
		"not yet": func(a *credential.Award) { a.ValidFrom = now.AddDate(0, 0, 1) },
		"id":      func(a *credential.Award) { a.ID = "1" },
	} {
		a := award()
		spoil(&a)
		if _, token, err := b.Prepare(a, now); code(err) != "issuer.refused" || token != nil {
			t.Errorf("%s: %v", why, err)
		}
	}
	draft, token, err := b.Prepare(award(), now)
	check(t, err)
	signed, err := b.Issue(token, now)
	check(t, err)
	if _, err := b.Resume(signed.Credential, now); code(err) != "issuer.signed" {
		t.Error(err)
	}
	if _, err := b.Resume(draft[:len(draft)-5], now); code(err) != "issuer.refused" {
		t.Error(err)
	}
}

func TestAfterAChangeOfKeysTheOldHoldsAndTheNewSigns(t *testing.T) {
	b := newBoard(t, true, key.Ed25519)
	draft, token, err := b.Prepare(award(), now)
	check(t, err)
	old, err := b.Issue(token, now)
	check(t, err)
	_, err = b.ring.Rotate(key.Ed25519, passphrase, now, rand.Reader)
	check(t, err)
	b.Issuer = opened(t, b.ring)
	token, err = b.Resume(draft, now)
	check(t, err)
	fresh, err := b.Issue(token, now)
	check(t, err)
	for name, data := range map[string][]byte{"key-1": old.Credential, "key-2": fresh.Credential} {
		if v := verify.Verify(data, verify.Options{Now: now, Fetch: b.fetch}); v.Outcome != verify.Passed || !strings.Contains(string(data), "#"+name) {
			t.Errorf("%s: %+v", name, v.Steps)
		}
	}
	check(t, b.ring.Revoke("key-1", passphrase, now))
	if v := verify.Verify(old.Credential, verify.Options{Now: now, Fetch: b.fetch}); v.Outcome != verify.Failed {
		t.Errorf("what a lost key signed still passes: %+v", v.Steps)
	}
}

// Law 8: whatever is issued verifies, and any change of a byte that changes the document does not.
func TestWhatIsIssuedVerifiesAndNoChangeDoes(t *testing.T) {
	b := newBoard(t, true, key.Ed25519)
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[\PC ]{1,40}`)
		a := award()
		a.Name, a.Description = text.Draw(rt, "name"), text.Draw(rt, "description")
		a.Recipient.Identities[0].Hash = text.Draw(rt, "holder")
		a.Achievement.Name, a.Achievement.Criteria = text.Draw(rt, "achievement"), strings.Repeat(text.Draw(rt, "criteria"), rapid.IntRange(1, 40).Draw(rt, "times"))
		a.Achievement.Tags = rapid.SliceOfN(text, 0, 4).Draw(rt, "tags")
		for i := range rapid.IntRange(0, 5).Draw(rt, "results") {
			id := "https://board.example/programmes/engineer#" + string(rune('a'+i))
			a.Achievement.Results = append(a.Achievement.Results, credential.ResultDescription{ID: id, Name: text.Draw(rt, "exam"), Type: "RawScore"})
			a.Results = append(a.Results, credential.Result{Description: id, Value: text.Draw(rt, "score")})
		}
		if rapid.Bool().Draw(rt, "for life") {
			a.ValidUntil = time.Time{}
		}
		if rapid.Bool().Draw(rt, "status") {
			a.Status = status.Entry{Purpose: status.Revocation, Index: rapid.IntRange(0, 131071).Draw(rt, "place"), List: "https://board.example/status/1"}
		}
		_, token, err := b.Prepare(a, now)
		if err != nil {
			rt.Fatal(err)
		}
		signed, err := b.Issue(token, now)
		if err != nil {
			rt.Fatal(err)
		}
		good := verify.Verify(signed.Credential, verify.Options{Now: now, Fetch: b.fetch})
		for _, s := range good.Steps {
			if s.Outcome == verify.Failed || s.Outcome == verify.Unknown && s.Name != verify.StepStatus {
				rt.Fatalf("%s: %v", s.Name, s.Notes)
			}
		}
		whole, _ := jsontree.Parse(signed.Credential)
		changed := append([]byte{}, signed.Credential...)
		at := rapid.IntRange(0, len(changed)-1).Draw(rt, "at")
		changed[at] ^= byte(rapid.IntRange(1, 255).Draw(rt, "by"))
		if again, err := jsontree.Parse(changed); err == nil && jsontree.Equal(again, whole) {
			return
		}
		if v := verify.Verify(changed, verify.Options{Now: now, Fetch: b.fetch}); v.Step(verify.StepProof).Outcome == verify.Passed && v.Outcome != verify.Failed {
			rt.Fatalf("byte %d changed, and it still verifies:\n%s", at, changed)
		}
	})
}

var said = regexp.MustCompile(`"(issuer\.[a-z-]+)"`)

func TestEveryCodeHasItsSentence(t *testing.T) {
	used := map[string]bool{}
	names, err := filepath.Glob("*.go")
	check(t, err)
	for _, name := range names {
		data, err := os.ReadFile(name)
		check(t, err)
		for _, m := range said.FindAllStringSubmatch(string(data), -1) {
			if used[m[1]] = true; !message.English().Has(m[1]) {
				t.Errorf("%s has no sentence", m[1])
			}
		}
	}
	for _, c := range message.English().Codes() {
		if strings.HasPrefix(c, "issuer.") && !used[c] {
			t.Errorf("the sentence of %s is used nowhere", c)
		}
	}
}

func BenchmarkPrepareAndIssue(b *testing.B) {
	board := newBoard(b, true, key.Ed25519)
	a := award()
	a.Achievement.Criteria = strings.Repeat("All of exam 70-290, exam 70-291, exam 70-293 and exam 70-294. ", 20)
	a.Status = status.Entry{Purpose: status.Revocation, Index: 94_567, List: "https://board.example/status/1"}
	for i := range 4 {
		id := "https://board.example/programmes/engineer#" + string(rune('a'+i))
		a.Achievement.Results = append(a.Achievement.Results, credential.ResultDescription{ID: id, Name: "Managing and maintaining an environment", Type: "RawScore", Required: "700"})
		a.Results = append(a.Results, credential.Result{Description: id, Value: "812"})
		a.Achievement.Alignments = append(a.Achievement.Alignments, credential.Alignment{URL: id, Name: "Systems engineer", Type: "CTDL"})
	}
	one := func() {
		_, token, err := board.Prepare(a, now)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := board.Issue(token, now); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("one after another", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			one()
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "issued/s")
	})
	b.Run("on all cores", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				one()
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "issued/s")
	})
}
