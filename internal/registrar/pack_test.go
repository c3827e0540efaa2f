package registrar

import (
	"bytes"
	"compress/flate"
	"crypto/rand"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What is packed comes out again, with a specimen and without; nothing else comes out where a byte was changed.
func TestPackedComesOutAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bytesOf := func(name string) []byte { return rapid.SliceOfN(rapid.Byte(), 0, 3000).Draw(t, name) }
		specimen := bytesOf("specimen")
		text := slices.Concat(bytesOf("before"), specimen, bytesOf("after"))
		for _, given := range [][]byte{nil, append([]byte("specimen"), specimen...)} {
			packed := newPacker(given).pack(text)
			if (specimenOf(packed) == nil) != (given == nil) {
				t.Fatalf("the specimen's name is %x", specimenOf(packed))
			}
			got, err := unpack(packed, given)
			if err != nil || !bytes.Equal(got, text) {
				t.Fatalf("%d bytes became %d: %v", len(text), len(got), err)
			}
			begins := bytes.Index(packed, frame) + len(frame)
			at := rapid.IntRange(begins, len(packed)-1).Draw(t, "changed")
			packed[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "by"))
			if got, err := unpack(packed, given); err == nil && !bytes.Equal(got, text) {
				t.Fatalf("byte %d was changed, and another text comes out", at)
			}
		}
	})
}

func TestASpecimenSpares(t *testing.T) {
	var specimen []byte
	for range 100 {
		specimen = append(specimen, rand.Text()...)
	}
	text := append([]byte("somebody: "), specimen...)
	with, without := newPacker(specimen).pack(text), plain().pack(text)
	if len(with)-len(skipped)-32 >= len(without)/2 {
		t.Errorf("%d bytes with it, %d without", len(with), len(without))
	}
	if got, err := unpack(with, []byte("another")); err == nil && bytes.Equal(got, text) {
		t.Error("it comes out without its specimen")
	}
}

// What was kept before there were frames is read as it was written.
func TestFlateIsReadStill(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.Byte(), 0, 3000).Draw(t, "text")
		var b bytes.Buffer
		z, err := flate.NewWriter(&b, rapid.IntRange(-2, 9).Draw(t, "level"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Write(text); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if got, err := unpack(b.Bytes(), nil); err != nil || !bytes.Equal(got, text) {
			t.Fatalf("%d bytes became %d: %v", len(text), len(got), err)
		}
	})
}

// Whatever bytes there are, unpacking them ends.
func FuzzUnpack(f *testing.F) {
	specimen := []byte("specimen of a text")
	f.Add(newPacker(specimen).pack([]byte("a text")))
	f.Add(plain().pack([]byte("a text")))
	f.Add([]byte{0x03, 0x00})
	f.Fuzz(func(t *testing.T, packed []byte) {
		got, err := unpack(packed, specimen)
		if err == nil && len(got) > mostUnpacked {
			t.Errorf("%d bytes came out", len(got))
		}
	})
}
