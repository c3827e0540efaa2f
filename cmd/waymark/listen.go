package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"syscall"

	"waymark/internal/server"
	"waymark/message"
)

// listener listens where the command is told to. A demonstration takes a free port where its own is taken.
func (s *serveCommand) listener() (net.Listener, error) {
	listener, err := net.Listen("tcp", s.Listen)
	if s.Demo && errors.Is(err, syscall.EADDRINUSE) {
		if host, _, err := net.SplitHostPort(s.Listen); err == nil {
			return net.Listen("tcp", net.JoinHostPort(host, "0"))
		}
	}
	if err != nil {
		return nil, deaf("--listen", s.Listen, err)
	}
	return listener, nil
}

// reached refuses an address of the site that links could not begin with.
func (s *serveCommand) reached() error {
	if s.Address == "" {
		return nil
	}
	at, err := url.Parse(s.Address)
	if err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Hostname() == "" || strings.Trim(at.Path, "/") != "" || at.RawQuery+at.Fragment != "" || at.User != nil {
		return usage("command.site-address", "command.hint.site-address", message.Op("found", s.Address))
	}
	return nil
}

// reachedAt is the address by which people reach the site, without a slash at its end.
func (s *serveCommand) reachedAt(listener net.Listener) string {
	if s.Address != "" {
		return strings.TrimRight(s.Address, "/")
	}
	at, is := listener.Addr().(*net.TCPAddr)
	if is && at.IP.IsUnspecified() {
		return "http://localhost:" + strconv.Itoa(at.Port)
	}
	return "http://" + listener.Addr().String()
}

// deaf says that nothing can be heard at an address that a flag named.
func deaf(flag, address string, err error) error {
	hint := ""
	if errors.Is(err, syscall.EADDRINUSE) {
		hint = "command.hint.listen"
	}
	return cannot("command.deaf", hint, message.Op("flag", flag), message.Op("address", address), message.Op("why", err.Error()))
}

// serveBoth serves the site, and the metrics where they have a listener of their own, until the context ends or one of them cannot
// go on.
func serveBoth(ctx context.Context, web *server.Server, site, metrics net.Listener, log *slog.Logger) error {
	if metrics == nil {
		return web.Serve(ctx, site, grace)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	apart := make(chan error, 1)
	go func() {
		defer stop()
		apart <- web.Metrics.Serve(ctx, metrics, log)
	}()
	err := web.Serve(ctx, site, grace)
	stop()
	return firstError(err, <-apart)
}
