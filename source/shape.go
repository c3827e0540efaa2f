package source

import "slices"

// shape is the keys of one kind of mapping: what [Read] accepts, in the order in which [Format] writes them. Where each
// is set the keys are the author's own and stay in the author's order.
type shape struct {
	// name ends the message codes of the mapping's own name: "shape." + name.
	name   string
	fields []field
	each   *shape
}

// field is one key. Its value, or every entry of the list that is its value, has the shape of, where that is a mapping.
type field struct {
	key    string
	needed bool
	of     *shape
}

// index is the place of the key among the fields, or -1.
func (s *shape) index(key string) int {
	return slices.IndexFunc(s.fields, func(f field) bool { return f.key == key })
}

// of is the shape of the key's value, or nil.
func (s *shape) of(key string) *shape {
	if s == nil {
		return nil
	}
	if s.each != nil {
		return s.each
	}
	if i := s.index(key); i >= 0 {
		return s.fields[i].of
	}
	return nil
}

// keys lists the keys in alphabetical order.
func (s *shape) keys() []string {
	var keys []string
	for _, f := range s.fields {
		keys = append(keys, f.key)
	}
	slices.Sort(keys)
	return keys
}

func needs(key string) field              { return field{key: key, needed: true} }
func may(key string) field                { return field{key: key} }
func mayOf(key string, of *shape) field   { return field{key: key, of: of} }
func needsOf(key string, of *shape) field { return field{key: key, needed: true, of: of} }

// backing ends every shape that may say who says so.
func backing(fields ...field) []field {
	return append(fields, may("confidence"), may("sources"), may("note"))
}
