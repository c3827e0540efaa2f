package server

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

type clientKey struct{}

// Client is the place that a request comes from, as one that tries too often is known by: an address, or of IPv6 the network of one
// house.
func Client(ctx context.Context) string {
	place, _ := ctx.Value(clientKey{}).(string)
	return place
}

// client finds who asks: the last that a proxy of ours names and that is none itself.
func (s *Server) client(r *http.Request) string {
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr // no network is behind it, as in tests
	}
	client := address.Addr().Unmap()
	named := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, name := range slices.Backward(named) {
		if !s.proxy(client) {
			break
		}
		before, err := netip.ParseAddr(strings.TrimSpace(name))
		if err != nil {
			break
		}
		client = before.Unmap()
	}
	const house = 64
	if client.Is6() {
		network, _ := client.WithZone("").Prefix(house) // of an IPv6 address it is right
		return network.String()
	}
	return client.String()
}

func (s *Server) fromProxy(r *http.Request) bool {
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && s.proxy(address.Addr().Unmap())
}

func (s *Server) proxy(address netip.Addr) bool {
	return slices.ContainsFunc(s.options.Proxies, func(p netip.Prefix) bool { return p.Contains(address) })
}
