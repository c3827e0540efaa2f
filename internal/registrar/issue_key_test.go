package registrar_test

import (
	"crypto/rand"
	"testing"
	"time"

	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/internal/issuer"
	"waymark/internal/keyring"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// After a key was lost, what it signed is found and made again with the new one, in pieces and from the middle; what is out of force,
// what was made again before, and one's own is left.
func TestWhatAKeySignedIsMadeAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		var ids []int64
		for range 5 {
			ids = append(ids, b.ana(t, "70-270"))
		}
		b.issue(t, b.issuing(t))
		keys := func(code string) (proof, token string) {
			c := must[*registrar.Credential](t)(b.Credential(t.Context(), code))
			v := must[jsontree.Value](t)(jsontree.Parse(c.Document))
			return v.Get("proof").Items[0].Str("verificationMethod"), must[*jwt.Token](t)(jwt.Parse(string(c.Token))).KeyID()
		}
		lost, token := keys(b.issuances(t, ids[0], 1)[0].Code)
		all := func(keys ...string) (found []registrar.SignedWith) {
			for after, first := (store.Signature{}), true; first || after.Candidate != 0; first = false {
				some, next, err := b.SignedWith(t.Context(), b.decider, keys, after, 3)
				check(t, err)
				found, after = append(found, some...), next
			}
			return found
		}
		if got := all(lost); len(got) != 5 || got[2].Key != lost || got[2].Code != b.issuances(t, ids[2], 1)[0].Code || got[2].Status != registrar.InForce {
			t.Fatalf("%+v", got)
		}
		if got := all(token); len(got) != 5 {
			t.Errorf("by its token: %+v", got)
		}
		if got := all("did:web:elsewhere.example#key-1"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		check(t, b.Suspend(t.Context(), b.decider, ids[1], 1, b.today, "fee unpaid"))
		check(t, b.Reissue(t.Context(), b.decider, ids[2], 1, "new name"))
		must[int64](t)(b.DeclareRelation(t.Context(), b.decider, ids[3], "taught", b.today-1, 0))
		found := all(lost)
		if len(found) != 4 || found[1].Status != registrar.Suspended {
			t.Errorf("%+v", found)
		}
		_, err := b.ReissueSigned(t.Context(), b.decider, found, " ")
		want(t, err, fault.Invalid)
		_, err = b.ReissueSigned(t.Context(), b.manager, found, "the key was lost")
		want(t, err, fault.Forbidden)
		_, _, err = b.SignedWith(t.Context(), registrar.Actor{}, []string{lost}, store.Signature{}, 3)
		want(t, err, fault.Forbidden)
		if n := must[int](t)(b.ReissueSigned(t.Context(), b.decider, found, "the key was lost")); n != 2 {
			t.Errorf("%d are made again", n)
		}
		if n := must[int](t)(b.ReissueSigned(t.Context(), b.decider, found, "the key was lost")); n != 0 {
			t.Errorf("%d are made again twice", n)
		}
		rotated := must[*keyring.Ring](t)(keyring.Parse(ring().Bytes()))
		must[*keyring.Key](t)(rotated.Cost(2).Rotate(key.Ed25519, passphrase, time.Unix(1e9, 0), rand.Reader))
		fresh := &registrar.Issuing{Issuer: issuer.New(must[*keyring.Signers](t)(rotated.Open(passphrase)))}
		if done := b.issue(t, fresh); done.Committed != 3 {
			t.Errorf("%+v", done)
		}
		// A list that nothing changed is signed again with the new key all the same: the old one is believed no more.
		list := must[*store.Published](t)(b.StatusList(t.Context(), 1))
		if got := must[jsontree.Value](t)(jsontree.Parse(list.Body)); got.Get("proof").Items[0].Str("verificationMethod") != fresh.Issuer.Method() {
			t.Errorf("the list is signed by %s", got.Get("proof").Items[0].Str("verificationMethod"))
		}
		back := b.issuing(t)
		if n := must[int](t)(b.PublishStatusLists(t.Context(), registrar.Worker, back)); n != 1 {
			t.Errorf("%d lists of another key are signed again", n)
		}
		if n := must[int](t)(b.PublishStatusLists(t.Context(), registrar.Worker, back)); n != 0 {
			t.Errorf("%d lists are signed twice", n)
		}
		if got := all(lost); len(got) != 2 || got[0].Candidate != ids[1] || got[1].Candidate != ids[3] {
			t.Errorf("%+v", got)
		}
		for _, id := range []int64{ids[0], ids[2], ids[4]} {
			made := b.issuances(t, id, 1)
			out := storetest.View(t, s, func(v *store.View) (bool, error) { return v.StatusBit(made[0].List, made[0].Place) })
			if fresh, _ := keys(made[len(made)-1].Code); len(made) != 2 || fresh == lost || !out {
				t.Errorf("candidate %d: %+v by %s", id, made, fresh)
			}
		}
		b.whole(t)
	})
}

// A process whose key has ended since it was opened signs nothing more, and marks nothing as held for that.
func TestAKeyThatEndedSignsNoMore(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	b.ana(t, "70-270")
	how, ended := b.issuing(t), fault.New(fault.Unavailable, "fault.key-ended")
	how.Stands = func() error { return ended }
	done, err := b.IssueCredentials(t.Context(), registrar.Worker, how, 100)
	if want(t, err, fault.Unavailable); done.Any() {
		t.Errorf("%+v", done)
	}
	ended = nil
	if done := b.issue(t, how); done.Committed != 1 || done.Held != 0 {
		t.Errorf("%+v", done)
	}
}
