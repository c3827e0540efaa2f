package main

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"time"

	"waymark/internal/jobs"
	"waymark/internal/mail"
	"waymark/internal/store"
	"waymark/message"
)

type workCommand struct {
	installationFlags
	mailFlags
	signerFlags
	logFlags
}

// Help gives the examples of waymark work --help.
func (workCommand) Help() string {
	return "A process that serves works too; more of them share the work.\n\n" + examples(
		"waymark work --db postgres://waymark@db/waymark",
		"waymark work --db postgres://waymark@db/waymark --mail smtp.example.org:587 --mail-from office@example.org",
	)
}

// Run works until the command is stopped.
func (w workCommand) Run(c *Command) error {
	if !store.Shared(w.DB) {
		return usage("command.work-alone", "command.hint.work", message.Op("db", w.DB))
	}
	server, err := w.server()
	if err != nil {
		return err
	}
	ctx, cancel := c.untilStopped()
	defer cancel()
	i, err := w.openTelling(ctx, c, logChanging(w.logger(c)))
	if err != nil {
		return err
	}
	return firstError(w.work(ctx, c, i, server), i.close())
}

func (w *workCommand) work(ctx context.Context, c *Command, i *installation, server *mail.Server) error {
	issuing, _, err := w.signing(c, "")
	if err != nil {
		return err
	}
	end, err := i.startWork(ctx, jobs.Options{Log: w.logger(c), Mail: server, Issuing: issuing})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(c.Stdout, "working · business day %s\n", i.today()); err != nil {
		return firstError(err, end())
	}
	<-ctx.Done()
	return end()
}

// startWork starts what works in this process, and gives what ends it.
func (i *installation) startWork(ctx context.Context, o jobs.Options) (end func() error, err error) {
	o.Now = i.now
	workers, err := jobs.Start(ctx, i.store, i.registrar, o)
	if err != nil {
		return nil, undone(err)
	}
	return func() error {
		soon, cancel := context.WithTimeout(context.Background(), 15*time.Second)
		defer cancel()
		return workers.Stop(soon)
	}, nil
}

// mailFlags say which mail server takes letters.
type mailFlags struct {
	Mail         string `env:"WAYMARK_MAIL" placeholder:"HOST:PORT" help:"The mail server that takes letters; they wait where none is given."`
	MailFrom     string `env:"WAYMARK_MAIL_FROM" placeholder:"E-MAIL" help:"The address that letters come from."`
	MailUser     string `env:"WAYMARK_MAIL_USER" placeholder:"NAME" help:"The name by which to sign in to the mail server."`
	MailPassword string `env:"WAYMARK_MAIL_PASSWORD" placeholder:"WORD" help:"The password; better in WAYMARK_MAIL_PASSWORD, where no list of processes shows it."`
	MailPlain    bool   `env:"WAYMARK_MAIL_PLAIN" help:"Speak to the mail server without encryption, where it is on the same machine."`
}

// server is the mail server, or nil where none is given.
func (f mailFlags) server() (*mail.Server, error) {
	if f.Mail == "" {
		return nil, nil
	}
	host, text, err := net.SplitHostPort(f.Mail)
	port, wrong := strconv.Atoi(text)
	if err != nil || wrong != nil || host == "" || port < 1 || port > 65535 {
		return nil, usage("command.mail", "command.hint.mail", message.Op("found", f.Mail))
	}
	if f.MailFrom == "" {
		return nil, usage("command.mail-from", "command.hint.mail-from")
	}
	return &mail.Server{Host: host, Port: port, From: f.MailFrom, User: f.MailUser, Password: f.MailPassword, Plain: f.MailPlain}, nil
}
