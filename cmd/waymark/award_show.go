package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

type awardShowCommand struct {
	onCandidate
	Award  int64  `arg:"" help:"The award's number, as waymark people show gives it."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark award show --help.
func (awardShowCommand) Help() string {
	return examples("waymark award show 17 2 --as dan@example.org", "waymark award show 17 2 --as dan@example.org --format json")
}

// shownAward is the JSON form of an award with its history.
type shownAward struct {
	Candidate int64               `json:"candidate"`
	Name      string              `json:"name"`
	Award     int64               `json:"award"`
	Programme string              `json:"programme"`
	Version   string              `json:"version"`
	Rules     string              `json:"rules_sha256"`
	From      record.Date         `json:"from"`
	Until     record.Date         `json:"until,omitzero"`
	Status    string              `json:"status"`
	InDoubt   bool                `json:"in_doubt"`
	DecidedOn record.Date         `json:"decided_on"`
	DecidedBy string              `json:"decided_by"`
	Events    []shownEvent        `json:"events"`
	Counted   []registrar.Counted `json:"counted"`
}

type shownEvent struct {
	Event  string      `json:"event"`
	Date   record.Date `json:"date"`
	At     time.Time   `json:"at"`
	By     string      `json:"by"`
	Mover  string      `json:"moved_by,omitempty"`
	Reason string      `json:"reason,omitempty"`
	Entry  int64       `json:"entry"`
}

// Run shows an award.
func (a awardShowCommand) Run(c *Command) error {
	return a.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		h, err := i.registrar.History(ctx, by, a.Candidate, a.Award)
		if err != nil {
			return err
		}
		names, err := i.registrar.Names(ctx, by, h.Actors()...)
		if err != nil {
			return err
		}
		out := shownAward{
			h.Award.Candidate, h.Holder.Name, h.Award.Number, h.Award.Programme, h.Award.Version, hex.EncodeToString(h.Award.Rules), h.Award.Date, h.Award.Until,
			registrar.StatusOn(&h.Award, i.today()).String(), registrar.InDoubt(&h.Award), h.Award.DecidedOn, names[h.Award.DecidedBy], nil, h.Counted,
		}
		for n := range h.Events {
			e := &h.Events[n]
			out.Events = append(out.Events, shownEvent{e.Kind.String(), e.Date, e.At, names[e.Actor], names[e.Mover], e.Reason, e.Entry})
		}
		return c.whole("", func(w io.Writer) error {
			if a.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, c.awardRows(&out))
		})
	})
}

// awardRows is an award with its history, a line a thing.
func (c *Command) awardRows(a *shownAward) [][]string {
	var rows [][]string
	add := func(what string, words ...string) {
		words = strings.Fields(strings.Join(words, " "))
		rows = append(rows, []string{c.words.Sentence("command.award." + what), message.Printable(strings.Join(words, " "))})
	}
	doubt := ""
	if a.InDoubt {
		doubt = c.words.Sentence("command.people.doubt")
	}
	add("which", strconv.FormatInt(a.Award, 10), a.Programme)
	add("holder", strconv.FormatInt(a.Candidate, 10), a.Name)
	add("status", a.Status, doubt)
	until := c.words.Sentence("command.award.for-life")
	if a.Until != 0 {
		until = a.Until.String()
	}
	add("from", a.From.String())
	add("until", until)
	add("rules", a.Version, a.Rules)
	for _, e := range a.Events {
		by := e.By
		if e.Mover != "" {
			by = c.words.Sentence("command.award.by-two", message.Op("mover", e.Mover), message.Op("second", e.By))
		}
		add("event", fmt.Sprintf("%s %s, entry %d, by %s%s", e.Event, e.Date, e.Entry, by, reasonOf(e.Reason)))
	}
	for _, p := range a.Counted {
		add("counted", strconv.FormatInt(p.Piece, 10), p.Item, p.Date.String(), p.State, p.Source, p.Reference, nowOf(p.Now))
	}
	return rows
}

func reasonOf(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

func nowOf(now string) string {
	if now == "" {
		return ""
	}
	return "(" + now + ")"
}
