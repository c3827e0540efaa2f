package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"time"

	"waymark/internal/conformance"
	"waymark/message"
)

type conformCommand struct {
	Serve conformanceServe `cmd:"" help:"Answer the routes that outside test suites of Verifiable Credentials call."`
}

type conformanceServe struct {
	Address string `default:"127.0.0.1:8443" placeholder:"HOST:PORT" help:"Where to listen; only on this machine (${default}). Port 0 takes a free one."`
}

// Help gives the examples of waymark conformance serve --help.
func (conformanceServe) Help() string {
	return examples(
		"waymark conformance serve",
		"curl --insecure https://127.0.0.1:8443/ > implementation.json",
	) + "\n\n" + `It signs whatever it is given, in any issuer's name, with keys that it makes when it starts and forgets when it ends.
It listens on this machine only, over TLS with a certificate that it signs itself, and shares nothing with the server
that awards. GET / describes it in the form that the suites of the W3C read.`
}

// Run serves until the command is interrupted.
func (s conformanceServe) Run(c *Command) error {
	host, _, err := net.SplitHostPort(s.Address)
	if err != nil {
		return usage("command.address", "command.hint.address", message.Op("address", s.Address))
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return usage("command.not-here", "command.hint.address", message.Op("address", s.Address))
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", s.Address)
	if err != nil {
		return cannot("command.listen", "command.hint.address", message.Op("address", s.Address), message.Op("what", err.Error()))
	}
	certificate, err := ownCertificate(c.Now())
	if err != nil {
		return fmt.Errorf("make a certificate: %w", err)
	}
	base := "https://" + listener.Addr().String()
	instance, err := conformance.New(base, c.Now)
	if err != nil {
		return fmt.Errorf("start the conformance instance: %w", err)
	}
	server := &http.Server{
		Handler: instance.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12},
	}
	c.say(c.words.Sentence("command.conformance", message.Op("address", base+"/")))
	if err := server.ServeTLS(listener, "", ""); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", base, err)
	}
	return nil
}

// ownCertificate makes a certificate for this machine that lasts a week.
func ownCertificate(now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "waymark conformance"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(0, 0, 7),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}
