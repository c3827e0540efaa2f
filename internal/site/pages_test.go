package site_test

import (
	"net/http"
	"strings"
	"testing"

	"waymark/internal/demo"
)

// Every page that anybody can reach by links is sound. Each role reads all that it is led to.
func TestEveryPageThatIsLinked(t *testing.T) {
	h := full(t)
	roles := []string{""}
	for _, a := range demo.Accounts {
		roles = append(roles, a.Role)
	}
	for _, role := range roles {
		t.Run("role "+role, func(t *testing.T) {
			b := h.visitor(t)
			if role != "" {
				b = h.as(t, role)
			}
			seen := map[string]bool{"/api": true} // another package's
			waiting := []string{"/", "/me", "/candidates?who=nobody", "/search?q=70290", "/outbox", "/sign-in"}
			for len(waiting) > 0 && len(seen) < 400 {
				path := waiting[0]
				waiting = waiting[1:]
				path, _, _ = strings.Cut(path, "#")
				if path == "" || seen[path] || strings.HasPrefix(path, "/static/") {
					continue
				}
				seen[path] = true
				w := b.get(path)
				switch {
				case w.Code == http.StatusSeeOther:
					waiting = append(waiting, w.Header().Get("Location"))
				case path == "/candidates?who=nobody" && w.Code == http.StatusForbidden:
				case w.Code != http.StatusOK:
					t.Errorf("%s: %d", path, w.Code)
				case strings.HasPrefix(w.Header().Get("Content-Type"), "text/html"):
					waiting = append(waiting, checkPage(t, path, w.Body.String())...)
				}
			}
			if len(seen) < 45 {
				t.Errorf("only %d pages", len(seen))
			}
		})
	}
}

func TestWhatEachRoleFinds(t *testing.T) {
	h := full(t)
	for role, want := range map[string][]string{
		"candidate":      {"<h1>Ana Roy</h1>", "Microsoft Certified Systems Administrator on Windows 2000", "taken as a beta exam", "one exam away", "refused"},
		"consultant":     {"Carl Coulter", "taught candidate"},
		"employer":       {"Esther Okafor", "employs candidate"},
		"manager":        {"Find a candidate", "You moved this; somebody else answers."},
		"decision-maker": {"Approve", "The latest acts", "mixed-upgrade microsoft/mcse-2003"},
		"administrator":  {"ana.roy@example.org", "The latest acts"},
	} {
		h.as(t, role).see(t, "/me", want...)
	}
}

func TestSearch(t *testing.T) {
	h := full(t)
	b := h.visitor(t)
	b.see(t, "/search?q=70290", "microsoft/70-290")
	b.see(t, "/search?q=sistems+engineer+2003", "/programmes/microsoft/mcse-2003")
	b.see(t, "/search?q=", "Typing mistakes are forgiven")
	b.see(t, "/search?q=qqqqqq", "0 hits", "/programmes")
	if page := b.see(t, "/search?q=%3Cscript%3E%22"); strings.Contains(page, "<script>") {
		t.Error("what was asked is not escaped")
	}
	b.see(t, "/search?q="+strings.Repeat("%C3%A4", 500))
}

func TestWhatIsNotThere(t *testing.T) {
	h := full(t)
	b := h.visitor(t)
	for _, path := range []string{"/nothing", "/programmes/microsoft/none", "/me/", "/static/../templates/home.html"} {
		w := b.get(path)
		if w.Code != http.StatusNotFound && w.Code != http.StatusMovedPermanently && w.Code != http.StatusTemporaryRedirect {
			t.Errorf("%s: %d", path, w.Code)
		}
		if w.Code == http.StatusNotFound {
			checkPage(t, path, w.Body.String())
		}
	}
}

// Styles may be kept for ever under the name of their hash, and loaded again where that is another.
func TestStyles(t *testing.T) {
	h := newHouse(t, options{})
	b := h.visitor(t)
	_, rest, _ := strings.Cut(b.get("/sign-in").Body.String(), `stylesheet" href="`)
	path, _, _ := strings.Cut(rest, `"`)
	if w := b.get(path); w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %v", path, w.Code, w.Header())
	}
	if w := b.get("/static/old/style.css"); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-cache" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}
