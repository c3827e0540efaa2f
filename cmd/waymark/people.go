package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"waymark/diag"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

type peopleCommand struct {
	List    peopleListCommand    `cmd:"" help:"List candidates, or find the one whom an identity names."`
	Add     peopleAddCommand     `cmd:"" help:"Add a candidate."`
	Show    peopleShowCommand    `cmd:"" help:"Show what is known of a candidate: identities, evidence, awards, rulings."`
	Record  peopleRecordCommand  `cmd:"" help:"Record evidence that the body has from its source."`
	Verify  peopleVerifyCommand  `cmd:"" help:"Say of a piece of evidence that it was checked at its source."`
	Correct peopleCorrectCommand `cmd:"" help:"Replace what a piece of evidence says."`
	Void    peopleVoidCommand    `cmd:"" help:"Say of a piece of evidence that it never was so."`
	Name    peopleNameCommand    `cmd:"" help:"Give a candidate another name."`
	Known   peopleKnownCommand   `cmd:"" help:"Say by what else a candidate is known."`
	Merge   peopleMergeCommand   `cmd:"" help:"Claim that two records are of one person."`
	Unmerge peopleUnmergeCommand `cmd:"" help:"Say that such a claim was wrong; both records are as they were."`
	Export  peopleExportCommand  `cmd:"" help:"Write all that is kept of a person, for them."`
}

// people is how many candidates there are at most.
func (i *installation) people(ctx context.Context) (n int64, err error) {
	err = i.store.View(ctx, func(v *store.View) error {
		n, err = v.LastCandidate()
		return err
	})
	return n, err
}

type peopleListCommand struct {
	staffFlags
	Find   string `placeholder:"KIND=VALUE" xor:"find" help:"The candidate with an identity, such as email=ana@example.org or testhall=SR1045521."`
	Name   string `placeholder:"WORDS" xor:"find" help:"Those with each of these words in their name, or in one they had."`
	After  int64  `placeholder:"N" help:"Only candidates with a higher number."`
	Limit  int    `default:"50" help:"How many to show at most."`
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark people list --help.
func (peopleListCommand) Help() string {
	return examples("waymark people list --as mia@example.org", "waymark people list --find testhall=SR1045521 --as mia@example.org",
		`waymark people list --name "ana roy" --as mia@example.org`)
}

// listedCandidate is the JSON form of a candidate in the list.
type listedCandidate struct {
	Candidate int64  `json:"candidate"`
	Name      string `json:"name"`
}

// Run lists candidates.
func (p peopleListCommand) Run(c *Command) error {
	if p.Limit < 1 {
		return usage("command.limit", "", message.Op("limit", p.Limit))
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		found, err := p.find(ctx, i, by)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			rows, out := [][]string{}, []listedCandidate{}
			for _, one := range found {
				rows = append(rows, []string{strconv.FormatInt(one.ID, 10), message.Printable(one.Name)})
				out = append(out, listedCandidate{one.ID, one.Name})
			}
			if p.Format == "json" {
				return writeJSON(w, out)
			}
			return columns(w, rows)
		})
	})
}

func (p peopleListCommand) find(ctx context.Context, i *installation, by registrar.Actor) ([]store.Candidate, error) {
	if p.Find == "" {
		return i.registrar.CandidatesNamed(ctx, by, p.Name, p.After, p.Limit)
	}
	identity, err := identityOf(p.Find)
	if err != nil {
		return nil, err
	}
	one, known, err := i.registrar.WhoIs(ctx, by, identity)
	if err != nil || !known {
		return nil, err
	}
	return []store.Candidate{one}, nil
}

// identitiesOf reads identities, each as KIND=VALUE.
func identitiesOf(texts []string) ([]store.Identity, error) {
	var all []store.Identity
	for _, text := range texts {
		identity, err := identityOf(text)
		if err != nil {
			return nil, err
		}
		all = append(all, identity)
	}
	return all, nil
}

// identityOf reads an identity as it is written on the command line.
func identityOf(text string) (store.Identity, error) {
	kind, value, both := strings.Cut(text, "=")
	if !both || kind == "" || value == "" {
		return store.Identity{}, usage("command.identity", "command.hint.identity", message.Op("found", text))
	}
	return store.Identity{Kind: kind, Value: value}, nil
}

type peopleAddCommand struct {
	staffFlags
	Name string   `arg:"" help:"The person's name."`
	ID   []string `name:"id" placeholder:"KIND=VALUE" help:"How others know them, such as email=ana@example.org or testhall=SR1045521; may be repeated."`
}

// Help gives the examples of waymark people add --help.
func (peopleAddCommand) Help() string {
	return examples(`waymark people add "Ana Roy" --id email=ana@example.org --id testhall=SR1045521 --as mia@example.org`)
}

// Run adds a candidate and prints the number.
func (p peopleAddCommand) Run(c *Command) error {
	identities, err := identitiesOf(p.ID)
	if err != nil {
		return err
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		id, err := i.registrar.AddCandidate(ctx, by, p.Name, identities...)
		if err != nil {
			return err
		}
		return c.whole("", func(w io.Writer) error {
			_, err := fmt.Fprintln(w, id)
			return err
		})
	})
}

// onCandidate names the candidate that an act is on.
type onCandidate struct {
	staffFlags
	Candidate int64 `arg:"" help:"The candidate's number."`
}

type peopleShowCommand struct{ onCandidate }

// Help gives the examples of waymark people show --help.
func (peopleShowCommand) Help() string {
	return examples("waymark people show 17 --as mia@example.org")
}

// Run shows what is known of a candidate.
func (p peopleShowCommand) Run(c *Command) error {
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		w, err := i.registrar.Record(ctx, by, p.Candidate)
		if err != nil {
			return err
		}
		return c.whole("", func(to io.Writer) error { return columns(to, shownWhole(c, w, i.today())) })
	})
}

// shownWhole is what is known of a person, a line a thing.
func shownWhole(c *Command, w *registrar.Whole, day record.Date) [][]string {
	rows := [][]string{{strconv.FormatInt(w.Candidate.ID, 10), "", message.Printable(w.Candidate.Name)}}
	add := func(what, number string, words ...string) {
		rows = append(rows, []string{c.words.Sentence("command.people." + what), number, message.Printable(strings.TrimSpace(strings.Join(words, " ")))})
	}
	for _, m := range w.Merges {
		add("merged", strconv.FormatInt(m.ID, 10), c.words.Sentence("command.people.claim", message.Op("keeper", int(m.Keeper)), message.Op("absorbed", int(m.Absorbed))), m.Proof)
	}
	for _, n := range w.Identities {
		add("identity", "", n.Kind, n.Value)
	}
	for _, f := range store.Current(w.Facts) {
		words := []string{f.String(), f.Date.String(), f.State.String()}
		if f.Source != "" {
			words = append(words, f.Source, f.Reference)
		}
		add("evidence", strconv.FormatInt(f.Piece, 10), words...)
	}
	for n := range w.Awards {
		a := &w.Awards[n]
		add("award", strconv.FormatInt(a.Number, 10), a.Programme, a.Version, a.Date.String(), registrar.StatusOn(a, day).String(), c.doubtOf(a))
	}
	for _, u := range w.Rulings {
		add("ruling", strconv.FormatInt(u.ID, 10), u.Kind.String(), u.Programme, u.Question+u.Requirement, u.From.String(), u.Reason)
	}
	return rows
}

// doubtOf says that an award rests on what no longer gives it.
func (c *Command) doubtOf(a *store.Award) string {
	if registrar.InDoubt(a) {
		return c.words.Sentence("command.people.doubt")
	}
	return ""
}

type peopleRecordCommand struct {
	onCandidate
	File   string `arg:"" help:"A record, of which the evidence is taken; - for standard input."`
	Reason string `help:"Where the body has it from."`
}

// Help gives the examples of waymark people record --help.
func (peopleRecordCommand) Help() string {
	return examples(`waymark people record 17 ana.yaml --reason "transcript of 1 June" --as mia@example.org`)
}

// Run records evidence and audits at once.
func (p peopleRecordCommand) Run(c *Command) error {
	data, err := c.read(p.File)
	if err != nil {
		return err
	}
	rec, found := source.ReadRecord(shown(p.File), data)
	if err := c.stop(found, map[string][]byte{shown(p.File): data}); err != nil {
		return err
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		pieces, err := i.registrar.RecordEvidence(ctx, by, p.Candidate, rec.Evidence, p.Reason)
		if flaws, is := errors.AsType[*registrar.PiecesError](err); is {
			return c.stop(placed(flaws, rec.Evidence), map[string][]byte{shown(p.File): data})
		}
		if err != nil {
			return err
		}
		c.told("command.people.recorded", message.Op("n", len(pieces)), message.Op("candidate", int(p.Candidate)))
		return nil
	})
}

// placed is what is wrong with pieces, at their places in the file.
func placed(p *registrar.PiecesError, evidence []record.Evidence) diag.List {
	var found diag.List
	for _, f := range p.Flaws {
		found.Add(diag.Finding{Severity: diag.Error, Rule: "evidence", Code: f.Why.Code, Operands: f.Why.Operands, Pos: evidence[f.Index].Pos})
	}
	return found
}

// onPiece names the piece of evidence that an act is on, and why.
type onPiece struct {
	onCandidate
	Piece  int64  `arg:"" help:"The piece's number, as waymark people show gives it."`
	Reason string `required:"" help:"Why."`
}

type peopleVerifyCommand struct {
	onPiece
	Refuse bool `help:"It was found not to be so."`
}

// Help gives the examples of waymark people verify --help.
func (peopleVerifyCommand) Help() string {
	return examples(
		`waymark people verify 17 88 --reason "seen on the transcript" --as mia@example.org`,
		`waymark people verify 17 89 --refuse --reason "the vendor knows nothing of it" --as mia@example.org`,
	)
}

// Run verifies a piece and audits at once.
func (p peopleVerifyCommand) Run(c *Command) error {
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.VerifyEvidence(ctx, by, p.Candidate, p.Piece, !p.Refuse, p.Reason)
	})
}

type peopleCorrectCommand struct {
	onPiece
	File string `arg:"" help:"A record whose one piece of evidence says what is so; - for standard input."`
}

// Help gives the examples of waymark people correct --help.
func (peopleCorrectCommand) Help() string {
	return "Source and reference stay as they are; what the piece said before stays in its history. Awards that were decided on it are decided\n" +
		"again. The file says state: verified where what is so was checked at its source; else it is stated, and gives no award.\n\n" + examples(`waymark people correct 17 88 right.yaml --reason "the vendor had the day wrong" --as mia@example.org`)
}

// Run corrects a piece and audits at once.
func (p peopleCorrectCommand) Run(c *Command) error {
	data, err := c.read(p.File)
	if err != nil {
		return err
	}
	texts := map[string][]byte{shown(p.File): data}
	rec, found := source.ReadRecord(shown(p.File), data)
	if err := c.stop(found, texts); err != nil {
		return err
	}
	if len(rec.Evidence) != 1 {
		return usage("command.people.one-piece", "", message.Op("file", shown(p.File)), message.Op("n", len(rec.Evidence)))
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		err := i.registrar.CorrectEvidence(ctx, by, p.Candidate, p.Piece, rec.Evidence[0], p.Reason)
		if flaws, is := errors.AsType[*registrar.PiecesError](err); is {
			return c.stop(placed(flaws, rec.Evidence), texts)
		}
		return err
	})
}

type peopleVoidCommand struct{ onPiece }

// Help gives the examples of waymark people void --help.
func (peopleVoidCommand) Help() string {
	return examples(`waymark people void 17 88 --reason "somebody else sat it" --as mia@example.org`)
}

// Run makes a piece void and audits at once.
func (p peopleVoidCommand) Run(c *Command) error {
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.VoidEvidence(ctx, by, p.Candidate, p.Piece, p.Reason)
	})
}

type peopleNameCommand struct {
	onCandidate
	Name   string `arg:"" help:"The person's name from now on."`
	Reason string `required:"" help:"Why."`
}

// Help gives the examples of waymark people name --help.
func (peopleNameCommand) Help() string {
	return "The name before stays in the journal, and finds the candidate too. waymark award reissue makes a credential with the new name.\n\n" +
		examples(`waymark people name 17 "Ana Roy-Lund" --reason "married" --as mia@example.org`)
}

// Run renames a candidate.
func (p peopleNameCommand) Run(c *Command) error {
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.Rename(ctx, by, p.Candidate, p.Name, p.Reason)
	})
}

type peopleKnownCommand struct {
	onCandidate
	ID []string `arg:"" name:"id" placeholder:"KIND=VALUE" help:"How others know them, such as email=ana@example.org or testhall=SR1045521."`
}

// Help gives the examples of waymark people known --help.
func (peopleKnownCommand) Help() string {
	return "An identity that names somebody else is refused: if they are one person, merge the records.\n\n" +
		examples("waymark people known 17 email=ana@example.com examiner=EX-204 --as mia@example.org")
}

// Run adds identities.
func (p peopleKnownCommand) Run(c *Command) error {
	identities, err := identitiesOf(p.ID)
	if err != nil {
		return err
	}
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		for _, identity := range identities {
			if err := i.registrar.Identify(ctx, by, p.Candidate, identity); err != nil {
				return err
			}
		}
		return nil
	})
}

type peopleMergeCommand struct {
	staffFlags
	Keeper   int64  `arg:"" help:"The candidate as whom both are read."`
	Absorbed int64  `arg:"" help:"The other."`
	Proof    string `required:"" help:"What shows that they are one person."`
}

// Help gives the examples of waymark people merge --help.
func (peopleMergeCommand) Help() string {
	return examples(`waymark people merge 17 2041 --proof "same passport" --as mia@example.org`)
}

// Run merges two records and audits at once.
func (p peopleMergeCommand) Run(c *Command) error {
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		id, err := i.registrar.Merge(ctx, by, p.Keeper, p.Absorbed, p.Proof)
		if err != nil {
			return err
		}
		c.told("command.people.joined", message.Op("merge", int(id)), message.Op("keeper", int(p.Keeper)), message.Op("absorbed", int(p.Absorbed)))
		return nil
	})
}

type peopleUnmergeCommand struct {
	staffFlags
	Merge  int64  `arg:"" help:"The merge's number."`
	Reason string `required:"" help:"Why."`
}

// Help gives the examples of waymark people unmerge --help.
func (peopleUnmergeCommand) Help() string {
	return examples(`waymark people unmerge 4 --reason "they are twins" --as mia@example.org`)
}

// Run undoes a merge and audits both.
func (p peopleUnmergeCommand) Run(c *Command) error {
	return p.acting(c, func(ctx context.Context, i *installation, by registrar.Actor) error {
		return i.registrar.Unmerge(ctx, by, p.Merge, p.Reason)
	})
}

type peopleExportCommand struct {
	installationFlags
	Candidate int64  `arg:"" help:"The candidate's number."`
	Output    string `short:"o" placeholder:"FILE" help:"Write it to a file."`
}

// Help gives the examples of waymark people export --help.
func (peopleExportCommand) Help() string { return examples("waymark people export 17 -o ana.json") }

// Run writes all that is kept of a person.
func (p peopleExportCommand) Run(c *Command) error {
	return p.with(c, func(ctx context.Context, i *installation) error {
		return c.whole(p.Output, func(w io.Writer) error { return i.registrar.Export(ctx, registrar.Operator, p.Candidate, w) })
	})
}
