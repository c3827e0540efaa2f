package certificate_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"waymark/credential/bake"
	"waymark/internal/certificate"
	"waymark/internal/fault"
	"waymark/message"
)

var badge = certificate.Badge{Programme: "microsoft/mcse-2003", Title: "Microsoft Certified Systems Engineer on Windows Server 2003", Abbreviation: "MCSE", Issuer: "Exam Board"}

func paper() certificate.Certificate {
	at := time.Date(2005, time.March, 1, 0, 0, 0, 0, time.UTC)
	return certificate.Certificate{
		Badge: badge, Holder: "Ana Łoś-Roy", Decided: at, From: at, Until: at.AddDate(3, 0, -1), Code: "0123-4567-89AB-CDEF",
		Address: "https://board.example/c/0123456789ABCDEF", Credential: []byte(`{"id":"urn:x"}`), Version: "2003-08",
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func made(t testing.TB, f func() ([]byte, error)) []byte {
	t.Helper()
	data, err := f()
	check(t, err)
	return data
}

// Whatever is made is made again to the byte, by several at once too.
func TestTheSameGivesTheSameBytes(t *testing.T) {
	for name, f := range map[string]func() ([]byte, error){
		"svg": func() ([]byte, error) { return badge.SVG(), nil }, "png": func() ([]byte, error) { return badge.PNG(512) },
		"baked svg": func() ([]byte, error) { return badge.BakedSVG(`{"id":"x"}`) }, "baked png": func() ([]byte, error) { return badge.BakedPNG(`{"id":"x"}`, 400) },
		"pdf": func() ([]byte, error) { return paper().PDF(message.English()) },
	} {
		first, others := made(t, f), make(chan []byte, 4)
		for range cap(others) {
			go func() {
				data, _ := f()
				others <- data
			}()
		}
		for range cap(others) {
			if !bytes.Equal(first, <-others) {
				t.Errorf("%s: other bytes", name)
			}
		}
	}
}

func TestThePictureShowsSomething(t *testing.T) {
	picture, err := png.Decode(bytes.NewReader(made(t, func() ([]byte, error) { return badge.PNG(256) })))
	check(t, err)
	if picture.Bounds() != image.Rect(0, 0, 256, 256) {
		t.Error(picture.Bounds())
	}
	colours := map[any]int{}
	for x := range 256 {
		for y := range 256 {
			colours[picture.At(x, y)]++
		}
	}
	if _, _, _, a := picture.At(0, 0).RGBA(); a != 0 || len(colours) < 20 {
		t.Errorf("the corner has the opacity %d, and there are %d colours", a, len(colours))
	}
	other := badge
	other.Programme = "comptia/security-plus"
	if bytes.Equal(badge.SVG(), other.SVG()) {
		t.Error("two programmes have one badge")
	}
}

func TestDrawingsAreWellFormedAndCarryTheCredential(t *testing.T) {
	odd := certificate.Badge{Programme: "x/y", Title: `<Rules> & "Quotes" of a very long programme whose name does not end on the third line, however small`, Issuer: strings.Repeat("Long", 40)}
	for _, b := range []certificate.Badge{badge, odd, {Programme: "a/b", Title: "lower case"}, {}} {
		d := xml.NewDecoder(bytes.NewReader(b.SVG()))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%+v: %v", b, err)
			}
		}
		for form, data := range map[string][]byte{
			"svg": made(t, func() ([]byte, error) { return b.BakedSVG(`{"id":"x"}`) }), "png": made(t, func() ([]byte, error) { return b.BakedPNG(`{"id":"x"}`, 64) }),
		} {
			if got, err := bake.Extract(data); err != nil || string(got) != `{"id":"x"}` {
				t.Errorf("%s: %q, %v", form, got, err)
			}
		}
	}
}

func TestTheCertificateSaysWhatItShould(t *testing.T) {
	data := made(t, func() ([]byte, error) { return paper().PDF(message.English()) })
	if !bytes.HasPrefix(data, []byte("%PDF-")) || bytes.Contains(data, []byte(time.Now().Format("D:2006"))) {
		t.Errorf("%.40q", data)
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext to read the certificate with")
	}
	file := filepath.Join(t.TempDir(), "c.pdf")
	check(t, os.WriteFile(file, data, 0o600))
	text, err := exec.Command(reader, "-layout", file, "-").Output()
	check(t, err)
	for _, part := range []string{"Ana Łoś-Roy", "Windows Server 2003 (MCSE)", "from 2005-03-01 until 2008-02-29", "0123-4567-89AB-CDEF", "https://board.example/c/0123456789ABCDEF", "Exam Board"} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the certificate lacks %s:\n%s", part, text)
		}
	}
}

func TestLettersThatTheFontLacksAreSaid(t *testing.T) {
	c := paper()
	c.Holder = "山田"
	if _, err := c.PDF(message.English()); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "山田") {
		t.Error(err)
	}
}

func TestQR(t *testing.T) {
	picture, err := certificate.QR("https://board.example/c/0123456789ABCDEF")
	check(t, err)
	if !strings.Contains(string(picture), "<title>https://board.example/c/0123456789ABCDEF</title>") || strings.Count(string(picture), "M") < 100 {
		t.Errorf("%.200s", picture)
	}
}

func TestEveryCodeHasItsSentence(t *testing.T) {
	used := map[string]bool{}
	data, err := os.ReadFile("certificate.go")
	check(t, err)
	for _, m := range regexp.MustCompile(`"(certificate\.[a-z-]+)"`).FindAllStringSubmatch(string(data), -1) {
		if used[m[1]] = true; !message.English().Has(m[1]) {
			t.Errorf("%s has no sentence", m[1])
		}
	}
	for _, c := range message.English().Codes() {
		if strings.HasPrefix(c, "certificate.") && !used[c] {
			t.Errorf("the sentence of %s is used nowhere", c)
		}
	}
}

func BenchmarkCertificate(b *testing.B) {
	for b.Loop() {
		made(b, func() ([]byte, error) { return paper().PDF(message.English()) })
	}
}

func BenchmarkBadge(b *testing.B) {
	for b.Loop() {
		made(b, func() ([]byte, error) { return badge.PNG(512) })
	}
}
