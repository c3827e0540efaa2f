package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"waymark/internal/registrar"
	"waymark/record"
)

type relationCommand struct {
	List    relationListCommand    `cmd:"" help:"List the relations that one has declared."`
	Declare relationDeclareCommand `cmd:"" help:"Declare how one stands to a candidate: acts on them are refused while it holds."`
	End     relationEndCommand     `cmd:"" help:"Say that a relation of one's own has ended."`
}

type relationListCommand struct {
	staffFlags
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark relation list --help.
func (relationListCommand) Help() string {
	return examples("waymark relation list --as dan@example.org")
}

// listedRelation is the JSON form of a relation in the list.
type listedRelation struct {
	Relation  int64       `json:"relation"`
	Candidate int64       `json:"candidate"`
	Kind      string      `json:"kind"`
	From      record.Date `json:"from"`
	Until     record.Date `json:"until,omitzero"`
}

// Run lists relations.
func (r relationListCommand) Run(c *Command) error {
	return r.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		declared, err := i.registrar.Relations(ctx, by)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			rows, out := [][]string{}, []listedRelation{}
			for _, n := range declared {
				out = append(out, listedRelation{n.ID, n.Candidate, n.Kind, n.From, n.Until})
				until := ""
				if n.Until != 0 {
					until = n.Until.String()
				}
				rows = append(rows, []string{strconv.FormatInt(n.ID, 10), n.Kind, fmt.Sprintf("candidate %d", n.Candidate), n.From.String(), until})
			}
			if r.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}

type relationDeclareCommand struct {
	staffFlags
	Kind      string      `arg:"" enum:"taught,employs,kin" help:"taught, employs or kin."`
	Candidate int64       `arg:"" help:"The candidate's number."`
	From      record.Date `required:"" placeholder:"DAY" help:"The day it began."`
	Until     record.Date `placeholder:"DAY" help:"The day it ended, where it has."`
}

// Help gives the examples of waymark relation declare --help.
func (relationDeclareCommand) Help() string {
	return examples("waymark relation declare taught 17 --from 2004-09-01 --until 2004-12-20 --as carl@example.org", "waymark relation declare kin 17 --from 1980-05-01 --as dan@example.org")
}

// Run declares a relation and prints its number.
func (r relationDeclareCommand) Run(c *Command) error {
	return r.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		id, err := i.registrar.DeclareRelation(ctx, by, r.Candidate, r.Kind, r.From, r.Until)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			_, err := fmt.Fprintln(w, id)
			return err
		})
	})
}

type relationEndCommand struct {
	staffFlags
	Relation int64       `arg:"" help:"The relation's number, as waymark relation list gives it."`
	Until    record.Date `required:"" placeholder:"DAY" help:"Its last day."`
}

// Help gives the examples of waymark relation end --help.
func (relationEndCommand) Help() string {
	return examples("waymark relation end 3 --until 2005-05-31 --as carl@example.org")
}

// Run ends a relation.
func (r relationEndCommand) Run(c *Command) error {
	return r.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.EndRelation(ctx, by, r.Relation, r.Until)
	})
}
