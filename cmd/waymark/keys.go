package main

import (
	"crypto/rand"
	"io"
	"os"
	"strings"
	"time"

	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/internal/keyring"
	"waymark/message"
)

type keysCommand struct {
	Create     keysCreateCommand     `cmd:"" help:"Make a file of keys with its first key."`
	Add        keysAddCommand        `cmd:"" help:"Make a further key, such as one for tokens."`
	Rotate     keysRotateCommand     `cmd:"" help:"Replace the key that signs; what the old one signed stays verifiable."`
	Retire     keysRetireCommand     `cmd:"" help:"End a key's signing; what it signed stays verifiable."`
	Revoke     keysRevokeCommand     `cmd:"" help:"Say that a key was lost to others: nothing that it signed holds any more."`
	List       keysListCommand       `cmd:"" help:"List the keys of a file; needs no passphrase."`
	Publish    keysPublishCommand    `cmd:"" help:"Write the did.json that the issuer's site publishes; needs no passphrase."`
	Passphrase keysPassphraseCommand `cmd:"" help:"Close the file with another passphrase."`
}

// kinds are the words for the kinds of key.
var kinds = map[string]key.Kind{"ed25519": key.Ed25519, "p256": key.P256, "p384": key.P384, "rsa": key.RSA}

type keysCreateCommand struct {
	File        string `arg:"" help:"The new file."`
	URL         string `required:"" placeholder:"ADDRESS" help:"Where the issuer's server is reached, such as https://awards.example.org."`
	Name        string `required:"" help:"The issuer's name, as credentials show it."`
	Description string `help:"What the issuer is, in a sentence."`
	Email       string `help:"Where the issuer is written to."`
	Image       string `placeholder:"ADDRESS" help:"The issuer's logo."`
	DID         string `name:"did" enum:"web,key" default:"web" help:"What credentials call the issuer: its address (web), which lets keys change, or the one key itself (key)."`
	Kind        string `enum:"ed25519,p256,p384" default:"ed25519" help:"The kind of the key: ed25519, p256 or p384."`
	passphraseFlags
}

// Help gives the examples of waymark keys create --help.
func (keysCreateCommand) Help() string {
	return examples(
		`waymark keys create keys.json --url https://awards.example.org --name "Exam Board"`,
		`waymark keys create keys.json --url https://awards.example.org --name "Exam Board" --did key --passphrase-file secret.txt`,
	)
}

// Run makes the file.
func (k keysCreateCommand) Run(c *Command) error {
	r, err := keyring.New(keyring.Issuer{URL: k.URL, Name: k.Name, Description: k.Description, Email: k.Email, Image: k.Image}, k.DID == "web")
	if err != nil {
		return err
	}
	if _, err := os.Lstat(k.File); err == nil {
		return usage("command.file-there", "command.hint.file-there", message.Op("file", k.File))
	}
	passphrase, err := k.passphrase(c, true)
	if err != nil {
		return err
	}
	made, err := r.Cost(c.keyCost).Add(kinds[k.Kind], passphrase, c.Now(), rand.Reader)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(k.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, secret)
	if err != nil {
		return unwritable(k.File, err)
	}
	if err := f.Close(); err != nil {
		return unwritable(k.File, err)
	}
	if err := c.replace(k.File, r.Bytes()); err != nil {
		_ = os.Remove(k.File) // the error that matters is told
		return err
	}
	c.say(c.words.Sentence("command.keys.made", message.Op("key", made.ID), message.Op("kind", made.Public.Kind.String()), message.Op("file", k.File)))
	return nil
}

// keysFile is an argument of every other command about keys.
type keysFile struct {
	File string `arg:"" help:"The file of keys."`
}

func (k keysFile) ring(c *Command) (*keyring.Ring, error) {
	data, err := c.read(k.File)
	if err != nil {
		return nil, err
	}
	return keyring.Parse(data)
}

// change reads the file, changes it with its passphrase and writes it again, whole or not at all.
func (k keysFile) change(c *Command, f passphraseFlags, how func(*keyring.Ring, string) error) error {
	r, err := k.ring(c)
	if err != nil {
		return err
	}
	passphrase, err := f.passphrase(c, false)
	if err != nil {
		return err
	}
	if err := how(r.Cost(c.keyCost), passphrase); err != nil {
		return err
	}
	return c.replace(k.File, r.Bytes())
}

type keysAddCommand struct {
	keysFile
	Kind string `enum:"ed25519,p256,p384,rsa" required:"" help:"The kind of the key: ed25519, p256, p384 or rsa. Tokens are signed with p256 or rsa."`
	passphraseFlags
}

// Help gives the examples of waymark keys add --help.
func (keysAddCommand) Help() string { return examples("waymark keys add keys.json --kind p256") }

// Run makes a further key.
func (k keysAddCommand) Run(c *Command) error {
	return k.change(c, k.passphraseFlags, func(r *keyring.Ring, passphrase string) error {
		made, err := r.Add(kinds[k.Kind], passphrase, c.Now(), rand.Reader)
		if err == nil {
			c.say(c.words.Sentence("command.keys.made", message.Op("key", made.ID), message.Op("kind", made.Public.Kind.String()), message.Op("file", k.File)))
		}
		return err
	})
}

type keysRotateCommand struct {
	keysFile
	Kind string `enum:"ed25519,p256,p384,rsa" default:"ed25519" help:"The kind of the key to replace: ed25519, p256, p384 or rsa."`
	passphraseFlags
}

// Help gives the examples of waymark keys rotate --help.
func (keysRotateCommand) Help() string {
	return examples("waymark keys rotate keys.json", "waymark keys rotate keys.json --kind p256")
}

// Run replaces a key.
func (k keysRotateCommand) Run(c *Command) error {
	return k.change(c, k.passphraseFlags, func(r *keyring.Ring, passphrase string) error {
		made, err := r.Rotate(kinds[k.Kind], passphrase, c.Now(), rand.Reader)
		if err == nil {
			c.say(c.words.Sentence("command.keys.made", message.Op("key", made.ID), message.Op("kind", made.Public.Kind.String()), message.Op("file", k.File)))
			c.say("hint: " + c.words.Sentence("command.hint.publish"))
		}
		return err
	})
}

type keysRetireCommand struct {
	keysFile
	Key string `arg:"" help:"The key, such as key-1."`
	passphraseFlags
}

// Help gives the examples of waymark keys retire --help.
func (keysRetireCommand) Help() string { return examples("waymark keys retire keys.json key-1") }

// Run ends a key's signing.
func (k keysRetireCommand) Run(c *Command) error {
	return k.change(c, k.passphraseFlags, func(r *keyring.Ring, passphrase string) error { return r.Retire(k.Key, passphrase, c.Now()) })
}

type keysRevokeCommand struct {
	keysFile
	Key string `arg:"" help:"The key, such as key-1."`
	passphraseFlags
}

// Help gives the examples of waymark keys revoke --help.
func (keysRevokeCommand) Help() string { return examples("waymark keys revoke keys.json key-1") }

// Run says that a key was lost to others.
func (k keysRevokeCommand) Run(c *Command) error {
	return k.change(c, k.passphraseFlags, func(r *keyring.Ring, passphrase string) error {
		err := r.Revoke(k.Key, passphrase, c.Now())
		if err == nil {
			c.say("hint: " + c.words.Sentence("command.hint.revoked-key", message.Op("key", k.Key), message.Op("file", k.File)))
		}
		return err
	})
}

type keysListCommand struct {
	keysFile
	Format string `enum:"text,json" default:"text" help:"text or json."`
}

// Help gives the examples of waymark keys list --help.
func (keysListCommand) Help() string {
	return examples("waymark keys list keys.json", "waymark keys list keys.json --format json")
}

// listedKey is a key in the JSON form of the list.
type listedKey struct {
	ID      string    `json:"id"`
	Kind    string    `json:"kind"`
	Public  string    `json:"public,omitempty"`
	State   string    `json:"state"`
	Created time.Time `json:"created"`
	Retired time.Time `json:"retired,omitzero"`
	Revoked time.Time `json:"revoked,omitzero"`
}

// Run lists the keys.
func (k keysListCommand) Run(c *Command) error {
	r, err := k.ring(c)
	if err != nil {
		return err
	}
	rows := []listedKey{}
	for i := range r.Keys {
		rows = append(rows, listKey(&r.Keys[i]))
	}
	return c.whole("", func(w io.Writer) error {
		if k.Format == "json" {
			return writeJSON(w, struct {
				Issuer keyring.Issuer `json:"issuer"`
				Keys   []listedKey    `json:"keys"`
			}{r.Issuer, rows})
		}
		name := r.Issuer.ID
		if name == "" {
			name = "did:key"
		}
		lines := [][]string{{r.Issuer.Name, name}}
		for _, row := range rows {
			lines = append(lines, []string{row.ID, row.Kind, row.Created.Format(time.DateOnly), row.State, row.Public})
		}
		return columns(w, lines)
	})
}

func listKey(k *keyring.Key) listedKey {
	row := listedKey{k.ID, k.Public.Kind.String(), k.Public.Multikey(), "signs", k.Created, k.Retired, k.Revoked}
	switch {
	case !k.Revoked.IsZero():
		row.State = "revoked " + k.Revoked.Format(time.DateOnly)
	case !k.Retired.IsZero():
		row.State = "retired " + k.Retired.Format(time.DateOnly)
	}
	return row
}

type keysPublishCommand struct {
	keysFile
	Output string `short:"o" placeholder:"FILE" help:"Write the document to a file."`
}

// Help gives the examples of waymark keys publish --help.
func (keysPublishCommand) Help() string {
	return examples("waymark keys publish keys.json", "waymark keys publish keys.json -o did.json")
}

// Run writes the document.
func (k keysPublishCommand) Run(c *Command) error {
	r, err := k.ring(c)
	if err != nil {
		return err
	}
	document, there := r.Document()
	if !there {
		return usage("command.keys.nothing-to-publish", "command.hint.did-key")
	}
	address, err := key.WebAddress(r.Issuer.ID)
	if err != nil {
		return err
	}
	if err := c.whole(k.Output, func(w io.Writer) error {
		_, err := w.Write(append(jsontree.Append(nil, &document), '\n'))
		return err
	}); err != nil {
		return err
	}
	c.say("hint: " + c.words.Sentence("command.hint.did-web", message.Op("address", address)))
	return nil
}

type keysPassphraseCommand struct {
	keysFile
	passphraseFlags
	New string `name:"new-file" required:"" placeholder:"FILE" help:"The file whose first line is the new passphrase."`
}

// Help gives the examples of waymark keys passphrase --help.
func (keysPassphraseCommand) Help() string {
	return examples("waymark keys passphrase keys.json --passphrase-file old.txt --new-file new.txt")
}

// Run closes the file with another passphrase.
func (k keysPassphraseCommand) Run(c *Command) error {
	data, err := c.read(k.New)
	if err != nil {
		return err
	}
	fresh, _, _ := strings.Cut(string(data), "\n")
	return k.change(c, k.passphraseFlags, func(r *keyring.Ring, passphrase string) error {
		return r.Reseal(passphrase, strings.TrimSuffix(fresh, "\r"))
	})
}
