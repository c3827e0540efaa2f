// Package jcs writes JSON in the one canonical form of RFC 8785 (JSON Canonicalization Scheme).
//
// Call [Append] with a parsed value. The form is exact: members sorted by UTF-16 code units, numbers as ECMAScript prints
// the nearest double, strings escaped as little as possible. It never changes: signatures are made over it.
package jcs

import (
	"slices"
	"strconv"

	"waymark/credential/jsontree"
)

// Append writes the canonical form of v after dst.
func Append(dst []byte, v *jsontree.Value) []byte {
	switch v.Kind {
	case jsontree.Number:
		return AppendNumber(dst, v.Text)
	case jsontree.List:
		dst = append(dst, '[')
		for i := range v.Items {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = Append(dst, &v.Items[i])
		}
		return append(dst, ']')
	case jsontree.Map:
		return appendObject(dst, v)
	default:
		return jsontree.Append(dst, v)
	}
}

func appendObject(dst []byte, v *jsontree.Value) []byte {
	var few [24]int
	order := few[:0]
	for i := range v.Members {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int { return compare(v.Members[a].Name, v.Members[b].Name) })
	dst = append(dst, '{')
	for n, i := range order {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = jsontree.AppendString(dst, v.Members[i].Name)
		dst = append(dst, ':')
		dst = Append(dst, &v.Members[i].Value)
	}
	return append(dst, '}')
}

// compare orders by UTF-16 code units. That is the order of bytes, except that a character beyond U+FFFF, a surrogate
// pair, stands before U+E000 to U+FFFF.
func compare(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] == b[i] {
			continue
		}
		if a[i] >= 0xEE && b[i] >= 0xEE && (a[i] >= 0xF0) != (b[i] >= 0xF0) {
			return int(b[i]) - int(a[i])
		}
		return int(a[i]) - int(b[i])
	}
	return len(a) - len(b)
}

// AppendNumber writes a JSON number as ECMAScript's Number::toString does.
func AppendNumber(dst []byte, text string) []byte {
	f, _ := strconv.ParseFloat(text, 64) // the parser has refused what is no number or overflows
	if f == 0 {
		return append(dst, '0')
	}
	if f < 0 {
		dst, f = append(dst, '-'), -f
	}
	var buffer [32]byte
	e := strconv.AppendFloat(buffer[:0], f, 'e', -1, 64)
	mark := slices.Index(e, 'e')
	exponent, _ := strconv.Atoi(string(e[mark+1:]))
	digits := e[:1]
	if mark > 1 {
		digits = append(digits, e[2:mark]...)
	}
	k, n := len(digits), exponent+1
	switch {
	case k <= n && n <= 21:
		dst = append(dst, digits...)
		return append(dst, zeros[:n-k]...)
	case 0 < n && n <= 21:
		dst = append(dst, digits[:n]...)
		dst = append(dst, '.')
		return append(dst, digits[n:]...)
	case -6 < n && n <= 0:
		dst = append(dst, '0', '.')
		dst = append(dst, zeros[:-n]...)
		return append(dst, digits...)
	}
	dst = append(dst, digits[0])
	if k > 1 {
		dst = append(dst, '.')
		dst = append(dst, digits[1:]...)
	}
	dst = append(dst, 'e')
	if exponent > 0 {
		dst = append(dst, '+')
	}
	return strconv.AppendInt(dst, int64(exponent), 10)
}

const zeros = "0000000000000000000000"

// Transform reads JSON and gives its canonical form.
func Transform(data []byte) ([]byte, error) {
	v, err := jsontree.Parse(data)
	if err != nil {
		return nil, err
	}
	return Append(make([]byte, 0, len(data)), &v), nil
}
