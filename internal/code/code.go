// Package code makes and reads the codes under which awards are looked up: short enough to be typed from paper, too many to be
// guessed.
//
// [New] makes one, [Parse] reads what a person typed: small letters, spaces and hyphens, O for 0 and I or L for 1 are all well.
// A code is fifteen symbols of Crockford's base 32 (75 random bits) and a check symbol that finds every single wrong symbol and
// every two that changed places. Codes once given out stay readable.
package code

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Code is a code in its one form: sixteen capital letters and digits. [Code.String] groups them for people.
type Code string

const (
	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	size     = 16
)

// The ways in which what was typed is no code.
var (
	ErrLength = fmt.Errorf("a code has %d letters and digits", size)
	ErrSymbol = errors.New("a code has digits and letters other than U")
	ErrCheck  = errors.New("a letter or digit of the code is wrong, or two have changed places")
)

// New makes a code of what random gives.
func New(random io.Reader) (Code, error) {
	var raw [size - 1]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return "", fmt.Errorf("make a code: %w", err)
	}
	var symbols [size]byte
	for i, b := range raw {
		symbols[i] = b & 31
	}
	symbols[size-1] = check(symbols[:size-1])
	for i, s := range symbols {
		symbols[i] = alphabet[s]
	}
	return Code(symbols[:]), nil
}

// Parse reads a code as people type it.
func Parse(text string) (Code, error) {
	if len(text) > 4*size {
		return "", ErrLength
	}
	var symbols []byte
	for _, r := range strings.ToUpper(text) {
		switch r {
		case ' ', '-', '\t', '\n', '\r', '\u00a0', '‐', '‑', '–':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		at := strings.IndexRune(alphabet, r)
		if at < 0 {
			return "", ErrSymbol
		}
		symbols = append(symbols, byte(at))
	}
	if len(symbols) != size {
		return "", ErrLength
	}
	if check(symbols[:size-1]) != symbols[size-1] {
		return "", ErrCheck
	}
	for i, s := range symbols {
		symbols[i] = alphabet[s]
	}
	return Code(symbols), nil
}

// String is the code in four groups of four, as it is printed.
func (c Code) String() string {
	if len(c) != size {
		return string(c)
	}
	return string(c[:4] + "-" + c[4:8] + "-" + c[8:12] + "-" + c[12:])
}

// check weighs each symbol by a power of two of the field of 32 elements. No two weights are the same, so that one wrong symbol
// and two exchanged ones change the sum.
func check(symbols []byte) byte {
	sum := byte(0)
	for _, s := range symbols {
		sum = double(sum ^ s)
	}
	return sum
}

// double multiplies by two modulo x⁵+x²+1.
func double(a byte) byte {
	a <<= 1
	if a&32 != 0 {
		a ^= 0b100101
	}
	return a
}
