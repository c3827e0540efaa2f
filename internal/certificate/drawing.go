package certificate

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

type point struct{ x, y float64 }

type op byte

const (
	move op = iota
	line
	quad
	cube
)

// segment is one piece of an outline, with as many points as its kind needs.
type segment struct {
	op op
	to [3]point
}

// path is closed shapes, filled where they wind.
type path []segment

// filled is a path with its colour.
type filled struct {
	path   path
	colour color.RGBA
}

// drawing is filled paths on a square of [side] units, the later above the earlier.
type drawing []filled

const side = 512

// polygon is a regular one with a corner on top.
func polygon(corners int, x, y, radius float64) path {
	var out path
	for i := range corners {
		angle := 2*math.Pi*float64(i)/float64(corners) - math.Pi/2
		s := segment{op: line, to: [3]point{{x + radius*math.Cos(angle), y + radius*math.Sin(angle)}}}
		if i == 0 {
			s.op = move
		}
		out = append(out, s)
	}
	return out
}

func rectangle(x, y, w, h float64) path {
	return path{
		{op: move, to: [3]point{{x, y}}}, {op: line, to: [3]point{{x + w, y}}}, {op: line, to: [3]point{{x + w, y + h}}}, {op: line, to: [3]point{{x, y + h}}},
	}
}

// svg is the drawing as SVG with its title.
func (d drawing) svg(title string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img"><title>%s</title>`, side, side, side, side, escape(title))
	for _, f := range d {
		fmt.Fprintf(&b, `<path fill="#%02x%02x%02x" d="%s"/>`, f.colour.R, f.colour.G, f.colour.B, f.path.data())
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}

func (p path) data() string {
	var b []byte
	for i, s := range p {
		n, letter := 1, byte('L')
		switch s.op {
		case move:
			letter = 'M'
			if i > 0 {
				b = append(b, 'Z')
			}
		case quad:
			n, letter = 2, 'Q'
		case cube:
			n, letter = 3, 'C'
		case line:
		}
		b = append(b, letter)
		for j := range n {
			if j > 0 {
				b = append(b, ' ')
			}
			b = append(number(b, s.to[j].x), ' ')
			b = number(b, s.to[j].y)
		}
	}
	return string(append(b, 'Z'))
}

// number writes two decimals at most.
func number(b []byte, n float64) []byte {
	return strconv.AppendFloat(b, math.Round(n*100)/100, 'f', -1, 64)
}

func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}

// png is the drawing in pixels, size a side.
func (d drawing) png(size int) ([]byte, error) {
	to := image.NewNRGBA(image.Rect(0, 0, size, size))
	scale := float32(size) / side
	for _, f := range d {
		r := vector.NewRasterizer(size, size)
		r.DrawOp = draw.Over
		at := func(p point) (x, y float32) { return float32(p.x) * scale, float32(p.y) * scale }
		for i, s := range f.path {
			ax, ay := at(s.to[0])
			bx, by := at(s.to[1])
			cx, cy := at(s.to[2])
			switch s.op {
			case move:
				if i > 0 {
					r.ClosePath()
				}
				r.MoveTo(ax, ay)
			case line:
				r.LineTo(ax, ay)
			case quad:
				r.QuadTo(ax, ay, bx, by)
			case cube:
				r.CubeTo(ax, ay, bx, by, cx, cy)
			}
		}
		r.ClosePath()
		r.Draw(to, to.Bounds(), image.NewUniform(f.colour), image.Point{})
	}
	var b bytes.Buffer
	err := png.Encode(&b, to)
	return b.Bytes(), err
}
