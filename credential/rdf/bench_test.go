package rdf_test

import (
	"testing"

	"waymark/credential/jsontree"
	"waymark/credential/outside"
	"waymark/credential/rdf"
)

func BenchmarkCanonical(b *testing.B) {
	data := outside.Read(b, outside.Folder(b, "openbadges3/examples"), "complete.json")
	v, err := jsontree.Parse(data)
	if err != nil {
		b.Fatal(err)
	}
	v = v.Without("proof")
	p := rdf.New(nil)
	if _, err := p.Canonical(&v); err != nil {
		b.Fatal(err)
	}
	b.Run("waymark", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := p.Canonical(&v); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			if _, err := jsontree.Parse(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("json-gold", func(b *testing.B) {
		b.ReportAllocs()
		text := jsontree.Append(nil, &v)
		for b.Loop() {
			if _, err := gold(b, text); err != nil {
				b.Fatal(err)
			}
		}
	})
}
