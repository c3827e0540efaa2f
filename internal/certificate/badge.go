// Package certificate makes what a holder carries: the badge of a programme as a picture, a credential baked into it, and a
// certificate for printing with a code that leads back to the credential.
//
// [Badge] draws a programme's badge as SVG and PNG; [Certificate] is the page to print. The same values give the same bytes, whenever
// and however often they are made: nothing here reads a clock or a random number, and text is drawn as outlines of a font that is
// built in.
//
// It decides nothing and signs nothing. Of a text whose letters the font lacks it makes no certificate, and says so.
package certificate

import (
	"hash/fnv"
	"image/color"
	"slices"
	"strings"
	"unicode"

	"waymark/credential/bake"
)

// Badge is what a programme's badge shows; it is drawn from the programme alone.
type Badge struct {
	// Programme is the programme's id, which gives the badge its colour and its shape.
	Programme, Title, Abbreviation, Issuer string
}

// scheme is a pair of colours on which white is read with ease.
type scheme struct{ dark, light color.RGBA }

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 0xff}
}

var schemes = []scheme{
	{rgb(0x12355b), rgb(0x2f6690)},
	{rgb(0x123524), rgb(0x2f6b4f)},
	{rgb(0x4a1942), rgb(0x7b3b74)},
	{rgb(0x5c1a1b), rgb(0x8f3a3a)},
	{rgb(0x3d2c00), rgb(0x7a5c12)},
	{rgb(0x0b3b3c), rgb(0x21686a)},
	{rgb(0x2b2d42), rgb(0x555b83)},
	{rgb(0x3a1f04), rgb(0x834f1c)},
}

var (
	white = rgb(0xffffff)
	pale  = rgb(0xe8ecf2)
)

// corners that a badge may have.
var corners = []int{6, 8, 12}

// draw draws the badge.
func (b Badge) draw() drawing {
	h := fnv.New32a()
	_, _ = h.Write([]byte(b.Programme)) // a hash takes everything
	n := int(h.Sum32())
	colours, shape := schemes[n%len(schemes)], corners[n/len(schemes)%len(corners)]
	const middle = side / 2
	d := drawing{
		{polygon(shape, middle, middle, 250), colours.dark},
		{polygon(shape, middle, middle, 236), pale},
		{polygon(shape, middle, middle, 228), colours.light},
		{rectangle(60, 206, 392, 132), colours.dark},
	}
	heavy, light := newFace(bold), newFace(regular)
	mark := b.mark()
	size := min(96, 360/max(heavy.width(mark), 0.1))
	d = append(d, filled{heavy.outline(mark, middle, 272+size*0.36, size), white})
	y := 172.0
	issuer := light.lines(b.Issuer, 26, 300, 2)
	for _, l := range slices.Backward(issuer) {
		d = append(d, filled{light.outline(l, middle, y, 26), white})
		y -= 32
	}
	y = 372
	for i, l := range light.lines(b.Title, 22, 300, 3) {
		d = append(d, filled{light.outline(l, middle, y+float64(i)*26, 22), white})
	}
	return d
}

// mark is the large word in the middle: the abbreviation, or the initials of the title.
func (b Badge) mark() string {
	if b.Abbreviation != "" {
		return b.Abbreviation
	}
	var out strings.Builder
	for word := range strings.FieldsSeq(b.Title) {
		if r := []rune(word)[0]; unicode.IsUpper(r) || unicode.IsDigit(r) {
			out.WriteRune(r)
		}
	}
	if out.Len() == 0 {
		return b.Title
	}
	return out.String()
}

// SVG is the badge as a drawing.
func (b Badge) SVG() []byte { return b.draw().svg(b.words()) }

// PNG is the badge in pixels, size a side.
func (b Badge) PNG(size int) ([]byte, error) { return b.draw().png(size) }

// words stand for the picture where it is not seen.
func (b Badge) words() string {
	text := b.Title
	if b.Abbreviation != "" {
		text += " (" + b.Abbreviation + ")"
	}
	return text + ", " + b.Issuer
}

// BakedSVG is the badge with a credential inside.
func (b Badge) BakedSVG(credential string) ([]byte, error) { return bake.SVG(b.SVG(), credential) }

// BakedPNG is the badge in pixels with a credential inside.
func (b Badge) BakedPNG(credential string, size int) ([]byte, error) {
	picture, err := b.PNG(size)
	if err != nil {
		return nil, err
	}
	return bake.PNG(picture, credential)
}
