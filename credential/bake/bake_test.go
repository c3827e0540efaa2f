package bake_test

import (
	"bytes"
	"strings"
	"testing"

	"waymark/credential/bake"
	"waymark/credential/flaw"
	"waymark/credential/outside"
)

const (
	pixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
		"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
	drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`
)

func TestWhatIsBakedIsFound(t *testing.T) {
	for _, credential := range []string{`{"a":"<é&]]>"}`, "eyJhbGciOiJFUzI1NiJ9.e30.AA"} {
		png, err := bake.PNG([]byte(pixel), credential)
		if err != nil {
			t.Fatal(err)
		}
		svg, err := bake.SVG([]byte(drawing), credential)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range [][]byte{png, svg} {
			got, err := bake.Extract(file)
			if err != nil || strings.ReplaceAll(string(got), `\u003e`, ">") != credential {
				t.Errorf("got %q, %v; want %q", got, err, credential)
			}
		}
		if _, err := bake.SVG(svg, credential); flaw.Code(err) != "bake.twice" {
			t.Errorf("a drawing baked twice gives %v", err)
		}
	}
}

func TestBrokenPictures(t *testing.T) {
	spoiled := []byte(pixel)
	spoiled[30] ^= 1
	for file, want := range map[string]string{
		"GIF89a": "bake.picture", string(spoiled): "bake.png", pixel[:40]: "bake.png", pixel: "bake.nothing",
		drawing: "bake.nothing", "<svg><a></svg>": "bake.svg",
	} {
		if _, err := bake.Extract([]byte(file)); flaw.Code(err) != want {
			t.Errorf("%.20q gives %v, want %s", file, err, want)
		}
	}
}

func TestExamplesOf1EdTechHoldTheirCredential(t *testing.T) {
	folder := outside.Folder(t, "openbadges3/examples")
	for name, begin := range map[string]string{
		"simple-json.png": "{", "simple-json.svg": "{", "simple-jwt.png": "eyJ", "simple-jwt.svg": "eyJ",
	} {
		got, err := bake.Extract(outside.Read(t, folder, name))
		if err != nil || !bytes.HasPrefix(bytes.TrimSpace(got), []byte(begin)) {
			t.Errorf("%s: %.40q, %v", name, got, err)
		}
	}
}

func FuzzExtract(f *testing.F) {
	png, _ := bake.PNG([]byte(pixel), "{}")
	svg, _ := bake.SVG([]byte(drawing), "{}")
	f.Add(png)
	f.Add(svg)
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := bake.Extract(data); err == nil && bake.IsPNG(data) {
			again, err := bake.PNG(data, string(got))
			if err != nil {
				return // no header to bake after
			}
			if found, err := bake.Extract(again); err != nil || !bytes.Equal(found, got) {
				t.Errorf("baked again it is %q, %v; was %q", found, err, got)
			}
		}
	})
}
