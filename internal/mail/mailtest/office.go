// Package mailtest is a post office for tests: a mail server that takes letters and keeps them.
//
// Call [Open]. It refuses for good what is for refused@…, and what is for later@… the first time.
package mailtest

import (
	"bufio"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
)

// Office is a mail server without encryption on a port of this machine.
type Office struct {
	Port int

	mu    sync.Mutex
	taken []string
	tried bool
}

// Open opens an office until the end of the test.
func Open(tb testing.TB) *Office {
	tb.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = listener.Close() })
	o := &Office{Port: listener.Addr().(*net.TCPAddr).Port}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go o.serve(connection)
		}
	}()
	return o
}

// Taken gives the letters that were taken.
func (o *Office) Taken() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]string{}, o.taken...)
}

func (o *Office) serve(connection net.Conn) {
	defer connection.Close() //nolint:errcheck // it was only read
	lines := bufio.NewScanner(connection)
	say := func(s string) { _, _ = fmt.Fprintf(connection, "%s\r\n", s) }
	say("220 office")
	var letter strings.Builder
	for inLetter := false; lines.Scan(); {
		line := lines.Text()
		switch {
		case inLetter && line == ".":
			inLetter = false
			o.take(letter.String())
			letter.Reset()
			say("250 taken")
		case inLetter:
			letter.WriteString(line + "\n")
		case strings.HasPrefix(line, "RCPT TO:<refused"):
			say("550 nobody of that name")
		case strings.HasPrefix(line, "RCPT TO:<later") && o.first():
			say("451 come again")
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

func (o *Office) take(letter string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.taken = append(o.taken, letter)
}

func (o *Office) first() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	tried := o.tried
	o.tried = true
	return !tried
}
