// Command waymark audits a candidate's record against the published rules of certification programmes, and helps to write
// those rules.
//
// Its manners, the same in every command:
//   - Standard output carries the answer and nothing else; errors, hints and progress go to standard error.
//   - An error is one line that begins with "error:", and a line "hint:" says what to do where we know it. Findings in a
//     file begin with the file, line and column.
//   - The exit code says how it went: 0 answered, whatever the verdict; 1 errors were found in a file; 2 the command line was
//     not understood; 3 we could not do our work. A command that is interrupted ends with the shell's code for that.
//   - An answer is complete before its first byte is written; only batches stream, a record at a time.
//   - "-" is standard input. With -o the answer goes to a file, which is written whole or not at all.
//   - Colour is for terminals and never the only sign of anything; NO_COLOR is honoured. The width is COLUMNS, or the
//     terminal's.
//   - The clock is read once, for the day of an audit that names none; every answer says its day.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alecthomas/kong"

	"waymark/internal/fault"
	"waymark/message"
	"waymark/record"
)

// The exit codes.
const (
	exitAnswered = 0 // answered, whatever the verdict
	exitFindings = 1 // errors were found in a file
	exitUsage    = 2 // the command line was not understood
	exitFailed   = 3 // we could not do our work
)

// Command is one call of waymark with everything it takes from the outside.
type Command struct {
	// Args are the arguments without the program's name.
	Args           []string
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// Env gives the value of an environment variable, or nothing.
	Env func(string) string
	Now func() time.Time

	// keyCost is what sealing keys costs, as keyring.Ring.Cost has it; 0 is the usual.
	keyCost int
	words   *message.Catalogue
	color   string
	pending pendings
	// interrupt ends a command that runs until it is stopped, where one is running.
	interrupt atomic.Pointer[context.CancelFunc]
	// drained tells that standard input has been read.
	drained bool
}

// commandLine is what kong reads the arguments into: a command a field, in the order of the help.
type commandLine struct {
	Color string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colour the answer: auto (on terminals), always or never."`

	Audit    auditCommand    `cmd:"" help:"Say where a candidate stands, what counts where, and what is left."`
	Plan     planCommand     `cmd:"" help:"Find the best way to finish, with days, prices and the proof."`
	List     listCommand     `cmd:"" help:"List the programmes of the catalogue."`
	Search   searchCommand   `cmd:"" help:"Find programmes, exams and credentials by code, title, issuer or job."`
	Show     showCommand     `cmd:"" help:"Show the rules of a programme as a tree, a page or a flowchart."`
	Check    checkCommand    `cmd:"" help:"Find what is wrong or doubtful in programmes, facts, records and tests."`
	Explain  explainCommand  `cmd:"" help:"Explain a rule of check."`
	Fmt      fmtCommand      `cmd:"" help:"Write files in the one canonical layout."`
	Conform  conformCommand  `cmd:"" name:"conformance" help:"Serve outside test suites of credentials; for tests only."`
	Test     testCommand     `cmd:"" help:"Run the tests of rule packs and say what they leave untested."`
	Verify   verifyCommand   `cmd:"" help:"Say step by step what a credential is worth."`
	Issue    issueCommand    `cmd:"" help:"Issue the credentials of all awards that have none yet."`
	Keys     keysCommand     `cmd:"" help:"Make, replace, end and publish the keys that an issuer signs with."`
	Serve    serveCommand    `cmd:"" help:"Serve an installation: pages for people, health, metrics."`
	Demo     demoCommand     `cmd:"" help:"Fill a fresh installation with candidates made up, as many as wanted."`
	Work     workCommand     `cmd:"" help:"Work beside the processes that serve: audits after feeds, letters, each day's beginning."`
	Feed     feedCommand     `cmd:"" help:"Take in files of results, and see to the rows that wait."`
	People   peopleCommand   `cmd:"" help:"Add, show, merge and export candidates, and see to their evidence."`
	Award    awardCommand    `cmd:"" help:"Suspend, reinstate and revoke awards, have credentials made again, and repeat decisions."`
	Motion   motionCommand   `cmd:"" help:"Move what takes two people, and approve or refuse it."`
	Relation relationCommand `cmd:"" help:"Declare how one stands to candidates, so that nobody acts on their own."`
	Impact   impactCommand   `cmd:"" help:"Say whom new rules would touch, before they are published."`
	Publish  publishCommand  `cmd:"" help:"Put programmes and facts in effect from a day on."`
	Account  accountCommand  `cmd:"" help:"Open accounts and give roles."`
	Journal  journalCommand  `cmd:"" help:"Verify and read the journal of every act."`
	Install  installCommand  `cmd:"" help:"Ready an empty installation without serving it."`
	Migrate  migrateCommand  `cmd:"" help:"Move an installation to another database."`
	Backup   backupCommand   `cmd:"" help:"Write a copy of an installation while it is served."`
	Restore  restoreCommand  `cmd:"" help:"Write a backup into an empty installation."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

// Help gives the end of waymark --help.
func (commandLine) Help() string {
	return examples(
		"waymark audit microsoft/mcse-2003 ana.yaml",
		"waymark audit --all ana.yaml",
		"waymark show microsoft/mcse-2003",
		"waymark check engineer.yaml",
	) + "\n\n" + `Exit codes:

	0  answered, whatever the verdict; verify: the credential is good
	1  errors were found in a file, or a test failed; verify: the credential is not good
	2  the command line was not understood
	3  the work could not be done: a file cannot be read or written`
}

// left is what a hook of kong panics with to leave the parser once it has printed the help.
type left int

// Run does what the arguments say and gives the exit code.
func (c *Command) Run() (code int) {
	c.words = message.English()
	defer func() {
		switch r := recover().(type) {
		case nil:
		case left:
			code = int(r)
		default:
			panic(r)
		}
	}()
	var line commandLine
	parser, err := c.parser(&line)
	if err != nil {
		return c.end(fmt.Errorf("command line: %w", err))
	}
	chosen, err := parser.Parse(c.Args)
	if err != nil {
		return c.end(c.misread(err))
	}
	c.color = line.Color
	return c.end(chosen.Run(c))
}

func (c *Command) parser(line *commandLine) (*kong.Kong, error) {
	return kong.New(line,
		kong.Name("waymark"),
		kong.Description("Audit candidates against the published rules of certification programmes."),
		kong.Writers(c.Stdout, c.Stderr),
		kong.Resolvers(&settings{command: c}),
		kong.TypeMapper(reflect.TypeFor[record.Date](), kong.MapperFunc(day)),
		kong.Exit(func(code int) { panic(left(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
}

// day reads a day. Nothing is no day, such as what a script has in a variable that it did not set; only a setting may be empty.
func day(from *kong.DecodeContext, to reflect.Value) error {
	var text string
	if err := from.Scan.PopValueInto("day", &text); err != nil {
		return err
	}
	if text == "" && from.Value.Tag.Envs != nil {
		return nil
	}
	day, err := record.ParseDate(text)
	to.Set(reflect.ValueOf(day))
	return err
}

// misread says what of the command line was not understood. Help is printed while it is read, so that its failure comes
// here too.
func (c *Command) misread(err error) error {
	if c.unwritten(err) {
		return err
	}
	if f, is := errors.AsType[*failure](err); is {
		return f // a file of settings says where it is wrong
	}
	hint := "command.hint.help"
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context != nil && parse.Context.Command() != "" {
		hint = "command.hint.help-of"
		return usage("command.misread", hint, message.Op("what", err.Error()), message.Op("command", strings.TrimSpace(parse.Context.Selected().Path())))
	}
	return usage("command.misread", hint, message.Op("what", err.Error()))
}

// end prints why a command ended and gives the exit code.
func (c *Command) end(err error) int {
	if err == nil {
		return exitAnswered
	}
	if c.unwritten(err) {
		err = unwritable(stdout, err)
	}
	var f *failure
	if made, is := errors.AsType[*fault.Error](err); is && made.Kind != fault.Unknown {
		f = &failure{code: exitFailed, sentence: made.Code, operands: made.Operands}
	} else if !errors.As(err, &f) {
		f = &failure{code: exitFailed, sentence: "command.failed", operands: []message.Operand{message.Op("what", err.Error())}}
	}
	if f.sentence != "" {
		c.say("error: " + c.words.Sentence(f.sentence, f.operands...))
	}
	if f.hint != "" {
		c.say("hint: " + c.words.Sentence(f.hint, f.operands...))
	}
	return f.code
}

// unwritten tells that standard output could not be written.
func (c *Command) unwritten(err error) bool {
	out, is := c.Stdout.(*os.File)
	failed, found := errors.AsType[*fs.PathError](err)
	return is && found && failed.Path == out.Name()
}

// say prints a line beside the answer; where standard error is gone there is nobody left to tell. Names that the user or a
// file gave cannot paint or move the cursor.
func (c *Command) say(line string) {
	_, _ = fmt.Fprintln(c.Stderr, message.Printable(line))
}
