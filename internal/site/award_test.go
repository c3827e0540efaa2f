package site_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// A second person answers a motion by a form, and what was moved is done.
func TestAMotionIsAnswered(t *testing.T) {
	h := full(t)
	manager, decider := h.as(t, "manager"), h.as(t, "decision-maker")
	if w := manager.post("/motions/1", "answer", "approve"); w.Code != http.StatusForbidden {
		t.Errorf("the mover approves: %d", w.Code)
	}
	if w := decider.post("/motions/1", "answer", "perhaps"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("perhaps: %d", w.Code)
	}
	if w := decider.post("/motions/1", "answer", "approve", "remark", "seen"); w.Code != http.StatusSeeOther {
		t.Errorf("approved: %d %s", w.Code, w.Body)
	}
	m := storetest.View(t, h.store, func(v *store.View) (store.Motion, error) {
		m, _, err := v.Motion(1)
		return m, err
	})
	decider.see(t, fmt.Sprintf("/candidates/%d", m.Candidate), "revoked")
	if w := decider.post("/motions/1", "answer", "approve"); w.Code != http.StatusConflict {
		t.Errorf("again: %d", w.Code)
	}
}

// Whoever answers a motion, or decides what becomes of an award in doubt, sees what it is and of whom before they do, and why they may not
// where they may not.
func TestWhatWaitsSaysWhatItIs(t *testing.T) {
	h := full(t)
	manager, decider := h.as(t, "manager"), h.as(t, "decision-maker")
	if w := decider.post("/motions/2", "answer", "refuse"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	related := storetest.View(t, h.store, func(v *store.View) ([]store.Relation, error) { return v.RelationsOf(6) })[0].Candidate
	if w := manager.post(fmt.Sprintf("/candidates/%d/rulings", related), "kind", "waive", "programme", "microsoft/mcse-2003", "requirement", "design", "reason", "so"); w.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	m := storetest.View(t, h.store, func(v *store.View) (store.Motion, error) {
		m, _, err := v.Motion(1)
		return m, err
	})
	of := storetest.View(t, h.store, func(v *store.View) (store.Candidate, error) {
		c, _, err := v.Candidate(m.Candidate)
		return c, err
	})
	held := storetest.View(t, h.store, func(v *store.View) ([]store.Award, error) { return v.Awards(m.Candidate) })[m.Award-1]
	award := fmt.Sprintf("/candidates/%d/awards/%d", m.Candidate, m.Award)
	page := decider.see(t, "/me", "revoke from 2005-06-01 on", of.Name, `<a href="`+award+`">`, "in force", "Moved by", "Mia Lindqvist", "You may not answer this: you declared a relation (kin)")
	if strings.Count(page, `value="approve"`) != 1 {
		t.Error("a form is offered that will be refused")
	}
	decider.see(t, award, "decided", held.Date.String(), "What counted", "the same rules and the same report, byte for byte", "worker")
	decider.see(t, award+"/report", "Requirements")

	// What the award rests on is found not to be so: it waits for a person, who finds it, and why.
	if strings.Contains(page, "no such sitting") {
		t.Fatal("it is in doubt before it is")
	}
	ctx, mia := context.Background(), registrar.Actor{Account: 5, Name: "Mia Lindqvist", Roles: registrar.RoleManager}
	for _, a := range storetest.View(t, h.store, func(v *store.View) ([]store.Fact, error) { return v.Facts(1) }) {
		if a.Kind == record.Exam && a.State == record.Verified && a.Step == 1 {
			if err := h.VoidEvidence(ctx, mia, 1, a.Piece, "no such sitting"); err != nil {
				t.Fatal(err)
			}
		}
	}
	decider.see(t, "/me", "Awards in doubt", `<a href="/candidates/1/awards/`, "no such sitting")
	decider.see(t, "/candidates/1", "in force, in doubt")
	decider.see(t, "/candidates/1/awards/2", "Since then voided", `href="/candidates/1/evidence/`, "in doubt: what is known no longer gives it", "unsupported", "no such sitting")
	h.as(t, "candidate").see(t, "/me/awards/2", "It stands until the certification body decides", "the certification body")
}

// An award is suspended and reinstated, and its revocation moved, on its page; each by those who may.
func TestAnAwardIsActedOnByForms(t *testing.T) {
	h := full(t)
	manager, decider := h.as(t, "manager"), h.as(t, "decision-maker")
	const award = "/candidates/1/awards/1"
	if page := manager.see(t, award, "Move that it be revoked"); strings.Contains(page, "Suspend it") {
		t.Error("a manager is offered what they may not do")
	}
	decider.see(t, award, "Suspend it")
	for _, step := range []struct {
		by        *browser
		act, from string
		want      int
		sees      string
	}{
		{manager, "suspend", "2005-06-01", http.StatusForbidden, "in force"},
		{decider, "suspend", "2005-06-02", http.StatusUnprocessableEntity, "in force"},
		{decider, "suspend", "", http.StatusUnprocessableEntity, "in force"},
		{decider, "reinstate", "2005-06-01", http.StatusConflict, "in force"},
		{decider, "burn", "2005-06-01", http.StatusNotFound, "in force"},
		{decider, "suspend", "2005-06-01", http.StatusSeeOther, "Reinstate it"},
		{decider, "reinstate", "2005-06-01", http.StatusSeeOther, "reinstated"},
		{manager, "revoke", "2005-06-01", http.StatusSeeOther, "in force"},
	} {
		if w := step.by.post(award, "act", step.act, "from", step.from, "reason", "it is looked into"); w.Code != step.want {
			t.Errorf("%s from %s: %d %s", step.act, step.from, w.Code, w.Body)
		}
		decider.see(t, award, step.sees)
	}
	if w := decider.get("/candidates/1/awards/99"); w.Code != http.StatusNotFound {
		t.Errorf("an award there is not: %d", w.Code)
	}
	if w := h.as(t, "candidate").get("/candidates/2/awards/1"); w.Code != http.StatusForbidden {
		t.Errorf("another's award: %d", w.Code)
	}
}
