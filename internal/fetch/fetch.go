// Package fetch gets documents of others: an issuer's keys, a status list, a credential at an address. It is the only way out, and
// addresses come from strangers, so it is careful by default.
//
// Make a [Client] with [New] and call [Client.Get]; [Client.Fetch] is the form that package verify takes. It speaks https alone,
// resolves a name once, refuses unless every address that it has is public, and connects to one of those very addresses: a name that
// changes its mind in between gains nothing. Redirects are few and looked at like the first address. Size and time are bounded;
// no cookies, no credentials, no proxy.
//
// It keeps nothing on disk and never reads what it fetched.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"waymark/internal/fault"
	"waymark/message"
)

// Options are what an operator decides.
type Options struct {
	// Size and Time bound what one document may take: 16 MiB and 10 seconds where they are 0.
	Size int64
	Time time.Duration
	// Hosts, where it is not nil, are the only hosts that are asked.
	Hosts []string
	// Agent is what the client calls itself.
	Agent string
}

// The bounds that hold where none are given, and how many redirects are followed.
const (
	usualSize = 16 << 20
	usualTime = 10 * time.Second
	redirects = 3
)

// Client gets documents. It is safe for use by many goroutines.
type Client struct {
	options Options
	http    *http.Client
	// resolve and allowed are the real ones everywhere but in tests.
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	allowed func(netip.AddrPort) bool
}

// New makes a client.
func New(o Options) *Client {
	if o.Size == 0 {
		o.Size = usualSize
	}
	if o.Time == 0 {
		o.Time = usualTime
	}
	c := &Client{options: o, allowed: public}
	c.resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
		return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	}
	c.http = &http.Client{
		Timeout: o.Time, CheckRedirect: c.redirect,
		Transport: &http.Transport{
			DialContext: c.dial, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true,
			TLSHandshakeTimeout: o.Time, ResponseHeaderTimeout: o.Time, MaxResponseHeaderBytes: 64 << 10, MaxIdleConnsPerHost: 2,
			IdleConnTimeout: 30 * time.Second,
		},
	}
	return c
}

// Get gets the document at an https address.
func (c *Client) Get(ctx context.Context, address string) ([]byte, error) {
	at, err := url.Parse(address)
	if err != nil {
		return nil, refused(address, errForm)
	}
	if err := c.look(at); err != nil {
		return nil, refused(address, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, refused(address, errForm)
	}
	request.Header.Set("Accept", "application/vc, application/vc+ld+json, application/did+json, application/did+ld+json, application/ld+json, application/json, application/jwt, text/plain;q=0.8, image/png;q=0.7, image/svg+xml;q=0.7, */*;q=0.1")
	if c.options.Agent != "" {
		request.Header.Set("User-Agent", c.options.Agent)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, refused(address, inner(err))
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	if response.StatusCode != http.StatusOK {
		return nil, refused(address, fmt.Errorf("the server answers %d", response.StatusCode))
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, c.options.Size+1))
	switch {
	case err != nil:
		return nil, refused(address, inner(err))
	case int64(len(data)) > c.options.Size:
		return nil, refused(address, fmt.Errorf("the document is larger than %d bytes", c.options.Size))
	}
	return data, nil
}

// Fetch is Get in the form that package verify takes.
func (c *Client) Fetch(ctx context.Context) func(string) ([]byte, error) {
	return func(address string) ([]byte, error) { return c.Get(ctx, address) }
}

// Why an address is not asked.
var (
	errForm     = errors.New("it is no address")
	errScheme   = errors.New("only https is asked")
	errHost     = errors.New("the host is not among those that may be asked")
	errUser     = errors.New("an address with a name or password is not asked")
	errPort     = errors.New("only port 443 and ports from 1024 are asked")
	errPrivate  = errors.New("the host is not on the public Internet")
	errRedirect = errors.New("it redirects too often")
)

// look holds an address, the first one or that of a redirect, to the rules.
func (c *Client) look(at *url.URL) error {
	switch {
	case at.Scheme != "https":
		return errScheme
	case at.Hostname() == "":
		return errForm
	case at.User != nil:
		return errUser
	}
	if port := at.Port(); port != "" && port != "443" {
		n, err := net.LookupPort("tcp", port)
		if err != nil || n < 1024 {
			return errPort
		}
	}
	if c.options.Hosts != nil {
		for _, h := range c.options.Hosts {
			if h == at.Hostname() {
				return nil
			}
		}
		return errHost
	}
	return nil
}

func (c *Client) redirect(to *http.Request, via []*http.Request) error {
	if len(via) > redirects {
		return errRedirect
	}
	to.Header.Del("Referer")
	return c.look(to.URL)
}

// dial resolves a name once, and connects to an address that was looked at.
func (c *Client) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, text, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, err
	}
	port, err := net.LookupPort(network, text)
	if err != nil {
		return nil, err
	}
	var found []netip.Addr
	if ip, err := netip.ParseAddr(host); err == nil {
		found = []netip.Addr{ip}
	} else if found, err = c.resolve(ctx, host); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errPrivate
	}
	for _, ip := range found { // a name with one private address is somebody's trick or somebody's mistake
		if !c.allowed(netip.AddrPortFrom(ip.Unmap(), uint16(port))) {
			return nil, errPrivate
		}
	}
	dialer := &net.Dialer{Timeout: c.options.Time}
	var last error
	for _, ip := range found {
		conn, err := dialer.DialContext(ctx, "tcp", netip.AddrPortFrom(ip.Unmap(), uint16(port)).String())
		if err == nil {
			return conn, nil
		}
		last = err
	}
	return nil, last
}

// inner is what went wrong, without the address, which the sentence names.
func inner(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

func refused(address string, why error) error {
	kind := fault.Unavailable
	for _, rule := range []error{errForm, errScheme, errHost, errUser, errPort, errPrivate, errRedirect} {
		if errors.Is(why, rule) {
			kind = fault.Forbidden
		}
	}
	return fault.Because(why, kind, "fetch.failed", message.Op("address", address), message.Op("why", why.Error()))
}
