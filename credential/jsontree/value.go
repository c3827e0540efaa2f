// Package jsontree reads and writes JSON without losing anything that a signature depends on: the order of members, the
// digits of numbers, and the difference between one member and the same member twice.
//
// Call [Parse] first. It accepts exactly the JSON of RFC 8259 that is also I-JSON (RFC 7493): no duplicate names, no
// broken Unicode, no second document; and it bounds the depth. Values are plain data: build them with [Object], [Array],
// [String], and read them with [Value.Get]. Nothing here changes a value that it was given.
package jsontree

import (
	"slices"
	"strconv"
)

// Kind is the type of a JSON value.
type Kind uint8

// The kinds of JSON value. The zero Value is null.
const (
	Null Kind = iota
	False
	True
	Number
	Text
	List
	Map
)

// Value is one JSON value.
type Value struct {
	Kind Kind
	// Text is the content of a string, or a number as it was written.
	Text string
	// Items are the values of an array.
	Items []Value
	// Members are the members of an object in their order.
	Members []Member
}

// Member is one name and value of an object.
type Member struct {
	Name  string
	Value Value
}

// String makes a string.
func String(text string) Value { return Value{Kind: Text, Text: text} }

// Int makes a number.
func Int(n int) Value { return Value{Kind: Number, Text: strconv.Itoa(n)} }

// Bool makes true or false.
func Bool(b bool) Value {
	if b {
		return Value{Kind: True}
	}
	return Value{Kind: False}
}

// Array makes an array.
func Array(items ...Value) Value { return Value{Kind: List, Items: items} }

// Strings makes an array of strings.
func Strings(texts ...string) Value {
	v := Value{Kind: List, Items: make([]Value, len(texts))}
	for i, t := range texts {
		v.Items[i] = String(t)
	}
	return v
}

// Object makes an object.
func Object(members ...Member) Value { return Value{Kind: Map, Members: members} }

// M makes a member; it reads better than a literal in a long list.
func M(name string, value Value) Member { return Member{Name: name, Value: value} }

// Get gives the member of that name, or nil.
func (v *Value) Get(name string) *Value {
	if v == nil || v.Kind != Map {
		return nil
	}
	for i := range v.Members {
		if v.Members[i].Name == name {
			return &v.Members[i].Value
		}
	}
	return nil
}

// Str gives the text of the string member of that name, or "".
func (v *Value) Str(name string) string {
	if m := v.Get(name); m != nil && m.Kind == Text {
		return m.Text
	}
	return ""
}

// Each gives the items of an array, the value itself as one item, or nothing for nil and null.
func (v *Value) Each() []Value {
	switch {
	case v == nil || v.Kind == Null:
		return nil
	case v.Kind == List:
		return v.Items
	default:
		return []Value{*v}
	}
}

// HasText tells whether v is that string or an array with it.
func (v *Value) HasText(text string) bool {
	return slices.ContainsFunc(v.Each(), func(i Value) bool { return i.Kind == Text && i.Text == text })
}

// Without gives a copy of an object that lacks the named members. The members are shared with v.
func (v Value) Without(names ...string) Value {
	kept := make([]Member, 0, len(v.Members))
	for _, m := range v.Members {
		if !slices.Contains(names, m.Name) {
			kept = append(kept, m)
		}
	}
	v.Members = kept
	return v
}

// With gives a copy of an object in which the member of that name has that value: in its place, or at the end.
func (v Value) With(name string, value Value) Value {
	members := slices.Clone(v.Members)
	for i := range members {
		if members[i].Name == name {
			members[i].Value = value
			v.Members = members
			return v
		}
	}
	members = append(members, Member{name, value})
	v.Members = members
	return v
}

// Equal tells whether two values say the same: members in any order, numbers as they are written.
func Equal(a, b Value) bool {
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members) {
		return false
	}
	for i := range a.Items {
		if !Equal(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for i := range a.Members {
		other := b.Get(a.Members[i].Name)
		if other == nil || !Equal(a.Members[i].Value, *other) {
			return false
		}
	}
	return true
}
