package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"waymark/internal/registrar"
	"waymark/message"
	"waymark/record"
)

type motionCommand struct {
	List    motionListCommand    `cmd:"" help:"List what waits for a second person."`
	Rule    motionRuleCommand    `cmd:"" help:"Move a ruling: grant, refuse, admit, substitute or waive."`
	Approve motionApproveCommand `cmd:"" help:"Approve what another person moved; it is done at once."`
	Refuse  motionRefuseCommand  `cmd:"" help:"Refuse what another person moved."`
}

type motionListCommand struct {
	staffFlags
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark motion list --help.
func (motionListCommand) Help() string { return examples("waymark motion list --as dan@example.org") }

// listedMotion is the JSON form of a motion in the list.
type listedMotion struct {
	Motion    int64  `json:"motion"`
	Kind      string `json:"kind"`
	What      string `json:"what"`
	Candidate int64  `json:"candidate,omitempty"`
	Name      string `json:"name,omitempty"`
	Award     int64  `json:"award,omitempty"`
	Programme string `json:"programme,omitempty"`
	Author    int64  `json:"author"`
	By        string `json:"by"`
	Reason    string `json:"reason"`
}

// Run lists open motions.
func (m motionListCommand) Run(c *Command) error {
	return m.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		const most = 1000
		open, err := i.registrar.MotionsTold(ctx, by, 0, most)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			rows, out := [][]string{}, []listedMotion{}
			for n := range open {
				o := &open[n]
				one := listedMotion{o.ID, o.Kind, o.What(), o.Candidate, o.Name, o.Award, "", o.Author, o.By, o.Reason}
				what, whom := one.What, c.words.Sentence("command.motion.everyone")
				if o.Candidate != 0 {
					whom = fmt.Sprintf("candidate %d %s", o.Candidate, o.Name)
				}
				if o.Held != nil {
					one.Programme = o.Held.Programme
					what = fmt.Sprintf("%s: award %d %s", what, o.Award, o.Held.Programme)
				}
				out = append(out, one)
				rows = append(rows, []string{strconv.FormatInt(o.ID, 10), message.Printable(what), message.Printable(whom), message.Printable(o.By), message.Printable(o.Reason)})
			}
			if m.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}

type motionRuleCommand struct {
	staffFlags
	Kind        string      `arg:"" enum:"grant,refuse,admit,substitute,waive" help:"grant, refuse, admit, substitute or waive."`
	Candidate   int64       `placeholder:"N" help:"On this candidate alone; on everyone where none is named."`
	Programme   string      `placeholder:"ID" help:"In this programme."`
	Question    string      `placeholder:"ID" help:"The open question that is granted or refused."`
	Requirement string      `placeholder:"ID" help:"The requirement that is waived."`
	Evidence    string      `placeholder:"ITEM" help:"What is admitted or stands in, such as \"exam microsoft/70-240\"."`
	For         string      `placeholder:"ITEM" help:"What it stands in for."`
	From        record.Date `placeholder:"DAY" help:"Its first day; the business day where none is named."`
	Until       record.Date `placeholder:"DAY" help:"Its last day; none where none is named."`
	Reason      string      `required:"" help:"Why."`
}

// Help gives the examples of waymark motion rule --help.
func (motionRuleCommand) Help() string {
	return examples(
		`waymark motion rule waive --candidate 17 --programme microsoft/mcsa-2003 --requirement client --reason "equal experience" --as mia@example.org`,
		`waymark motion rule substitute --evidence "exam microsoft/70-240" --for "exam microsoft/70-290" --reason "same content" --as mia@example.org`,
	)
}

// Run moves a ruling.
func (m motionRuleCommand) Run(c *Command) error {
	ruling := record.Ruling{Programme: m.Programme, Question: m.Question, Requirement: m.Requirement, Until: m.Until, Reason: m.Reason}
	for _, kind := range []record.RulingKind{record.Grant, record.RefuseOpen, record.Admit, record.Substitute, record.Waive} {
		if kind.String() == m.Kind {
			ruling.Kind = kind
		}
	}
	var err error
	if ruling.Evidence, err = itemOf(m.Evidence); err != nil {
		return err
	}
	if ruling.For, err = itemOf(m.For); err != nil {
		return err
	}
	return m.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		ruling.From = cmp.Or(m.From, i.today())
		motion, err := i.registrar.MoveRuling(ctx, by, m.Candidate, ruling)
		if err != nil {
			return err
		}
		c.told("command.moved", message.Op("motion", int(motion)))
		return nil
	})
}

// itemOf reads a kind and an id, or nothing.
func itemOf(text string) (record.Ref, error) {
	if text == "" {
		return record.Ref{}, nil
	}
	word, id, _ := strings.Cut(strings.TrimSpace(text), " ")
	kind, known := record.KindOf(word)
	id = strings.TrimSpace(id)
	if !known || id == "" || !strings.Contains(id, "/") {
		return record.Ref{}, usage("command.item", "command.hint.item", message.Op("found", text))
	}
	return record.Ref{Kind: kind, ID: id}, nil
}

// onMotion names a motion.
type onMotion struct {
	staffFlags
	Motion int64 `arg:"" help:"The motion's number."`
}

type motionApproveCommand struct {
	onMotion
	Remark string `help:"What there is to say to it."`
}

// Help gives the examples of waymark motion approve --help.
func (motionApproveCommand) Help() string {
	return examples("waymark motion approve 5 --as eva@example.org")
}

// Run approves a motion.
func (m motionApproveCommand) Run(c *Command) error {
	return m.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		if err := i.registrar.Second(ctx, by, m.Motion, true, m.Remark); err != nil {
			return err
		}
		return i.settle(ctx, c)
	})
}

type motionRefuseCommand struct {
	onMotion
	Reason string `required:"" help:"Why."`
}

// Help gives the examples of waymark motion refuse --help.
func (motionRefuseCommand) Help() string {
	return examples(`waymark motion refuse 5 --reason "no proof" --as eva@example.org`)
}

// Run refuses a motion.
func (m motionRefuseCommand) Run(c *Command) error {
	return m.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.Second(ctx, by, m.Motion, false, m.Reason)
	})
}
