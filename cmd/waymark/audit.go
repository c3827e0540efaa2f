package main

import (
	"cmp"
	"io"
	"os"
	"strings"

	"waymark/audit"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/report"
	"waymark/source"
)

type auditCommand struct {
	Names        []string    `arg:"" optional:"" name:"programme-or-record" help:"Programmes, each by its id in the catalogue or as a file or folder; then the record's file, - for standard input."`
	AsOf         record.Date `name:"as-of" placeholder:"DAY" help:"The day of the audit, such as 2005-06-01; today where none is named."`
	VerifiedOnly bool        `help:"Let only verified evidence count, as awards are decided."`
	WhatIf       []string    `sep:"none" placeholder:"ITEM" help:"Audit as if the candidate had this too, such as \"exam 70-297\"; may be repeated."`
	All          bool        `help:"Audit against every programme of the catalogue, the nearest first."`
	Records      string      `placeholder:"DIR" help:"Audit every record of a folder, or of JSON lines in a file or on standard input (-), instead of one."`
	Format       string      `enum:"text,json,markdown,html" default:"text" help:"text, json, markdown or html."`
	Output       string      `short:"o" placeholder:"FILE" help:"Write the answer to a file."`
}

// Help gives the examples of waymark audit --help.
func (auditCommand) Help() string {
	return examples(
		"waymark audit microsoft/mcse-2003 ana.yaml",
		"waymark audit microsoft/mcse-2003 ana.yaml --as-of 2005-06-01 --what-if \"exam 70-297\"",
		"waymark audit --all ana.yaml --format html -o ana.html",
		"waymark audit ours/engineer.yaml ana.yaml",
		"waymark audit microsoft/mcse-2003 --records candidates/ --format json",
		"waymark audit microsoft/mcse-2003 --records - < candidates.jsonl",
	)
}

// audits is what one call asks of every record.
type audits struct {
	command *auditCommand
	set     *programme.Set
	auditor *audit.Auditor
	ids     []string
	several bool
	whatIf  []record.Ref
	options report.Options
}

// Run audits one record or a batch of them.
func (a auditCommand) Run(c *Command) error {
	programmes, file, err := a.split()
	if err != nil {
		return err
	}
	if a.AsOf == 0 {
		a.AsOf = record.DateOf(c.Now())
	}
	refs, err := items(a.WhatIf)
	if err != nil {
		return err
	}
	set, named, err := c.programmes(programmes)
	if err != nil {
		return err
	}
	ids := once(named)
	if a.All {
		ids = everyID(set)
	}
	work := &audits{
		command: &a, auditor: audit.New(set), ids: ids, several: a.All || len(ids) > 1, whatIf: refs,
		set: set, options: c.look(a.Output),
	}
	if a.Records != "" {
		return work.batch(c)
	}
	return work.one(c, file)
}

// split tells the programmes from the record, which comes last.
func (a auditCommand) split() (programmes []string, file string, err error) {
	programmes = a.Names
	if a.Records == "" {
		if len(programmes) == 0 {
			return nil, "", usage("command.no-record", "command.hint.audit")
		}
		programmes, file = programmes[:len(programmes)-1], programmes[len(programmes)-1]
	}
	switch {
	case len(programmes) == 0 && !a.All:
		return nil, "", usage("command.no-programme-named", "command.hint.audit")
	case a.Records != "" && (a.Format == "html" || a.Format == "markdown"):
		return nil, "", usage("command.batch-format", "", message.Op("format", a.Format))
	}
	return programmes, file, nil
}

// items reads what --what-if names.
func items(texts []string) ([]record.Ref, error) {
	var refs []record.Ref
	for _, text := range texts {
		word, code, _ := strings.Cut(strings.TrimSpace(text), " ")
		kind, known := record.KindOf(word)
		code = strings.TrimSpace(code)
		if !known || !source.IsCode(code) {
			return nil, usage("command.what-if", "command.hint.what-if", message.Op("item", text))
		}
		refs = append(refs, record.Ref{Kind: kind, ID: code})
	}
	return refs, nil
}

func everyID(set *programme.Set) []string {
	var ids []string
	for _, p := range set.Programmes() {
		ids = append(ids, p.ID)
	}
	return ids
}

// one audits one record and shows everything about it.
func (a *audits) one(c *Command, file string) error {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return usage("command.record-folder", "command.hint.record-folder", message.Op("folder", file))
	}
	rec, err := c.record(file, a.set)
	if err != nil {
		return err
	}
	reports, err := a.run(rec)
	if err != nil {
		return err
	}
	return c.whole(a.command.Output, func(w io.Writer) error { return a.write(w, reports, rec.Candidate) })
}

// run audits the record, with what it is to be judged as if it had, against every programme.
func (a *audits) run(rec *record.Record) ([]*audit.Report, error) {
	a.suppose(rec)
	reports := make([]*audit.Report, 0, len(a.ids))
	for _, id := range a.ids {
		r, err := a.auditor.Run(id, rec, a.command.AsOf, audit.Options{VerifiedOnly: a.command.VerifiedOnly})
		if err != nil {
			return nil, err
		}
		reports = append(reports, r)
	}
	return reports, nil
}

// suppose adds to the record what it is to be judged as if it had.
func (a *audits) suppose(rec *record.Record) {
	for _, ref := range a.whatIf {
		rec.Evidence = append(rec.Evidence, record.Evidence{Ref: ref, Date: a.command.AsOf, State: record.Verified, Source: "what if"})
	}
}

func (a *audits) supposed() []string {
	var items []string
	for _, ref := range a.whatIf {
		items = append(items, ref.String())
	}
	return items
}

// form is the functions that write one audit, and several.
type form struct {
	one     func(io.Writer, *programme.Set, *audit.Report, report.Options) error
	several func(io.Writer, *programme.Set, []*audit.Report, report.Options) error
}

var forms = map[string]form{
	"text":     {report.Text, report.OverviewText},
	"json":     {report.JSON, report.OverviewJSON},
	"markdown": {report.Markdown, report.OverviewMarkdown},
	"html":     {report.HTML, report.OverviewHTML},
}

// write writes the reports of one candidate in the format asked for. People are told beside the name that it is an audit
// of what is not so; programs find it among the evidence.
func (a *audits) write(w io.Writer, reports []*audit.Report, candidate record.Candidate) error {
	o := a.options
	o.Candidate = candidate
	if len(a.whatIf) > 0 && a.command.Format != "json" {
		o.Candidate.Name = o.Words.Sentence("command.as-if",
			message.Op("candidate", cmp.Or(candidate.Name, candidate.ID, "-")), message.Op("items", a.supposed()))
	}
	if a.several {
		return forms[a.command.Format].several(w, a.set, reports, o)
	}
	return forms[a.command.Format].one(w, a.set, reports[0], o)
}
