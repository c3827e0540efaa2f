package certificate

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a font whose letters are drawn as outlines, so that a picture needs no font where it is looked at.
type face struct {
	font   *sfnt.Font
	buffer sfnt.Buffer
}

// em is how finely outlines are read; they are scaled to their size after.
const em = 1000

// newFace gives a face of its own to each picture: a buffer serves one at a time.
func newFace(parsed func() *sfnt.Font) *face { return &face{font: parsed()} }

var (
	bold    = sync.OnceValue(func() *sfnt.Font { return parse(gobold.TTF) })
	regular = sync.OnceValue(func() *sfnt.Font { return parse(goregular.TTF) })
)

func parse(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the font is built in
	}
	return f
}

// drawable tells whether the built-in font has every letter of a text.
func drawable(text string) bool {
	var b sfnt.Buffer
	for _, r := range text {
		if index, err := regular().GlyphIndex(&b, r); err != nil || index == 0 && r != ' ' {
			return false
		}
	}
	return true
}

// width is how wide a text is at size 1.
func (f *face) width(text string) float64 {
	total := 0.0
	for _, r := range text {
		total += f.advance(r)
	}
	return total
}

func (f *face) advance(r rune) float64 {
	index, err := f.font.GlyphIndex(&f.buffer, r)
	if err != nil {
		return 0
	}
	a, err := f.font.GlyphAdvance(&f.buffer, index, fixed.I(em), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(a) / 64 / em
}

// outline is a text as shapes with its middle at x and its base line at y.
func (f *face) outline(text string, x, y, size float64) path {
	var out path
	x -= f.width(text) * size / 2
	for _, r := range text {
		index, err := f.font.GlyphIndex(&f.buffer, r)
		if err != nil {
			continue
		}
		segments, err := f.font.LoadGlyph(&f.buffer, index, fixed.I(em), nil)
		if err != nil {
			continue
		}
		at := func(p fixed.Point26_6) point {
			return point{x + float64(p.X)/64/em*size, y + float64(p.Y)/64/em*size}
		}
		for _, s := range segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				out = append(out, segment{op: move, to: [3]point{at(s.Args[0])}})
			case sfnt.SegmentOpLineTo:
				out = append(out, segment{op: line, to: [3]point{at(s.Args[0])}})
			case sfnt.SegmentOpQuadTo:
				out = append(out, segment{op: quad, to: [3]point{at(s.Args[0]), at(s.Args[1])}})
			case sfnt.SegmentOpCubeTo:
				out = append(out, segment{op: cube, to: [3]point{at(s.Args[0]), at(s.Args[1]), at(s.Args[2])}})
			}
		}
		x += f.advance(r) * size
	}
	return out
}

// lines breaks a text into lines no wider than width at the size; where it needs more than most, the last one ends in an ellipsis.
func (f *face) lines(text string, size, width float64, most int) []string {
	var out []string
	now := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(now + " " + word)
		if now != "" && f.width(longer)*size > width {
			out, longer = append(out, now), word
		}
		now = longer
	}
	out = append(out, now)
	if len(out) > most {
		out = out[:most]
		out[most-1] += "…"
	}
	for i, l := range out {
		for f.width(l)*size > width && len([]rune(l)) > 2 { // one long word
			r := []rune(strings.TrimSuffix(l, "…"))
			l = string(r[:len(r)-1]) + "…"
		}
		out[i] = l
	}
	return out
}
