package api

import (
	"bytes"
	"encoding/json"
)

// deepestKey is how deep values nest where a key is looked for twice; what nests deeper is refused as unreadable.
const deepestKey = 10_000

// keyTwice finds a key that an object of the JSON has twice: readers differ in which of the two they take, and what is checked might not
// be what is done. JSON that cannot be read has none; that it cannot be read is found by who reads it.
func keyTwice(data []byte) (string, bool) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return twiceIn(d, 0)
}

func twiceIn(d *json.Decoder, depth int) (string, bool) {
	t, err := d.Token()
	begins, is := t.(json.Delim)
	if err != nil || !is || depth > deepestKey {
		return "", false
	}
	seen := map[string]bool{}
	for d.More() {
		if begins == '{' {
			t, err := d.Token()
			key, is := t.(string)
			if err != nil || !is {
				return "", false
			}
			if seen[key] {
				return key, true
			}
			seen[key] = true
		}
		before := d.InputOffset()
		if key, found := twiceIn(d, depth+1); found || d.InputOffset() == before {
			return key, found
		}
	}
	_, _ = d.Token() // the end, or what is wrong with it
	return "", false
}
