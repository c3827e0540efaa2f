// Package status keeps and reads W3C Bitstring Status Lists: one bit for each credential, published as a credential of
// its own, so that nobody who asks is told apart from the crowd.
//
// An issuer makes a [List] with [New], sets bits and publishes [List.Credential]; a verifier reads the entries of a
// credential with [Entries] and looks each up with [Entry.Set] in the list that it has fetched and verified. An index,
// once given to a credential, stays its own for ever.
package status

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"strconv"
	"strings"
	"time"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// MinSize is the least number of entries: fewer would not hide who is asked about.
const MinSize = 131_072

// MaxSize bounds what a compressed list may unfold to.
const MaxSize = 1 << 27

// The purposes of a list.
const (
	Revocation = "revocation"
	Suspension = "suspension"
	// Message: the list's numbers stand for the messages that each entry brings; nothing is revoked by it.
	Message = "message"
)

// MaxBits bounds the bits of one entry.
const MaxBits = 8

// List is a bit string.
type List struct{ bits []byte }

// New makes a list of size entries, all unset.
func New(size int) (*List, error) {
	if size < MinSize || size > MaxSize || size%8 != 0 {
		return nil, flaw.New("status.size", flaw.Op("found", size), flaw.Op("least", MinSize))
	}
	return &List{make([]byte, size/8)}, nil
}

// Size is the number of entries.
func (l *List) Size() int { return 8 * len(l.bits) }

// Get tells whether the entry at index is set.
func (l *List) Get(index int) bool { return l.bits[index/8]&(0x80>>(index%8)) != 0 }

// Put sets or clears the entry at index.
func (l *List) Put(index int, set bool) {
	if set {
		l.bits[index/8] |= 0x80 >> (index % 8)
	} else {
		l.bits[index/8] &^= 0x80 >> (index % 8)
	}
}

// Number gives the bits of the entry at index, where each entry has so many, as a number; the first bit counts most.
func (l *List) Number(index, bits int) int {
	n := 0
	for i := range bits {
		n <<= 1
		if l.Get(index*bits + i) {
			n |= 1
		}
	}
	return n
}

// Encode gives the list as it is published: gzip in base 64 with the multibase letter u. The same bits give the same text.
func (l *List) Encode() string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(l.bits) // a bytes.Buffer does not fail
	_ = w.Close()
	return "u" + base64.RawURLEncoding.EncodeToString(b.Bytes())
}

// Decode reads a published list. What unfolds to more than [MaxSize] entries is refused unread.
func Decode(text string) (*List, error) {
	bad := flaw.New("status.encoding")
	// Lists of the year 2021 have no multibase letter; theirs begin with gzip's own H.
	text = strings.TrimRight(strings.TrimPrefix(text, "u"), "=")
	data, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, bad
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, bad
	}
	bits, err := io.ReadAll(io.LimitReader(r, MaxSize/8+1))
	if err != nil {
		return nil, bad
	}
	if 8*len(bits) < MinSize || 8*len(bits) > MaxSize {
		return nil, flaw.New("status.size", flaw.Op("found", 8*len(bits)), flaw.Op("least", MinSize))
	}
	return &List{bits}, nil
}

// Credential is the unsigned credential that publishes the list at address.
func (l *List) Credential(address, issuer, purpose string, from, until time.Time) jsontree.Value {
	v := jsontree.Object(
		jsontree.M("@context", jsontree.Strings("https://www.w3.org/ns/credentials/v2")),
		jsontree.M("id", jsontree.String(address)),
		jsontree.M("type", jsontree.Strings("VerifiableCredential", "BitstringStatusListCredential")),
		jsontree.M("issuer", jsontree.String(issuer)),
		jsontree.M("validFrom", jsontree.String(from.UTC().Format(time.RFC3339))),
	)
	if !until.IsZero() {
		v = v.With("validUntil", jsontree.String(until.UTC().Format(time.RFC3339)))
	}
	return v.With("credentialSubject", jsontree.Object(
		jsontree.M("id", jsontree.String(address+"#list")),
		jsontree.M("type", jsontree.String("BitstringStatusList")),
		jsontree.M("statusPurpose", jsontree.String(purpose)),
		jsontree.M("encodedList", jsontree.String(l.Encode())),
	))
}

// Entry is where a credential's status stands.
type Entry struct {
	Type    string
	Purpose string
	Index   int
	// List is the address of the list credential.
	List string
	// Bits is how many an entry has; zero means one.
	Bits int
	// Messages say what each number of several bits stands for, from 0.
	Messages []string
}

// Value is the entry as it stands in a credential.
func (e Entry) Value() jsontree.Value {
	return jsontree.Object(
		jsontree.M("id", jsontree.String(e.List+"#"+strconv.Itoa(e.Index))),
		jsontree.M("type", jsontree.String("BitstringStatusListEntry")),
		jsontree.M("statusPurpose", jsontree.String(e.Purpose)),
		jsontree.M("statusListIndex", jsontree.String(strconv.Itoa(e.Index))),
		jsontree.M("statusListCredential", jsontree.String(e.List)),
	)
}

// ParseEntry reads one credentialStatus of a status list's type.
func ParseEntry(v *jsontree.Value) (Entry, error) {
	e := Entry{Type: v.Str("type"), Purpose: v.Str("statusPurpose"), List: v.Str("statusListCredential")}
	index := v.Get("statusListIndex")
	if index == nil || e.List == "" || e.Purpose == "" {
		return e, flaw.New("status.entry")
	}
	n, err := strconv.Atoi(index.Text)
	if err != nil || n < 0 {
		return e, flaw.New("status.index", flaw.Op("found", index.Text))
	}
	e.Index, e.Bits = n, 1
	if size := v.Get("statusSize"); size != nil {
		if e.Bits, err = strconv.Atoi(size.Text); err != nil || e.Bits < 1 || e.Bits > MaxBits {
			return e, flaw.New("status.bits", flaw.Op("found", size.Text), flaw.Op("most", MaxBits))
		}
	}
	return e, e.messages(v.Get("statusMessage"))
}

// messages reads what the numbers of an entry stand for: one message for each, of several bits always.
func (e *Entry) messages(given *jsontree.Value) error {
	if given == nil && e.Bits == 1 {
		return nil
	}
	want := 1 << e.Bits
	bad := flaw.New("status.messages", flaw.Op("want", want), flaw.Op("bits", e.Bits))
	entries := given.Each()
	if len(entries) != want {
		return bad
	}
	e.Messages = make([]string, want)
	for i := range entries {
		n, err := strconv.ParseUint(strings.TrimPrefix(entries[i].Str("status"), "0x"), 16, MaxBits)
		text := entries[i].Str("message")
		if err != nil || int(n) >= want || text == "" || e.Messages[n] != "" {
			return bad
		}
		e.Messages[n] = text
	}
	return nil
}

// Set tells whether the entry is set in list, a status list credential whose proof the caller has checked.
func (e Entry) Set(list *jsontree.Value) (bool, error) {
	n, err := e.Number(list)
	return n != 0, err
}

// Number gives what list has for the entry: 0 or 1, or more where an entry has several bits.
func (e Entry) Number(list *jsontree.Value) (int, error) {
	types := list.Get("type")
	if !types.HasText("BitstringStatusListCredential") && !types.HasText("StatusList2021Credential") {
		return 0, flaw.New("status.list-type")
	}
	subject := list.Get("credentialSubject")
	if t := subject.Get("type"); !t.HasText("BitstringStatusList") && !t.HasText("StatusList2021") {
		return 0, flaw.New("status.list-type")
	}
	if !subject.Get("statusPurpose").HasText(e.Purpose) {
		return 0, flaw.New("status.purpose", flaw.Op("want", e.Purpose))
	}
	bits, err := Decode(subject.Str("encodedList"))
	if err != nil {
		return 0, err
	}
	each := max(e.Bits, 1)
	if size := bits.Size() / each; e.Index >= size {
		return 0, flaw.New("status.range", flaw.Op("found", e.Index), flaw.Op("size", size))
	}
	return bits.Number(e.Index, each), nil
}
