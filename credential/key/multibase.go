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
	// The number in words of 32 bits, the first one filled up; each division takes five digits off its end.
	words := make([]uint32, (len(data)-zeros+3)/4)
	for i, b := range slices.Backward(data[zeros:]) {
		place := len(data) - zeros - 1 - i
		words[len(words)-1-place/4] |= uint32(b) << (8 * (place % 4))
	}
	const atOnce, divisor = 5, 58 * 58 * 58 * 58 * 58
	digits := make([]byte, 0, len(data)*138/100+atOnce+2)
	for len(words) > 0 {
		rest := uint64(0)
		for i, w := range words {
			rest = rest<<32 | uint64(w)
			words[i] = uint32(rest / divisor)
			rest %= divisor
		}
		for range atOnce {
			digits = append(digits, base58[rest%58])
			rest /= 58
		}
		for len(words) > 0 && words[0] == 0 {
			words = words[1:]
		}
	}
	for len(digits) > 0 && digits[len(digits)-1] == '1' {
		digits = digits[:len(digits)-1]
	}
	for range zeros {
		digits = append(digits, '1')
	}
	digits = append(digits, 'z')
	slices.Reverse(digits)
	return string(digits)
}

func shorten(text string) string {
	if len(text) > 80 {
		return strings.ToValidUTF8(text[:80], "") + "…"
	}
	return text
}
