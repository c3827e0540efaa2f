package main

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"waymark/credential/key"
	"waymark/internal/fault"
	"waymark/internal/keyring"
)

// Keys that are changed while a process runs are published as they are now, and one that has ended signs no more.
func TestKeysAreReadAsTheyAreNow(t *testing.T) {
	const passphrase = "correct horse battery"
	file := filepath.Join(t.TempDir(), "keys.json")
	ring, err := keyring.New(keyring.Issuer{URL: "https://board.example", Name: "Board"}, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ring.Cost(2).Add(key.Ed25519, passphrase, today, rand.Reader); err != nil {
		t.Fatal(err)
	}
	moment := today
	write := func(data []byte) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		moment = moment.Add(time.Second)
		if err := os.Chtimes(file, moment, moment); err != nil {
			t.Fatal(err)
		}
	}
	write(ring.Bytes())
	opened, err := keyring.Parse(ring.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	now := &keysNow{command: &Command{}, file: keysFile{file}, ring: opened}
	const first, second = "did:web:board.example#key-1", "did:web:board.example#key-2"
	if err := now.stands(first); err != nil {
		t.Error(err)
	}
	if _, err := ring.Cost(2).Rotate(key.Ed25519, passphrase, today, rand.Reader); err != nil {
		t.Fatal(err)
	}
	write(ring.Bytes())
	if err := now.stands(first); !fault.Is(err, fault.Unavailable) {
		t.Errorf("the old key: %v", err)
	}
	if err := now.stands(second); err != nil || len(now.read().Keys) != 2 || len(opened.Keys) != 1 {
		t.Errorf("the new key: %v", err)
	}
	write([]byte("{"))
	if len(now.read().Keys) != 2 {
		t.Error("a file that cannot be read has taken the keys away")
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := now.stands(second); err != nil {
		t.Error(err)
	}
}
