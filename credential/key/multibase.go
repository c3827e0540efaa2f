package key

import (
	"encoding/base64"
	"slices"
	"strings"

	"waymark/credential/flaw"
)

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// maxMultibase bounds what is decoded: base 58 takes time with the square of its length, and no key or signature that
// is read here is longer.
const maxMultibase = 2048

var base58Values = func() (table [256]int8) {
	for i := range table {
		table[i] = -1
	}
	for i := range base58 {
		table[base58[i]] = int8(i)
	}
	return table
}()

// DecodeMultibase reads a value with its base's letter before it: z for base 58, u for base 64 of URLs.
func DecodeMultibase(text string) ([]byte, error) {
	bad := flaw.New("key.multibase", flaw.Op("found", shorten(text)))
	if text == "" || len(text) > maxMultibase {
		return nil, bad
	}
	switch text[0] {
	case 'z':
		data, ok := decodeBase58(text[1:])
		if !ok {
			return nil, bad
		}
		return data, nil
	case 'u':
		data, err := base64.RawURLEncoding.Strict().DecodeString(text[1:])
		if err != nil {
			return nil, bad
		}
		return data, nil
	}
	return nil, bad
}

func decodeBase58(text string) ([]byte, bool) {
	zeros := len(text) - len(strings.TrimLeft(text, "1"))
	out := make([]byte, len(text))
	begin := len(out)
	for i := zeros; i < len(text); i++ {
		carry := int(base58Values[text[i]])
		if carry < 0 {
			return nil, false
		}
		at := len(out) - 1
		for ; at >= begin || carry > 0; at-- {
			carry += 58 * int(out[at])
			out[at] = byte(carry)
			carry >>= 8
		}
		begin = at + 1
	}
	return out[begin-zeros:], true
}

// EncodeMultibase writes data in base 58 with its letter z.
func EncodeMultibase(data []byte) string {
	zeros := 0
	for zeros < len(data) && data[zeros] == 0 {
		zeros++
	}
	digits := make([]byte, 0, len(data)*138/100+2)
	for _, b := range data[zeros:] {
		carry := int(b)
		for i := range digits {
			carry += int(digits[i]) << 8
			digits[i] = byte(carry % 58)
			carry /= 58
		}
		for ; carry > 0; carry /= 58 {
			digits = append(digits, byte(carry%58))
		}
	}
	var b strings.Builder
	b.Grow(len(digits) + zeros + 1)
	b.WriteByte('z')
	for range zeros {
		b.WriteByte('1')
	}
	for _, digit := range slices.Backward(digits) {
		b.WriteByte(base58[digit])
	}
	return b.String()
}

func shorten(text string) string {
	if len(text) > 80 {
		return strings.ToValidUTF8(text[:80], "") + "…"
	}
	return text
}
