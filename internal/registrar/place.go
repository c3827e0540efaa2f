package registrar

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// rounds of the mixing; each round's function is a hash with the list's seed.
const rounds = 8

// place spreads the turns 0…size-1 over the places 0…size-1 of a status list, each on one of its own, in an order that only the
// seed tells. So an index in a credential says nothing of when it was given. A Feistel network over the least power of two mixes
// the bits; what falls beyond the size is mixed again.
func place(seed []byte, size, turn int64) int64 {
	width := bits.Len64(uint64(size - 1))
	at := uint64(turn)
	for {
		at = mix(seed, width, at)
		if at < uint64(size) {
			return int64(at)
		}
	}
}

func mix(seed []byte, width int, at uint64) uint64 {
	low := width / 2
	left, right := at>>low, at&(1<<low-1)
	for round := range rounds {
		// The halves take turns; they need not be equally wide.
		if round%2 == 0 {
			left ^= hashed(seed, round, right) & (1<<(width-low) - 1)
		} else {
			right ^= hashed(seed, round, left) & (1<<low - 1)
		}
	}
	return left<<low | right
}

func hashed(seed []byte, round int, half uint64) uint64 {
	data := append(make([]byte, 0, 64), seed...)
	data = append(data, byte(round))
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(data, half))
	return binary.BigEndian.Uint64(sum[:])
}
