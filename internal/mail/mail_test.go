package mail_test

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"waymark/internal/fault"
	"waymark/internal/mail"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
)

// postOffice is a mail server that takes letters, or refuses them while closed, and keeps what it took.
func postOffice(t *testing.T) (mail.Server, <-chan string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	taken := make(chan string, 10)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			serve(connection, taken)
		}
	}()
	return mail.Server{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, From: "office@example.org", Plain: true}, taken
}

func serve(connection net.Conn, taken chan<- string) {
	defer connection.Close()
	lines := bufio.NewScanner(connection)
	say := func(s string) { fmt.Fprintf(connection, "%s\r\n", s) }
	say("220 office")
	var letter strings.Builder
	for inLetter := false; lines.Scan(); {
		line := lines.Text()
		switch {
		case inLetter && line == ".":
			inLetter = false
			taken <- letter.String()
			letter.Reset()
			say("250 taken")
		case inLetter:
			letter.WriteString(line + "\n")
		case strings.HasPrefix(line, "RCPT TO:<refused"):
			say("550 nobody of that name")
		case line == "DATA":
			inLetter = true
			say("354 go on")
		case line == "QUIT":
			say("221 bye")
			return
		default:
			say("250 office")
		}
	}
}

func TestDeliver(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	server, taken := postOffice(t)
	now := func() time.Time { return time.Unix(1117616400, 0) }
	write := func(to string) {
		t.Helper()
		if err := s.Change(t.Context(), func(c *store.Change) error {
			_, err := c.AddMessage(store.Message{Recipient: to, Subject: "Sign in", Body: "Open this link.\n", At: now().UnixMicro()})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	write("ana@example.org")
	write("refused@example.org")
	n, err := server.Deliver(t.Context(), s, now, 10)
	if n != 1 || !fault.Is(err, fault.Unavailable) {
		t.Errorf("%d sent, %v", n, err)
	}
	if letter := <-taken; !strings.Contains(letter, "Open this link.") || !strings.Contains(letter, "To: <ana@example.org>") {
		t.Error(letter)
	}
	waiting := storetest.View(t, s, func(v *store.View) ([]store.Message, error) { return v.Unsent(10) })
	if len(waiting) != 1 || waiting[0].Recipient != "refused@example.org" {
		t.Errorf("%+v", waiting)
	}
}
