package mail_test

import (
	"strings"
	"testing"
	"time"

	"waymark/internal/fault"
	"waymark/internal/mail"
	"waymark/internal/mail/mailtest"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

func TestALetterIsSentOnce(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	office := mailtest.Open(t)
	server := mail.Server{Host: "127.0.0.1", Port: office.Port, From: "office@example.org", Plain: true}
	now := func() time.Time { return time.Unix(1117616400, 0) }
	write := func(to string) {
		t.Helper()
		if err := s.Change(t.Context(), func(c *store.Change) error {
			return c.AddMessages(store.Message{Recipient: to, Subject: "Sign in", Body: "Open this link.\n", At: now().UnixMicro()})
		}); err != nil {
			t.Fatal(err)
		}
	}
	write("ana@example.org")
	write("refused@example.org")
	for range 2 { // the second time it went out already
		if err := server.Send(t.Context(), s, 1, now); err != nil {
			t.Error(err)
		}
	}
	if err := server.Send(t.Context(), s, 2, now); !fault.Is(err, fault.Invalid) {
		t.Errorf("a letter that no server will take: %v", err)
	}
	if err := server.Send(t.Context(), s, 3, now); !fault.Is(err, fault.NotFound) {
		t.Errorf("no letter: %v", err)
	}
	gone := mail.Server{Host: "127.0.0.1", Port: 1, From: "office@example.org", Plain: true}
	if err := gone.Send(t.Context(), s, 2, now); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a server that is gone: %v", err)
	}
	if letter := office.Taken()[0]; !strings.Contains(letter, "Open this link.") || !strings.Contains(letter, "To: <ana@example.org>") {
		t.Error(letter)
	}
	waiting := storetest.View(t, s, func(v *store.View) ([]store.Message, error) { return v.Unsent(10) })
	if len(waiting) != 1 || waiting[0].Recipient != "refused@example.org" || len(office.Taken()) != 1 {
		t.Errorf("%+v and %d letters more", waiting, len(office.Taken())-1)
	}
}
