package site_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// The journal is read back to its first entry, with the names of who acted and what changed.
func TestTheJournalIsReadByPages(t *testing.T) {
	h := full(t)
	for i := range 100 {
		if err := h.Identify(context.Background(), registrar.Actor{Account: 5, Name: "Mia Lindqvist", Roles: registrar.RoleManager}, 1, store.Identity{Kind: "x", Value: strconv.Itoa(i)}); err != nil {
			t.Fatal(err)
		}
	}
	admin := h.as(t, "administrator")
	admin.see(t, "/me", `<a href="/journal">`, "decision-maker", `<a href="/candidates/1">candidate</a>`)
	seen, path := 0, "/journal"
	for path != "" {
		page := admin.see(t, path, "Mia Lindqvist", `<a href="/candidates/1">candidate 1</a>`, "SHA-256")
		seen += strings.Count(page, `id="entry-`)
		if _, next, more := strings.Cut(page, `<a rel="next" href="`); more {
			path, _, _ = strings.Cut(next, `"`)
		} else {
			path = ""
		}
		if path == "" && !strings.Contains(page, "install") {
			t.Error("the first entry is not shown")
		}
	}
	head := storetest.View(t, h.store, func(v *store.View) (int64, error) {
		seq, _, err := v.Head()
		return seq, err
	})
	if int64(seen) != head {
		t.Errorf("%d of %d entries", seen, head)
	}
	if w := h.as(t, "manager").get("/journal"); w.Code != http.StatusForbidden {
		t.Errorf("a manager: %d", w.Code)
	}
}
