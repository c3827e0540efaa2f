package certificate

import (
	"bytes"
	"fmt"

	"rsc.io/qr"
)

// quiet is how many modules around a code stay white.
const quiet = 4

// QR is an address as a picture that telephones read, as SVG.
func QR(address string) ([]byte, error) {
	c, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, err
	}
	n := c.Size + 2*quiet
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" shape-rendering="crispEdges"><title>%s</title><path fill="#fff" d="M0 0h%dv%dh-%dz"/><path d="`,
		n, n, escape(address), n, n, n)
	runs(c, func(x, y, length int) { fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, length, length) })
	b.WriteString(`"/></svg>` + "\n")
	return b.Bytes(), nil
}

// runs calls f with every row of black modules side by side.
func runs(c *qr.Code, f func(x, y, length int)) {
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			begin := x
			for x < c.Size && c.Black(x, y) {
				x++
			}
			if x > begin {
				f(begin, y, x-begin)
			}
		}
	}
}
