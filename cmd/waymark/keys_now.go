package main

import (
	"os"
	"sync"
	"time"

	"waymark/internal/fault"
	"waymark/internal/keyring"
	"waymark/message"
)

// keysNow is the file of keys as it is now: keys are rotated and revoked while servers run. Nothing of it is opened.
type keysNow struct {
	command *Command
	file    keysFile

	mu      sync.Mutex
	changed time.Time
	size    int64
	ring    *keyring.Ring
}

// read gives the ring, read again where the file has changed. While the file cannot be read, it is the one that was read last.
func (k *keysNow) read() *keyring.Ring {
	k.mu.Lock()
	defer k.mu.Unlock()
	about, err := os.Stat(k.file.File)
	if err != nil || about.ModTime().Equal(k.changed) && about.Size() == k.size {
		return k.ring
	}
	if ring, err := k.file.ring(k.command); err == nil && ring.Issuer == k.ring.Issuer {
		k.ring, k.changed, k.size = ring, about.ModTime(), about.Size()
	}
	return k.ring
}

// stands tells whether the key of that name still signs: a process that opened it before goes on with it no more.
func (k *keysNow) stands(method string) error {
	ring := k.read()
	for i := range ring.Keys {
		if _, named, err := ring.Method(ring.Keys[i].ID); err == nil && named == method && ring.Keys[i].Signs() {
			return nil
		}
	}
	return fault.New(fault.Unavailable, "fault.key-ended", message.Op("key", method))
}
