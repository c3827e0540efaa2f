package main

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"waymark/credential/jsontree"
	"waymark/internal/code"
	"waymark/internal/fault"
	"waymark/internal/fetch"
	"waymark/message"
	"waymark/record"
	"waymark/verify"
)

type verifyCommand struct {
	What    string `arg:"" name:"file-or-url" help:"The credential, or a presentation of several: JSON, a token, or a baked PNG or SVG; - is standard input, https://… is fetched."`
	Offline bool   `help:"Fetch nothing. What would have to be asked for comes out as undecided, unless a key is its own name (did:key)."`
	trustedFlags
	Recipient string      `placeholder:"WHO" help:"The e-mail address or DID that the credential must be about."`
	Challenge string      `placeholder:"TEXT" help:"For a presentation: what you asked its holder to sign."`
	Domain    string      `placeholder:"NAME" help:"For a presentation: the name under which you asked for it."`
	On        record.Date `placeholder:"DAY" help:"Ask whether it was good on a past day, as far as that can be told."`
	DB        string      `name:"db" placeholder:"ADDRESS" help:"An installation of your own: what it awarded is answered for a past day from its events."`
	Format    string      `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark verify --help.
func (verifyCommand) Help() string {
	return "Each step is shown: whether the document is whole, as the standard asks, whose it is, signed, in time, not revoked, about the right person.\nOf a presentation: whether its holder signed it for you, and what each credential in it is worth.\nIt ends with 0 if the credential is good, 1 if it is not, 3 if that cannot be decided here.\n\n" + examples(
		"waymark verify badge.png",
		"waymark verify credential.json --recipient ana@example.org --trusted issuers.txt",
		"waymark verify https://awards.example.org/c/0123456789ABCDEF.json --format json",
		"waymark verify diploma.svg --on 2025-06-01",
		"waymark verify - --offline < credential.jwt",
		"waymark verify presentation.json --challenge 8f14e45f --domain jobs.example.com",
	)
}

// Run verifies one credential.
func (v verifyCommand) Run(c *Command) error {
	o := verify.Options{Now: c.Now(), Recipient: v.Recipient, Challenge: v.Challenge, Domain: v.Domain}
	if v.On != 0 {
		o.Held = v.On.Time().Add(24*time.Hour - time.Second)
		if v.On >= record.DateOf(c.Now().UTC()) {
			return usage("command.verify.day", "", message.Op("day", v.On))
		}
	}
	var err error
	if o.Trusted, err = v.trusted(c); err != nil {
		return err
	}
	client := fetch.New(fetch.Options{Agent: "waymark/" + versionName()})
	if !v.Offline {
		o.Fetch = client.Fetch(context.Background())
	}
	data, err := v.data(c, client)
	if err != nil {
		return err
	}
	if (v.Challenge != "" || v.Domain != "") && !verify.IsPresentation(data) {
		return usage("command.verify.no-presentation", "")
	}
	told := verify.Tell(data, o, c.words)
	asked := []*verify.Told{&told}
	for i := range told.Presented {
		asked = append(asked, &told.Presented[i])
	}
	if len(asked) > 1 { // the presentation itself was awarded by nobody
		asked = asked[1:]
	}
	own, err := v.own(c, asked)
	if err != nil {
		return err
	}
	if err := c.whole("", func(w io.Writer) error { return v.tell(c, w, &told, own) }); err != nil {
		return err
	}
	switch told.Outcome {
	case verify.Passed.String():
		return nil
	case verify.Failed.String():
		return errFindings
	default:
		return &failure{code: exitFailed}
	}
}

// data reads the credential, or fetches it.
func (v *verifyCommand) data(c *Command, client *fetch.Client) ([]byte, error) {
	if !strings.HasPrefix(v.What, "https://") && !strings.HasPrefix(v.What, "http://") {
		return c.read(v.What)
	}
	if v.Offline {
		return nil, usage("command.verify.offline", "", message.Op("address", v.What))
	}
	data, err := client.Get(context.Background(), v.What)
	return data, undone(err)
}

// own asks an installation of ours how the award behind each credential stood on the day, if it is its own.
func (v *verifyCommand) own(c *Command, credentials []*verify.Told) (string, error) {
	if v.DB == "" {
		return "", nil
	}
	day := v.On
	if day == 0 {
		day = record.DateOf(c.Now().UTC())
	}
	var answers []string
	err := installationFlags{DB: v.DB}.with(c, func(ctx context.Context, i *installation) error {
		for _, told := range credentials {
			answer, err := ownAnswer(ctx, c, i, told, day)
			if err != nil {
				return err
			}
			answers = append(answers, answer)
		}
		return nil
	})
	return strings.Join(answers, "\n"), err
}

// ownAnswer looks one credential up. Anybody can write our code into a credential of their own: what is asked about must say the
// same of itself, and of who issued it, as what was given out under the code.
func ownAnswer(ctx context.Context, c *Command, i *installation, told *verify.Told, day record.Date) (string, error) {
	foreign := c.words.Sentence("command.verify.foreign")
	typed, wrong := code.Parse(path.Base(told.ID))
	if wrong != nil {
		return foreign, nil //nolint:nilerr // an identifier of another's
	}
	given, err := i.registrar.Credential(ctx, string(typed))
	if fault.Is(err, fault.NotFound) {
		return foreign, nil
	}
	if err != nil {
		return "", err
	}
	document, err := jsontree.Parse(given.Document)
	if err != nil || document.Str("id") != told.ID || document.Get("issuer").Str("id") != told.Issuer {
		return foreign, err
	}
	status, err := i.registrar.HeldOn(ctx, string(typed), day)
	return c.words.Sentence("command.verify.own", message.Op("day", day), message.Op("status", status.String())), err
}

// signs of the outcomes of a step, in letters beyond ASCII and without.
var signs = map[string][2]string{"passed": {"✓", "+"}, "failed": {"✗", "x"}, "unknown": {"?", "?"}, "skipped": {"·", "-"}}

func (v *verifyCommand) tell(c *Command, w io.Writer, told *verify.Told, own string) error {
	if v.Format == "json" {
		return writeJSON(w, struct {
			verify.Told
			Own string `json:"own_record,omitempty"`
		}{*told, own})
	}
	var b strings.Builder
	v.write(c, &b, told)
	for i := range told.Presented {
		fmt.Fprintf(&b, "\n%s\n", c.words.Sentence("command.verify.presented", message.Op("n", i+1), message.Op("of", len(told.Presented))))
		v.write(c, &b, &told.Presented[i])
	}
	fmt.Fprintln(&b, "\n"+c.words.Sentence("command.verify."+told.Outcome))
	if own != "" {
		fmt.Fprintln(&b, own)
	}
	for line := range strings.Lines(b.String()) {
		if _, err := io.WriteString(w, message.Printable(strings.TrimSuffix(line, "\n"))+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// write shows what a credential says of itself, or who presents several, and the steps.
func (v *verifyCommand) write(c *Command, b *strings.Builder, told *verify.Told) {
	begin := b.Len()
	if told.Name != "" {
		fmt.Fprintln(b, told.Name)
	}
	line := func(code string, text string) {
		if text != "" {
			fmt.Fprintln(b, c.words.Sentence(code, message.Op("text", text)))
		}
	}
	holder := "command.verify.holder"
	if told.Presented != nil {
		holder = "command.verify.presenter"
	}
	line(holder, told.Holder)
	issuer := told.Issuer
	if told.IssuerName != "" {
		issuer = told.IssuerName + " (" + told.Issuer + ")"
	}
	line("command.verify.issuer", issuer)
	line("command.verify.from", told.From)
	line("command.verify.until", told.Until)
	if b.Len() > begin {
		b.WriteByte('\n')
	}
	column := 0
	if !c.unicode() {
		column = 1
	}
	for _, s := range told.Steps {
		fmt.Fprintf(b, "%s %s\n", signs[s.Outcome][column], s.Title)
		for _, n := range s.Notes {
			at := ""
			if n.Path != "" {
				at = n.Path + ": "
			}
			fmt.Fprintf(b, "    %s%s\n", at, n.Sentence)
		}
	}
}
