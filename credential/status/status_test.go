package status_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/outside"
	"waymark/credential/status"
)

func TestWhatWasSetIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list, err := status.New(status.MinSize)
		if err != nil {
			t.Fatal(err)
		}
		set := rapid.SliceOfN(rapid.IntRange(0, status.MinSize-1), 1, 20).Draw(t, "set")
		for _, i := range set {
			list.Put(i, true)
		}
		probe := rapid.IntRange(0, status.MinSize-1).Draw(t, "probe")
		want := list.Get(probe)
		credential := list.Credential("https://a.example/s/1", "did:web:a.example", status.Revocation, time.Unix(0, 0), time.Time{})
		entry := status.Entry{Purpose: status.Revocation, Index: probe, List: "https://a.example/s/1"}
		value := entry.Value()
		again, err := status.ParseEntry(&value)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := again.Set(&credential); err != nil || got != want {
			t.Errorf("entry %d is %t, %v; want %t", probe, got, err, want)
		}
	})
}

func TestBitsAreCountedFromTheLeft(t *testing.T) {
	list, _ := status.New(status.MinSize)
	list.Put(0, true)
	data, _ := base64.RawURLEncoding.DecodeString(list.Encode()[1:])
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 1)
	if _, err := r.Read(first); err != nil || first[0] != 0x80 {
		t.Errorf("the first byte is %x, %v", first, err)
	}
}

func TestBombsAreRefused(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range status.MaxSize/8>>20 + 1 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := status.Decode("u" + base64.RawURLEncoding.EncodeToString(b.Bytes())); flaw.Code(err) != "status.size" {
		t.Errorf("a bomb gives %v", err)
	}
}

func TestListOf1EdTech(t *testing.T) {
	folder := outside.Folder(t, "openbadges3/examples/bit-string-list")
	list, err := jsontree.Parse(outside.Read(t, folder, "testlist"))
	if err != nil {
		t.Fatal(err)
	}
	credential, err := jsontree.Parse(outside.Read(t, folder, "credential-status-revoked.json"))
	if err != nil {
		t.Fatal(err)
	}
	entry, err := status.ParseEntry(credential.Get("credentialStatus"))
	if err != nil {
		t.Fatal(err)
	}
	if set, err := entry.Set(&list); err != nil || !set {
		t.Errorf("the revoked example is %t, %v", set, err)
	}
}

func BenchmarkEncodeMillion(b *testing.B) {
	list, err := status.New(1 << 20)
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; i < list.Size(); i += 97 {
		list.Put(i*i%list.Size(), true)
	}
	for b.Loop() {
		list.Encode()
	}
}

func FuzzDecode(f *testing.F) {
	list, _ := status.New(status.MinSize)
	f.Add(list.Encode())
	f.Add("uH4sIAAAAAAAA_-3BMQEAAAzDoMy_6cnoA9QFAAAAAAAAAAAAAAAAAAAAbD3uPa2cAEAAAA")
	f.Add("u")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := status.Decode(text)
		if err != nil {
			return
		}
		again, err := status.Decode(l.Encode())
		if err != nil || again.Size() != l.Size() {
			t.Errorf("what was decoded does not come back: %v", err)
		}
	})
}

// An entry of several bits stands for the message with its number; one whose messages do not match its bits is refused.
func TestMessages(t *testing.T) {
	list, err := status.New(status.MinSize)
	if err != nil {
		t.Fatal(err)
	}
	list.Put(2*7, true) // the entry 7 of two bits is 10
	published := list.Credential("https://a.example/1", "https://a.example", status.Message, time.Time{}, time.Time{})
	entry := func(size, messages string) string {
		return `{"type":"BitstringStatusListEntry","statusPurpose":"message","statusListIndex":"7","statusListCredential":"https://a.example/1","statusSize":` + size + messages + `}`
	}
	four := `,"statusMessage":[{"status":"0x1","message":"b"},{"status":"0x0","message":"a"},{"status":"0x2","message":"c"},{"status":"0x3","message":"d"}]`
	for text, want := range map[string]string{
		entry("2", four): "", entry("1", ""): "",
		entry("2", ""): "status.messages", entry("3", four): "status.messages", entry("1", four): "status.messages",
		entry("2", strings.Replace(four, "0x3", "0x2", 1)): "status.messages", entry("2", strings.Replace(four, "0x3", "0xF", 1)): "status.messages",
		entry("0", ""): "status.bits", entry("9", ""): "status.bits", entry(`"x"`, ""): "status.bits",
	} {
		v, err := jsontree.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		e, err := status.ParseEntry(&v)
		if flaw.Code(err) != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
		if want != "" || e.Bits != 2 {
			continue
		}
		if n, err := e.Number(&published); err != nil || e.Messages[n] != "c" {
			t.Errorf("the number is %d, %v", n, err)
		}
	}
}
