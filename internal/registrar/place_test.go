package registrar

import (
	"testing"

	"pgregory.net/rapid"
)

// Every turn has a place of its own within the list.
func TestEveryTurnHasAPlaceOfItsOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(2, 5000).Draw(t, "size")
		seed := rapid.SliceOfN(rapid.Byte(), 0, 32).Draw(t, "seed")
		taken := make([]bool, size)
		for turn := range size {
			at := place(seed, size, turn)
			if at < 0 || at >= size || taken[at] {
				t.Fatalf("turn %d of %d has place %d", turn, size, at)
			}
			taken[at] = true
		}
	})
}

// Places do not follow one another, and another seed spreads them otherwise.
func TestPlacesTellNothingOfTheOrder(t *testing.T) {
	const size = 131_072
	near, same := 0, 0
	for turn := range int64(10_000) {
		a := place([]byte("a"), size, turn)
		if d := a - place([]byte("a"), size, turn+1); d > -100 && d < 100 {
			near++
		}
		if a == place([]byte("b"), size, turn) {
			same++
		}
	}
	if near > 60 || same > 5 { // some 15 and 0 are to be expected
		t.Errorf("%d neighbours lie near one another, %d places are the same under another seed", near, same)
	}
}
