package main

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"runtime"
	"time"

	"waymark/internal/jobs"
	"waymark/internal/login"
	"waymark/internal/server"
	"waymark/internal/store"
	"waymark/message"
)

type serveCommand struct {
	installationFlags
	mailFlags
	signerFlags
	trustedFlags
	logFlags
	Listen      string         `env:"WAYMARK_LISTEN" default:"127.0.0.1:8080" placeholder:"ADDRESS" help:"Where to listen."`
	Address     string         `env:"WAYMARK_ADDRESS" placeholder:"URL" help:"The address by which people reach the site, such as https://certs.example.org; links in letters begin with it."`
	Metrics     string         `env:"WAYMARK_METRICS" placeholder:"ADDRESS" help:"Serve /metrics there and not where people come, such as 127.0.0.1:9090."`
	Proxies     []netip.Prefix `env:"WAYMARK_PROXIES" placeholder:"NETWORK" help:"Networks whose proxies are believed when they say who asks (X-Forwarded-For, X-Request-Id), such as 10.0.0.0/8."`
	Requests    int            `env:"WAYMARK_REQUESTS" default:"100" placeholder:"N" help:"How many requests a second one account may send to the API for ever; twice as many at once."`
	Admin       string         `env:"WAYMARK_ADMIN" placeholder:"E-MAIL" help:"The first administrator of an installation that is empty."`
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

// grace is how long requests under way may take to finish when the server is stopped.
const grace = 20 * time.Second

// Run serves until the command is stopped.
func (s serveCommand) Run(c *Command) error {
	ctx, cancel := c.untilStopped()
	defer cancel()
	if s.Demo {
		s.demonstrate()
	}
	if err := s.reached(); err != nil {
		return err
	}
	i, err := s.openTelling(ctx, c, logChanging(s.logger(c)))
	if err == nil {
		err = firstError(s.serve(ctx, c, i), i.close())
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) { // stopped before it served: as it was asked to
		return nil
	}
	return err
}

func (s *serveCommand) serve(ctx context.Context, c *Command, i *installation) error {
	if err := s.install(ctx, c, i); err != nil {
		return err
	}
	if _, err := i.registrar.AdoptKeys(ctx); err != nil {
		return undone(err)
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
	trusted, err := s.trusted(c)
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
			return firstError(deaf("--metrics", s.Metrics, err), listener.Close())
		}
	}
	work := &serving{installation: i, command: s, log: s.logger(c), address: s.reachedAt(listener), ring: ring, trusted: trusted}
	work.keys = &keysNow{command: c, file: keysFile{s.Keys}, ring: ring}
	work.door = login.New(i.store, i.registrar, login.Options{Now: i.now, Link: enterAt(work.address), Pause: pause})
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
	return firstError(serveBoth(ctx, web, listener, apart, work.log), endWork())
}

// pause waits, unless the context ends before.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
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

// shareProcessors lets the system, which changes between threads within a millisecond or two, share the processors between requests and
// long work; Go's own scheduler lets a goroutine run for ten. A GOMAXPROCS of the operator's own stands.
func (s *serveCommand) shareProcessors(c *Command) {
	if c.Env("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(4 * runtime.GOMAXPROCS(0))
	}
}
