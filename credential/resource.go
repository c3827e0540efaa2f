package credential

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"waymark/credential/embedded"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/key"
)

// CheckResources holds the documents that a credential names under relatedResource to their digests. Those that are
// built in are always held to them; others are asked of fetch, and what it cannot give is passed to missing. Both may
// be nil.
func CheckResources(v *jsontree.Value, fetch key.Fetch, missing func(address string)) error {
	whole := v.Get("relatedResource")
	entries := whole.Each()
	for i := range entries {
		e := &entries[i]
		id := e.Str("id")
		data, ok := builtIn(id)
		if !ok && fetch != nil && strings.HasPrefix(id, "https://") {
			got, err := fetch(id)
			data, ok = got, err == nil
		}
		if !ok {
			if missing != nil {
				missing(id)
			}
			continue
		}
		if err := fits(e, id, &resource{data: data}); err != nil {
			return at("relatedResource", i, whole.Kind == jsontree.List, err)
		}
	}
	return nil
}

func builtIn(address string) ([]byte, bool) {
	if data, ok := embedded.Context(address); ok {
		return data, true
	}
	return embedded.Schema(address)
}

func fits(e *jsontree.Value, id string, data *resource) error {
	for _, text := range e.Get("digestMultibase").Each() {
		known, same := multibaseFits(text.Text, data)
		if !known {
			return flaw.In("digestMultibase", flaw.New("model.digest", flaw.Op("found", text.Text)))
		}
		if !same {
			return flaw.In("digestMultibase", flaw.New("model.digest-other", flaw.Op("address", id)))
		}
	}
	if text := e.Str("digestSRI"); text != "" {
		known, same := integrityFits(text, data)
		if !known {
			return flaw.In("digestSRI", flaw.New("model.digest", flaw.Op("found", text)))
		}
		if !same {
			return flaw.In("digestSRI", flaw.New("model.digest-other", flaw.Op("address", id)))
		}
	}
	return nil
}

// sums are the digests that are known, by their length; prefix is the multihash's own head.
var sums = []struct {
	name, prefix string
	size         int
	sum          func([]byte) []byte
}{
	{"sha256", "\x12\x20", sha256.Size, func(data []byte) []byte { s := sha256.Sum256(data); return s[:] }},
	{"sha384", "\x20\x30", sha512.Size384, func(data []byte) []byte { s := sha512.Sum384(data); return s[:] }},
	{"sha512", "\x13\x40", sha512.Size, func(data []byte) []byte { s := sha512.Sum512(data); return s[:] }},
}

// resource is a document with its digests, each made once, however often it is compared.
type resource struct {
	data []byte
	sums [3]string
}

// sum is the digest of the i-th kind.
func (r *resource) sum(i int) string {
	if r.sums[i] == "" {
		r.sums[i] = string(sums[i].sum(r.data))
	}
	return r.sums[i]
}

// multibaseFits compares a digestMultibase: a multihash, or the bare digest that early writers gave.
func multibaseFits(text string, data *resource) (known, same bool) {
	digest, err := key.DecodeMultibase(text)
	if err != nil {
		return false, false
	}
	for i, s := range sums {
		if rest, ok := strings.CutPrefix(string(digest), s.prefix); ok && len(rest) == s.size {
			return true, rest == data.sum(i)
		}
		if len(digest) == s.size {
			return true, string(digest) == data.sum(i)
		}
	}
	return false, false
}

// plainBase64 writes the base 64 of addresses as the usual one.
var plainBase64 = strings.NewReplacer("-", "+", "_", "/")

// integrityFits compares the hash expressions of Subresource Integrity: of the strongest kind that is given, one must fit.
func integrityFits(text string, data *resource) (known, same bool) {
	for i, s := range slices.Backward(sums) {
		for expression := range strings.FieldsSeq(text) {
			expression, _, _ = strings.Cut(expression, "?")
			value, ok := strings.CutPrefix(expression, s.name+"-")
			if !ok {
				continue
			}
			known = true
			value = plainBase64.Replace(strings.TrimRight(value, "="))
			digest, err := base64.RawStdEncoding.DecodeString(value)
			if err == nil && string(digest) == data.sum(i) {
				return true, true
			}
		}
		if known {
			return true, false
		}
	}
	return false, false
}

// at puts the place of an entry before the path of a flaw.
func at(step string, i int, many bool, err error) error {
	if many {
		err = flaw.In(strconv.Itoa(i), err)
	}
	return flaw.In(step, err)
}
