package rdf

import (
	"bytes"
	"cmp"
	"crypto"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"waymark/credential/flaw"
)

// MaxSteps bounds the paths that RDFC-1.0 tries and the neighbours that it hashes among blank nodes that look alike.
// Honest documents need a few; the hardest that the W3C's tests want solved takes a tenth of it.
const MaxSteps = 100_000

// Canonical gives the canonical N-Quads of the dataset by RDFC-1.0.
func (d *Dataset) Canonical(hash crypto.Hash) ([]byte, error) {
	out, _, err := d.canonical(hash)
	return out, err
}

// CanonicalLabels gives the canonical label of every labelled blank node, both without "_:".
func (d *Dataset) CanonicalLabels(hash crypto.Hash) (map[string]string, error) {
	_, issued, err := d.canonical(hash)
	if err != nil {
		return nil, err
	}
	labels := make(map[string]string, len(issued.order))
	for n, blank := range issued.order {
		labels[d.Labels[blank-1]] = "c14n" + strconv.Itoa(n)
	}
	return labels, nil
}

func (d *Dataset) canonical(hash crypto.Hash) ([]byte, *issuer, error) {
	c := &canonicalizer{data: d, quads: make([][]int32, len(d.Labels)+1), first: make([]string, len(d.Labels)+1)}
	c.issued.numbers = make([]int, len(d.Labels)+1)
	switch hash {
	case crypto.SHA256:
		c.sum = func(data []byte) string { s := sha256.Sum256(data); return hex.EncodeToString(s[:]) }
	case crypto.SHA384:
		c.sum = func(data []byte) string { s := sha512.Sum384(data); return hex.EncodeToString(s[:]) }
	default:
		return nil, nil, flaw.New("rdf.hash", flaw.Op("found", hash.String()))
	}
	if err := c.run(); err != nil {
		return nil, nil, err
	}
	return c.text(), &c.issued, nil
}

// canonicalizer is one run of RDFC-1.0.
type canonicalizer struct {
	data *Dataset
	sum  func([]byte) string
	// quads are the quads that name each blank node; first its hash by them alone.
	quads  [][]int32
	first  []string
	issued issuer
	steps  int
	buffer []byte
}

// issuer gives numbers to blank nodes in the order in which it is asked.
type issuer struct {
	order []int
	// numbers finds a blank node's number at once, plus one; without it the order is searched, which is short.
	numbers []int
}

func (i *issuer) number(blank int) (int, bool) {
	if i.numbers != nil {
		n := i.numbers[blank] - 1
		return n, n >= 0
	}
	n := slices.Index(i.order, blank)
	return n, n >= 0
}

func (i *issuer) issue(blank int) int {
	if n, ok := i.number(blank); ok {
		return n
	}
	i.order = append(i.order, blank)
	if i.numbers != nil {
		i.numbers[blank] = len(i.order)
	}
	return len(i.order) - 1
}

func (i *issuer) clone() *issuer { return &issuer{order: slices.Clone(i.order)} }

func (c *canonicalizer) run() error {
	c.index()
	var blanks []int
	for blank := 1; blank < len(c.quads); blank++ {
		if len(c.quads[blank]) > 0 {
			c.first[blank] = c.firstDegree(blank)
			blanks = append(blanks, blank)
		}
	}
	slices.SortStableFunc(blanks, func(a, b int) int { return strings.Compare(c.first[a], c.first[b]) })
	var alike [][]int
	for start := 0; start < len(blanks); {
		end := start + 1
		for end < len(blanks) && c.first[blanks[end]] == c.first[blanks[start]] {
			end++
		}
		if end == start+1 {
			c.issued.issue(blanks[start])
		} else {
			alike = append(alike, blanks[start:end])
		}
		start = end
	}
	for _, group := range alike {
		if err := c.settle(group); err != nil {
			return err
		}
	}
	return nil
}

func (c *canonicalizer) index() {
	add := func(t Term, quad int) {
		if t.Blank == 0 {
			return
		}
		if of := c.quads[t.Blank]; len(of) == 0 || of[len(of)-1] != int32(quad) {
			c.quads[t.Blank] = append(of, int32(quad))
		}
	}
	for i := range c.data.Quads {
		q := &c.data.Quads[i]
		add(q.Subject, i)
		add(q.Object, i)
		add(q.Graph, i)
	}
}

// settle names the blank nodes of one group that share their first hash.
func (c *canonicalizer) settle(group []int) error {
	type result struct {
		hash string
		path *issuer
	}
	var results []result
	for _, blank := range group {
		if _, done := c.issued.number(blank); done {
			continue
		}
		temporary := &issuer{}
		temporary.issue(blank)
		hash, path, err := c.manyDegrees(blank, temporary)
		if err != nil {
			return err
		}
		results = append(results, result{hash, path})
	}
	slices.SortStableFunc(results, func(a, b result) int { return cmp.Compare(a.hash, b.hash) })
	for _, r := range results {
		for _, blank := range r.path.order {
			c.issued.issue(blank)
		}
	}
	return nil
}

// firstDegree is the Hash First Degree Quads algorithm.
func (c *canonicalizer) firstDegree(blank int) string {
	of := c.quads[blank]
	var few [16][2]int
	spans := few[:0]
	c.buffer = c.buffer[:0]
	for _, i := range of {
		start := len(c.buffer)
		c.buffer = c.data.Quads[i].appendTo(c.buffer, func(dst []byte, other int) []byte {
			if other == blank {
				return append(dst, "_:a"...)
			}
			return append(dst, "_:z"...)
		})
		spans = append(spans, [2]int{start, len(c.buffer)})
	}
	slices.SortFunc(spans, func(a, b [2]int) int {
		return bytes.Compare(c.buffer[a[0]:a[1]], c.buffer[b[0]:b[1]])
	})
	end := len(c.buffer)
	for _, s := range spans {
		c.buffer = append(c.buffer, c.buffer[s[0]:s[1]]...)
	}
	return c.sum(c.buffer[end:])
}

// text writes the quads with their canonical labels, sorted.
func (c *canonicalizer) text() []byte {
	name := func(dst []byte, blank int) []byte {
		return strconv.AppendInt(append(dst, "_:c14n"...), int64(c.issued.numbers[blank]-1), 10)
	}
	buffer := make([]byte, 0, 128*len(c.data.Quads))
	spans := make([][2]int, len(c.data.Quads))
	for i := range c.data.Quads {
		start := len(buffer)
		buffer = c.data.Quads[i].appendTo(buffer, name)
		spans[i] = [2]int{start, len(buffer)}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return bytes.Compare(buffer[a[0]:a[1]], buffer[b[0]:b[1]]) })
	out := make([]byte, 0, len(buffer))
	for _, s := range spans {
		out = append(out, buffer[s[0]:s[1]]...)
	}
	return out
}
