package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/netip"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"waymark/catalogue"
	"waymark/internal/jobs"
	"waymark/internal/keyring"
	"waymark/internal/login"
	"waymark/internal/mail"
	"waymark/internal/server"
	"waymark/internal/store"
	"waymark/message"
)

type serveCommand struct {
	installationFlags
	mailFlags
	signerFlags
	Listen      string         `env:"WAYMARK_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where to listen."`
	Address     string         `env:"WAYMARK_ADDRESS" placeholder:"URL" help:"The address by which people reach the site, such as https://certs.example.org; links in letters begin with it."`
	Metrics     string         `env:"WAYMARK_METRICS" placeholder:"ADDRESS" help:"Serve /metrics there and not where people come, such as 127.0.0.1:9090."`
	Proxies     []netip.Prefix `env:"WAYMARK_PROXIES" placeholder:"NETWORK" help:"Networks whose proxies are believed when they say who asks (X-Forwarded-For, X-Request-Id), such as 10.0.0.0/8."`
	Requests    int            `env:"WAYMARK_REQUESTS" default:"100" placeholder:"N" help:"How many requests a second one account may send to the API for ever; twice as many at once."`
	Admin       string         `env:"WAYMARK_ADMIN" placeholder:"E-MAIL" help:"The first administrator of an installation that is empty."`
	LogLevel    string         `env:"WAYMARK_LOG_LEVEL" enum:",debug,info,warn,error" default:"" placeholder:"LEVEL" help:"The least that is logged: debug, info, warn or error; info, and of a demonstration warn."`
	LogFormat   string         `env:"WAYMARK_LOG_FORMAT" enum:",json,text" default:"" placeholder:"FORMAT" help:"json, or text as on a terminal."`
	Demo        bool           `help:"Fill a fresh installation with 200 candidates on the business day 2005-06-01, and serve it for trying things out; in waymark-demo.db unless --db names another."`
	Development bool           `env:"WAYMARK_DEVELOPMENT" help:"Show letters on the page /outbox instead of sending them. Whoever reads them can sign in as anybody."`
}

// Help gives the examples of waymark serve --help.
func (serveCommand) Help() string {
	return examples(
		"waymark serve --demo",
		"waymark serve --db waymark.db --admin ada@example.org --development",
		"waymark serve --db postgres://waymark@db/waymark --listen :8080 --address https://certs.example.org",
		"waymark serve --db waymark.db --address https://certs.example.org --keys keys.json --passphrase-file secret.txt",
	)
}

// serving is an installation that is being served.
type serving struct {
	*installation
	command *serveCommand
	log     *slog.Logger
	door    *login.Door
	// address is where people reach the site, without a slash at its end.
	address string
	// ring is the issuer's keys, or nil; nothing of it is opened here.
	ring *keyring.Ring
}

// grace is how long requests under way may take to finish when the server is stopped.
const grace = 20 * time.Second

// Run serves until the command is stopped.
func (s serveCommand) Run(c *Command) error {
	ctx, cancel := c.untilStopped()
	defer cancel()
	if s.Demo {
		s.demonstrate()
	}
	i, err := s.open(ctx, c)
	if err != nil {
		return err
	}
	return firstError(s.serve(ctx, c, i), i.close())
}

func (s *serveCommand) serve(ctx context.Context, c *Command, i *installation) error {
	if err := s.install(ctx, c, i); err != nil {
		return err
	}
	post, err := s.server()
	if err != nil {
		return err
	}
	if s.Development {
		post = nil
	}
	issuing, ring, err := s.signing(c, s.Address)
	if err != nil {
		return err
	}
	listener, err := s.listener()
	if err != nil {
		return err
	}
	var apart net.Listener
	if s.Metrics != "" {
		if apart, err = net.Listen("tcp", s.Metrics); err != nil {
			return firstError(deaf(s.Metrics, err), listener.Close())
		}
	}
	work := &serving{installation: i, command: s, log: s.logger(c), address: s.reachedAt(listener), ring: ring}
	work.door = login.New(i.store, i.registrar, login.Options{
		Now: i.now, Link: enterAt(work.address),
	})
	s.shareProcessors(c)
	web := server.New(server.Options{Log: work.log, Now: i.now, Ready: work.ready, Proxies: s.Proxies, Secure: work.secure(), Version: versionName()})
	work.mount(web)
	endWork, err := i.startWork(ctx, jobs.Options{Log: work.log, Mail: post, Issuing: issuing, Busy: web.Busy})
	if err != nil {
		return err
	}
	work.warn(ctx, listener, post)
	if err := work.welcome(ctx, c); err != nil {
		return err
	}
	var behind sync.WaitGroup
	ctx, stop := context.WithCancelCause(ctx)
	if apart != nil {
		behind.Go(func() { stop(web.Metrics.Serve(ctx, apart, work.log)) })
	}
	err = web.Serve(ctx, listener, grace)
	stop(err)
	behind.Wait()
	return firstError(err, endWork())
}

// listener listens where the command is told to. A demonstration takes a free port where its own is taken.
func (s *serveCommand) listener() (net.Listener, error) {
	listener, err := net.Listen("tcp", s.Listen)
	if s.Demo && errors.Is(err, syscall.EADDRINUSE) {
		if host, _, err := net.SplitHostPort(s.Listen); err == nil {
			return net.Listen("tcp", net.JoinHostPort(host, "0"))
		}
	}
	if err != nil {
		return nil, deaf(s.Listen, err)
	}
	return listener, nil
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

func (s *serveCommand) logger(c *Command) *slog.Logger {
	var level slog.Level // its zero is info
	if s.LogLevel != "" {
		_ = level.UnmarshalText([]byte(s.LogLevel)) // the flag takes no other word
	}
	options := &slog.HandlerOptions{Level: level}
	if _, is := terminal(c.Stderr); s.LogFormat == "text" || s.LogFormat == "" && is {
		return slog.New(slog.NewTextHandler(c.Stderr, options))
	}
	return slog.New(slog.NewJSONHandler(c.Stderr, options))
}

// warn says what somebody who set this up may not have meant.
func (s *serving) warn(ctx context.Context, listener net.Listener, post *mail.Server) {
	at, is := listener.Addr().(*net.TCPAddr)
	switch {
	case s.command.Development && is && !at.IP.IsLoopback():
		s.log.WarnContext(ctx, "whoever reaches this address can read every letter and sign in as anybody: --development is on", "address", s.address)
	case !s.command.Development && post == nil:
		s.log.WarnContext(ctx, "letters wait, and nobody can sign in by one: no mail server is given with --mail")
	}
}

// welcome says where the site is.
func (s *serving) welcome(ctx context.Context, c *Command) error {
	if s.command.Demo {
		return s.welcomeDemo(ctx, c)
	}
	_, err := fmt.Fprintf(c.Stdout, "serving %s/ · business day %s\n", s.address, s.today())
	return err
}

// install readies an installation that is empty.
func (s *serveCommand) install(ctx context.Context, c *Command, i *installation) error {
	if s.Demo {
		return fillDemo(ctx, c, i, demoCandidates)
	}
	if s.Admin == "" {
		empty := false
		err := i.store.View(ctx, func(v *store.View) error {
			accounts, err := v.Accounts(0, 1)
			empty = len(accounts) == 0
			return err
		})
		if err == nil && empty {
			err = usage("command.no-admin", "command.hint.admin", message.Op("db", s.DB))
		}
		return err
	}
	_, err := i.registrar.Install(ctx, s.Admin, s.Admin, shippedTexts())
	return undone(err)
}

// shippedTexts are the programmes and facts that come with the program.
func shippedTexts() map[string][]byte {
	texts := map[string][]byte{}
	names, err := fs.Glob(catalogue.Files(), "*/*.yaml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".test.yaml") {
			continue
		}
		if texts[name], err = fs.ReadFile(catalogue.Files(), name); err != nil {
			panic(err) // embedded
		}
	}
	return texts
}

func deaf(address string, err error) error {
	hint := ""
	if errors.Is(err, syscall.EADDRINUSE) {
		hint = "command.hint.listen"
	}
	return cannot("command.deaf", hint, message.Op("address", address), message.Op("why", err.Error()))
}

// secure tells whether people reach the site by https.
func (s *serving) secure() bool { return strings.HasPrefix(s.address, "https://") }

func (s *serving) ready(ctx context.Context) error {
	return s.store.View(ctx, func(v *store.View) error {
		_, err := v.Setting("ready")
		return err
	})
}

// outbox is what the page of that name reads, in development alone.
func (s *serving) outbox() func(context.Context, int) ([]store.Message, error) {
	if !s.command.Development {
		return nil
	}
	return func(ctx context.Context, limit int) (out []store.Message, err error) {
		err = s.store.View(ctx, func(v *store.View) error {
			out, err = v.Messages(limit)
			return err
		})
		return out, err
	}
}

// shareProcessors lets the system, which changes between threads within a millisecond or two, share the processors between requests and
// long work; Go's own scheduler lets a goroutine run for ten. A GOMAXPROCS of the operator's own stands.
func (s *serveCommand) shareProcessors(c *Command) {
	if c.Env("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(4 * runtime.GOMAXPROCS(0))
	}
}
