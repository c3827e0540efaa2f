package source

import "waymark/diag"

// Setting is one key of a file of settings, with its one value or its list of them.
type Setting struct {
	Key    Text
	Values []Text
}

// ReadSettings reads a file of settings: a mapping of the keys to texts or to lists of texts. What a setting may be is for the
// command that has it. Where a finding is an error the settings must not be used.
func ReadSettings(name string, data []byte, keys []string) ([]Setting, diag.List) {
	r := &reader{file: name}
	known := &shape{name: "settings"}
	for _, key := range keys {
		known.fields = append(known.fields, may(key))
	}
	var all []Setting
	if root := r.parse(data); root != nil {
		for e := range r.entries(root, known) {
			all = append(all, Setting{Text{e.key, r.pos(e.at), length(e.at)}, r.texts(e.value)})
		}
	}
	r.found.Sort()
	return all, r.found
}
