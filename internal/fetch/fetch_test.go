package fetch

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"waymark/internal/fault"
	"waymark/message"
)

// remote is a server that plays a host of the public Internet: its name resolves to a public address, behind which it listens.
type remote struct {
	*Client
	server *httptest.Server
	asked  atomic.Int64
}

func newRemote(t *testing.T, o Options, handler http.HandlerFunc) *remote {
	t.Helper()
	r := &remote{}
	r.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		r.asked.Add(1)
		handler(w, request)
	}))
	t.Cleanup(r.server.Close)
	r.Client = New(o)
	pool := x509.NewCertPool()
	pool.AddCert(r.server.Certificate())
	r.http.Transport.(*http.Transport).TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: pool, ServerName: "example.com"}
	here := netip.MustParseAddrPort(r.server.Listener.Addr().String())
	r.resolve = func(context.Context, string) ([]netip.Addr, error) { return []netip.Addr{here.Addr()}, nil }
	r.allowed = func(at netip.AddrPort) bool { return at == here } // everything else is judged as it is everywhere
	return r
}

func (r *remote) address(path string) string {
	return strings.Replace(r.server.URL, "127.0.0.1", "board.example", 1) + path
}

func why(err error) error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Cause
	}
	return err
}

func TestADocumentIsFetched(t *testing.T) {
	r := newRemote(t, Options{Agent: "waymark-test"}, func(w http.ResponseWriter, request *http.Request) {
		if request.UserAgent() != "waymark-test" || request.Header.Get("Cookie") != "" {
			t.Errorf("%v", request.Header)
		}
		_, _ = w.Write([]byte("hello"))
	})
	data, err := r.Fetch(t.Context())(r.address("/x"))
	if err != nil || string(data) != "hello" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestPrivateAddressesAreRefused(t *testing.T) {
	for _, text := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "198.18.0.1",
		"192.0.2.1", "203.0.113.7", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
		"2002:7f00:1::", "2001:db8::1", "::127.0.0.1", "2001::1", "fe80::1%lo",
	} {
		if ip := netip.MustParseAddr(text); public(netip.AddrPortFrom(ip, 443)) {
			t.Errorf("%s counts as public", text)
		}
	}
	for _, text := range []string{"8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"} {
		if !public(netip.AddrPortFrom(netip.MustParseAddr(text), 443)) {
			t.Errorf("%s counts as private", text)
		}
	}
	c := New(Options{Time: time.Second})
	for _, address := range []string{"https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/meta-data", "https://localhost/"} {
		if _, err := c.Get(t.Context(), address); !errors.Is(why(err), errPrivate) || !fault.Is(err, fault.Forbidden) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// A name that answers with a public address first and a private one later is asked once a connection, and what it said then is
// where the connection goes; a name with a public and a private address is not asked at all.
func TestANameThatChangesItsMindGainsNothing(t *testing.T) {
	r := newRemote(t, Options{}, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") })
	here := r.server.Listener.Addr().String()
	good := netip.MustParseAddrPort(here).Addr()
	asked := 0
	r.resolve = func(context.Context, string) ([]netip.Addr, error) {
		if asked++; asked == 1 {
			return []netip.Addr{good}, nil
		}
		return []netip.Addr{netip.MustParseAddr("127.0.0.2")}, nil
	}
	if _, err := r.Get(t.Context(), r.address("/")); err != nil || asked != 1 {
		t.Errorf("%v; the name was looked up %d times for one connection", err, asked)
	}
	if _, err := r.Get(t.Context(), r.address("/")); !errors.Is(why(err), errPrivate) || r.asked.Load() != 1 {
		t.Errorf("%v; the server was asked %d times", err, r.asked.Load())
	}
	r.resolve = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{good, netip.MustParseAddr("10.0.0.1")}, nil
	}
	if _, err := r.Get(t.Context(), r.address("/")); !errors.Is(why(err), errPrivate) {
		t.Error(err)
	}
	r.resolve = func(context.Context, string) ([]netip.Addr, error) { return nil, nil }
	if _, err := r.Get(t.Context(), r.address("/")); !errors.Is(why(err), errPrivate) {
		t.Error(err)
	}
}

func TestRedirects(t *testing.T) {
	var r *remote
	r = newRemote(t, Options{}, func(w http.ResponseWriter, request *http.Request) {
		to := map[string]string{
			"/good": r.address("/end"), "/round": r.address("/round"), "/down": strings.Replace(r.address("/end"), "https", "http", 1),
			"/private": "https://10.0.0.1/", "/meta": "http://169.254.169.254/latest/meta-data/", "/loop": "https://127.0.0.1:9999/", "/file": "file:///etc/passwd",
			"/user": "https://a:b@board.example/", "/port": "https://board.example:22/",
		}[request.URL.Path]
		if to != "" {
			http.Redirect(w, request, to, http.StatusFound)
			return
		}
		_, _ = w.Write([]byte("the end"))
	})
	if data, err := r.Get(t.Context(), r.address("/good")); err != nil || string(data) != "the end" {
		t.Errorf("%q, %v", data, err)
	}
	for path, want := range map[string]error{
		"/round": errRedirect, "/down": errScheme, "/private": errPrivate, "/meta": errScheme, "/loop": errPrivate, "/file": errScheme,
		"/user": errUser, "/port": errPort,
	} {
		before := r.asked.Load()
		if _, err := r.Get(t.Context(), r.address(path)); !errors.Is(why(err), want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
		if n := r.asked.Load() - before; n > redirects+1 {
			t.Errorf("%s: asked %d times", path, n)
		}
	}
}

func TestSizeAndTimeAreBounded(t *testing.T) {
	stop := make(chan struct{})
	defer close(stop)
	r := newRemote(t, Options{Size: 1000, Time: 300 * time.Millisecond}, func(w http.ResponseWriter, request *http.Request) {
		switch request.URL.Path {
		case "/large":
			_, _ = w.Write(make([]byte, 1001))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			for range 2000 {
				if _, err := z.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		case "/slow":
			w.WriteHeader(http.StatusOK)
			for {
				_, _ = w.Write([]byte("."))
				w.(http.Flusher).Flush()
				select {
				case <-stop:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		case "/absent":
			w.WriteHeader(http.StatusNotFound)
		}
	})
	for path, want := range map[string]string{"/large": "larger than 1000", "/bomb": "larger than 1000", "/slow": "exceeded", "/absent": "404"} {
		begun := time.Now()
		if data, err := r.Get(t.Context(), r.address(path)); err == nil || !strings.Contains(err.Error(), want) || !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: %d bytes, %v after %s", path, len(data), err, time.Since(begun))
		}
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("%s took %s", path, took)
		}
	}
}

func TestWhatIsNoAddressIsRefused(t *testing.T) {
	c := New(Options{Hosts: []string{"board.example"}})
	for address, want := range map[string]error{
		"http://board.example/": errScheme, "ftp://board.example/": errScheme, "https:///x": errForm, "://": errForm, "https://other.example/": errHost,
		"https://board.example:25/": errPort, "https://x@board.example/": errUser, "gopher://board.example": errScheme,
	} {
		if _, err := c.Get(t.Context(), address); !errors.Is(why(err), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if !message.English().Has("fetch.failed") {
		t.Error("no sentence")
	}
}

func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"https://board.example/", "https://127.0.0.1", "https://[::1%25lo]/", "https://a@b:1/", "https://0x7f.1/", "https://017700000001/"} {
		f.Add(seed)
	}
	c := New(Options{Time: time.Second})
	c.resolve = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	f.Fuzz(func(t *testing.T, address string) {
		// Whatever is asked for, a name that leads home is refused.
		if data, err := c.Get(t.Context(), address); err == nil {
			t.Errorf("%s was fetched: %q", address, data)
		}
	})
}
