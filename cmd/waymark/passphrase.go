package main

import (
	"os"
	"strings"

	"golang.org/x/term"

	"waymark/message"
)

// passphraseVariable names the environment variable that may hold the passphrase of a file of keys.
const passphraseVariable = "WAYMARK_PASSPHRASE"

// passphraseFlags are how a command comes by the passphrase of a file of keys. It is never an argument: others on the machine
// could read it there.
type passphraseFlags struct {
	PassphraseFile string `env:"WAYMARK_PASSPHRASE_FILE" placeholder:"FILE" help:"The file whose first line is the passphrase. Without it: WAYMARK_PASSPHRASE, or a question on the terminal."`
}

// passphrase gives the passphrase; a new one is asked for twice.
func (f passphraseFlags) passphrase(c *Command, fresh bool) (string, error) {
	if f.PassphraseFile != "" {
		data, err := c.read(f.PassphraseFile)
		if err != nil {
			return "", err
		}
		line, _, _ := strings.Cut(string(data), "\n")
		return strings.TrimSuffix(line, "\r"), nil
	}
	if p := c.Env(passphraseVariable); p != "" {
		return p, nil
	}
	fd, is := terminal(c.Stdin)
	if !is {
		return "", usage("command.no-passphrase", "command.hint.passphrase", message.Op("variable", passphraseVariable))
	}
	first, err := c.ask(fd, "Passphrase of the keys: ")
	if err != nil || !fresh {
		return first, err
	}
	second, err := c.ask(fd, "The same again: ")
	if err == nil && first != second {
		return "", usage("command.passphrases-differ", "")
	}
	return first, err
}

// ask puts a question on the terminal and reads the answer without showing it.
func (c *Command) ask(fd int, question string) (string, error) {
	if _, err := c.Stderr.Write([]byte(question)); err != nil {
		return "", err
	}
	answer, err := term.ReadPassword(fd)
	c.say("")
	if err != nil {
		return "", unreadable(stdin, err)
	}
	return string(answer), nil
}

// mode of a file that only its owner may read.
const secret os.FileMode = 0o600
