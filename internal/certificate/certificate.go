package certificate

import (
	"bytes"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"rsc.io/qr"

	"waymark/internal/fault"
	"waymark/message"
)

// Certificate is a credential as a page to print.
type Certificate struct {
	Badge
	Holder string
	// Decided is the day of the award; From its first day in force, Until the last; no Until is for life.
	Decided, From, Until time.Time
	// Code is the credential's code as people read it, Address the page that it leads to.
	Code, Address string
	// Credential, where it is given, goes into the file as an attachment, so that the file alone can be verified.
	Credential []byte
	// Version is the name of the rules by which it was decided.
	Version string
}

// The page is A4, lying.
const (
	pageWidth, pageHeight = 297.0, 210.0
	margin                = 12.0
)

// PDF is the certificate as a PDF file. A text with letters that the built-in font lacks is refused: the credential's page prints
// it.
func (c Certificate) PDF(words *message.Catalogue) ([]byte, error) {
	for _, text := range []string{c.Holder, c.Title, c.Issuer, c.Abbreviation} {
		if !drawable(text) {
			return nil, fault.New(fault.Invalid, "certificate.letters", message.Op("text", text))
		}
	}
	code, err := qr.Encode(c.Address, qr.M)
	if err != nil {
		return nil, err
	}
	p := &page{Fpdf: fpdf.New("L", "mm", "A4", ""), words: words}
	c.describe(p)
	p.frame()
	p.drawing(c.draw(), pageWidth/2-22, 20, 44)
	p.SetTextColor(20, 25, 40)
	p.line(76, 13, "", c.Issuer)
	p.line(90, 11, "", words.Sentence("certificate.certifies"))
	p.line(106, 30, "B", c.Holder)
	p.line(119, 11, "", words.Sentence("certificate.met"))
	title := c.Title
	if c.Abbreviation != "" {
		title += " (" + c.Abbreviation + ")"
	}
	p.line(133, 20, "B", title)
	p.line(145, 10, "", c.term(words))
	p.qr(code, pageWidth-margin-44, pageHeight-margin-44, 36)
	p.SetTextColor(60, 60, 60)
	p.left(pageHeight-margin-30, 9, "", words.Sentence("certificate.check"))
	p.left(pageHeight-margin-22, 13, "B", c.Code)
	p.left(pageHeight-margin-15, 9, "", c.Address)
	p.LinkString(margin+8, pageHeight-margin-19, 120, 6, c.Address)
	p.left(pageHeight-margin-8, 9, "", words.Sentence("certificate.rules", message.Op("version", c.Version), message.Op("day", c.Decided.Format(time.DateOnly))))
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (c Certificate) term(words *message.Catalogue) string {
	from := message.Op("from", c.From.Format(time.DateOnly))
	if c.Until.IsZero() {
		return words.Sentence("certificate.for-life", from)
	}
	return words.Sentence("certificate.until", from, message.Op("until", c.Until.Format(time.DateOnly)))
}

// describe sets what a file says of itself. Its days are the award's, not those on which it is made.
func (c Certificate) describe(p *page) {
	p.SetCatalogSort(true)
	p.SetCreationDate(c.Decided.UTC())
	p.SetModificationDate(c.Decided.UTC())
	p.SetTitle(c.words()+", "+c.Holder, true)
	p.SetAuthor(c.Issuer, true)
	p.SetLang(p.words.Language())
	p.SetProducer("Waymark", true)
	p.AddUTF8FontFromBytes("go", "", goregular.TTF)
	p.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	if c.Credential != nil {
		p.SetAttachments([]fpdf.Attachment{{Content: c.Credential, Filename: "credential.json", Description: p.words.Sentence("certificate.attached")}})
	}
	p.SetAutoPageBreak(false, 0)
	p.AddPage()
}

// page is a page under the pen.
type page struct {
	*fpdf.Fpdf
	words *message.Catalogue
}

func (p *page) frame() {
	p.SetDrawColor(40, 50, 80)
	for _, l := range []struct{ inset, width float64 }{{margin - 4, 1.2}, {margin - 1.5, 0.3}} {
		p.SetLineWidth(l.width)
		p.Rect(l.inset, l.inset, pageWidth-2*l.inset, pageHeight-2*l.inset, "D")
	}
}

// drawing draws with the corner of the drawing at x, y.
func (p *page) drawing(d drawing, x, y, width float64) {
	at := func(q point) (float64, float64) { return x + q.x*width/side, y + q.y*width/side }
	for _, f := range d {
		p.SetFillColor(int(f.colour.R), int(f.colour.G), int(f.colour.B))
		for i, s := range f.path {
			ax, ay := at(s.to[0])
			bx, by := at(s.to[1])
			cx, cy := at(s.to[2])
			switch s.op {
			case move:
				if i > 0 {
					p.ClosePath()
				}
				p.MoveTo(ax, ay)
			case line:
				p.LineTo(ax, ay)
			case quad:
				p.CurveTo(ax, ay, bx, by)
			case cube:
				p.CurveBezierCubicTo(ax, ay, bx, by, cx, cy)
			}
		}
		p.ClosePath()
		p.DrawPath("F")
	}
}

// line writes a text in the middle of the page, smaller where it would be too wide.
func (p *page) line(y, size float64, style, text string) {
	const room = pageWidth - 4*margin
	p.SetFont("go", style, size)
	if w := p.GetStringWidth(text); w > room {
		p.SetFont("go", style, size*room/w)
	}
	p.Text((pageWidth-p.GetStringWidth(text))/2, y, text)
}

// left writes a text at the left.
func (p *page) left(y, size float64, style, text string) {
	p.SetFont("go", style, size)
	p.Text(margin+8, y, text)
}

func (p *page) qr(c *qr.Code, x, y, width float64) {
	p.SetFillColor(0, 0, 0)
	unit := width / float64(c.Size)
	runs(c, func(column, row, length int) {
		p.Rect(x+float64(column)*unit, y+float64(row)*unit, float64(length)*unit, unit, "F")
	})
}
