package compile_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"waymark/programme"
	"waymark/programme/compile"
	"waymark/source"
)

// large writes a programme of about the size in bytes: sections of lists, options with their sources, and combinations.
func large(size int) []byte {
	var b strings.Builder
	b.WriteString("programme: example/large\ntitle: Large\nawards: {credential: large}\nsources:\n  - {id: page, page: a page}\nrequires:\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "  - id: section-%d\n    title: Section %d of the programme\n    choose: 2\n    from:\n", i, i)
		for j := range 20 {
			fmt.Fprintf(&b, "      - exam %d-%03d\n", i, j)
		}
		for j := range 10 {
			fmt.Fprintf(&b, "      - {exam: %d-%03d, listed: {from: 2005-01-01}, confidence: unconfirmed, sources: [page]}\n", i, 100+j)
		}
		fmt.Fprintf(&b, "      - title: Both of the older pair\n        given: holds other-%d\n        all: [exam %d-201, exam %d-202]\n", i, i, i)
	}
	return []byte(b.String())
}

// lists writes a programme of long lists of bare codes, the form that says most in least room.
func lists(size int) []byte {
	var b strings.Builder
	b.WriteString("programme: example/lists\ntitle: Lists\nawards: {credential: lists}\nrequires:\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "  - id: section-%d\n    choose: 2\n    from:\n", i)
		for j := range 2000 {
			fmt.Fprintf(&b, "      - exam %d-%04d\n", i%3, j)
		}
	}
	return []byte(b.String())
}

func compiled(tb testing.TB, data []byte) *programme.Programme {
	tb.Helper()
	f, found := source.Read("large.yaml", data)
	if len(found) > 0 {
		tb.Fatal(found[0])
	}
	p, found := compile.Programme(f.Programme)
	if len(found) > 0 {
		tb.Fatal(found[0])
	}
	return p
}

// BenchmarkCompile1MB goes from the bytes of a programme of 1 MB to its rules, and says how much memory these keep.
func BenchmarkCompile1MB(b *testing.B) {
	for name, data := range map[string][]byte{"sections": large(1 << 20), "lists": lists(1 << 20)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				compiled(b, data)
			}
			b.ReportMetric(retained(b, data), "MB-retained")
		})
	}
}

// retained is how many megabytes the compiled programme keeps when everything else is gone.
func retained(b *testing.B, data []byte) float64 {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	p := compiled(b, data)
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(p)
	return float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / (1 << 20)
}
