// Package bake puts a credential into a picture and takes it out again, as Open Badges 3.0 says: PNG and SVG.
//
// [PNG] and [SVG] bake, [Extract] finds the credential in a file of either kind. The picture is not drawn or judged: only
// the one chunk or element of the credential is touched.
package bake

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"hash/crc32"
	"io"
	"strings"

	"waymark/credential/flaw"
)

const (
	signature = "\x89PNG\r\n\x1a\n"
	keyword   = "openbadgecredential"
	// Namespace is that of the element in an SVG.
	Namespace = "https://purl.imsglobal.org/ob/v3p0"
)

// IsPNG and IsSVG tell a picture by its beginning.
func IsPNG(data []byte) bool { return bytes.HasPrefix(data, []byte(signature)) }

// IsSVG tells whether data is XML with an svg element near its beginning.
func IsSVG(data []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head[:min(len(head), 4096)], []byte("<svg"))
}

// Extract gives the credential in a baked picture: JSON or a token.
func Extract(data []byte) ([]byte, error) {
	if IsPNG(data) {
		return fromPNG(data)
	}
	if IsSVG(data) {
		return fromSVG(data)
	}
	return nil, flaw.New("bake.picture")
}

// chunks calls visit with each chunk of a PNG: its type, content and the bytes of the whole chunk.
func chunks(data []byte, visit func(kind string, content, whole []byte) error) error {
	for rest := data[len(signature):]; len(rest) > 0; {
		if len(rest) < 12 {
			return flaw.New("bake.png")
		}
		size := int64(binary.BigEndian.Uint32(rest))
		if size > int64(len(rest)-12) {
			return flaw.New("bake.png")
		}
		whole := rest[:12+size]
		if crc32.ChecksumIEEE(whole[4:8+size]) != binary.BigEndian.Uint32(whole[8+size:]) {
			return flaw.New("bake.png")
		}
		if err := visit(string(whole[4:8]), whole[8:8+size], whole); err != nil {
			return err
		}
		rest = rest[12+size:]
	}
	return nil
}

func fromPNG(data []byte) ([]byte, error) {
	var found []byte
	err := chunks(data, func(kind string, content, _ []byte) error {
		if kind != "iTXt" || !bytes.HasPrefix(content, []byte(keyword+"\x00")) {
			return nil
		}
		rest := content[len(keyword)+1:]
		// Compression flag and method, then two strings that end in zero, then the text.
		if len(rest) < 2 || rest[0] != 0 {
			return flaw.New("bake.compressed")
		}
		rest = rest[2:]
		for range 2 {
			_, after, ok := bytes.Cut(rest, []byte{0})
			if !ok {
				return flaw.New("bake.png")
			}
			rest = after
		}
		if found != nil {
			return flaw.New("bake.twice")
		}
		found = bytes.Clone(rest)
		return nil
	})
	if err == nil && found == nil {
		err = flaw.New("bake.nothing")
	}
	return found, err
}

// PNG bakes a credential into a picture, in place of one that is there.
func PNG(picture []byte, credential string) ([]byte, error) {
	if !IsPNG(picture) {
		return nil, flaw.New("bake.picture")
	}
	text := keyword + "\x00\x00\x00\x00\x00" + credential
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	chunk = append(append(chunk, "iTXt"...), text...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	out := append(make([]byte, 0, len(picture)+len(chunk)), signature...)
	baked := false
	err := chunks(picture, func(kind string, content, whole []byte) error {
		if kind == "iTXt" && bytes.HasPrefix(content, []byte(keyword+"\x00")) {
			return nil
		}
		out = append(out, whole...)
		if kind == "IHDR" && !baked {
			out, baked = append(out, chunk...), true
		}
		return nil
	})
	if err == nil && !baked {
		err = flaw.New("bake.png")
	}
	return out, err
}

func fromSVG(data []byte) ([]byte, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	var found []byte
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, flaw.New("bake.svg")
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "credential" || start.Name.Space != Namespace {
			continue
		}
		if found != nil {
			return nil, flaw.New("bake.twice")
		}
		found = []byte{}
		for _, a := range start.Attr {
			if a.Name.Local == "verify" && a.Name.Space == "" {
				found = []byte(strings.TrimSpace(a.Value))
			}
		}
		var inner struct {
			Text string `xml:",chardata"`
		}
		if err := d.DecodeElement(&inner, &start); err != nil {
			return nil, flaw.New("bake.svg")
		}
		if len(found) == 0 {
			found = []byte(strings.TrimSpace(inner.Text))
		}
	}
	if len(found) == 0 {
		return nil, flaw.New("bake.nothing")
	}
	return found, nil
}

// SVG bakes a credential into a drawing that has none yet.
func SVG(drawing []byte, credential string) ([]byte, error) {
	if !IsSVG(drawing) {
		return nil, flaw.New("bake.picture")
	}
	if _, err := fromSVG(drawing); err == nil {
		return nil, flaw.New("bake.twice")
	}
	begin := bytes.Index(drawing, []byte("<svg"))
	end := begin + bytes.IndexByte(drawing[begin:], '>')
	if end < begin || drawing[end-1] == '/' {
		return nil, flaw.New("bake.svg")
	}
	var b bytes.Buffer
	b.Write(drawing[:begin+len("<svg")])
	b.WriteString(` xmlns:openbadges="` + Namespace + `"`)
	b.Write(drawing[begin+len("<svg") : end+1])
	if strings.HasPrefix(credential, "eyJ") {
		b.WriteString(`<openbadges:credential verify="` + credential + `"></openbadges:credential>`)
	} else {
		b.WriteString("<openbadges:credential><![CDATA[" + strings.ReplaceAll(credential, "]]>", `]]\u003e`) + "]]></openbadges:credential>")
	}
	b.Write(drawing[end+1:])
	if got, err := fromSVG(b.Bytes()); err != nil || len(got) == 0 {
		return nil, flaw.New("bake.svg")
	}
	return b.Bytes(), nil
}
