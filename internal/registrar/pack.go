package registrar

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// compressors are kept: making one takes longer than using it.
var compressors = sync.Pool{New: func() any {
	z, _ := flate.NewWriter(nil, flate.BestSpeed) // the level is a constant that it has
	return z
}}

// pack compresses what is kept for reading it rarely.
func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	z := compressors.Get().(*flate.Writer)
	defer compressors.Put(z)
	z.Reset(&b)
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	err := z.Close()
	return b.Bytes(), err
}

// unpack gives what pack was given.
func unpack(data []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(data)))
}
