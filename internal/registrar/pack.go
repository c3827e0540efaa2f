package registrar

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// What is kept for reading it rarely is packed as a frame of zstd (RFC 8878). A text that is much like another, its specimen, is packed
// against that one, in a fifth of the room; a frame to be skipped stands before it then, and holds the specimen's SHA-256. What was
// kept earlier is a stream of flate, which can begin like neither.

// packer packs texts that are much like one specimen.
type packer struct {
	// specimen is kept as a document of its own by whoever keeps what was packed.
	specimen []byte
	// named is the frame that names the specimen.
	named []byte
	zstd  *zstd.Encoder
}

// specimenNumber is what a frame calls its specimen; which one it is, its name says.
const specimenNumber = 1

// skipped begins a frame that holds a SHA-256 and nothing else.
var skipped = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, 0x184D2A50), sha256.Size)

// frame begins every other.
var frame = binary.LittleEndian.AppendUint32(nil, 0xFD2FB528)

// newPacker makes a packer for texts like the specimen, or for any where there is none.
func newPacker(specimen []byte) *packer {
	p := &packer{specimen: specimen}
	options := []zstd.EOption{zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true), zstd.WithZeroFrames(true)}
	if specimen != nil {
		sum := sha256.Sum256(specimen)
		p.named = append(bytes.Clone(skipped), sum[:]...)
		options = append(options, zstd.WithEncoderDictRaw(specimenNumber, specimen))
	}
	var err error
	if p.zstd, err = zstd.NewWriter(nil, options...); err != nil {
		panic(err) // the options are constants, and any bytes are a specimen
	}
	return p
}

// pack compresses a text. It may be called by many at once.
func (p *packer) pack(text []byte) []byte { return p.zstd.EncodeAll(text, bytes.Clone(p.named)) }

// plain packs what has no specimen.
var plain = sync.OnceValue(func() *packer { return newPacker(nil) })

// mostUnpacked bounds what a packed text can become, whatever it says of itself.
const mostUnpacked = 64 << 20

// specimenOf gives the SHA-256 of the text against which another was packed, or nothing.
func specimenOf(packed []byte) []byte {
	hash, named := bytes.CutPrefix(packed, skipped)
	if !named || len(hash) < sha256.Size {
		return nil
	}
	return hash[:sha256.Size]
}

// unpack gives what was packed, with the specimen that it names.
func unpack(packed, specimen []byte) ([]byte, error) {
	options := []zstd.DOption{zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostUnpacked)}
	switch {
	case specimenOf(packed) != nil:
		options = append(options, zstd.WithDecoderDictRaw(specimenNumber, specimen))
	case !bytes.HasPrefix(packed, frame):
		return io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), mostUnpacked))
	}
	z, err := zstd.NewReader(nil, options...)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return z.DecodeAll(packed, nil)
}
