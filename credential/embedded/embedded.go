// Package embedded keeps the published documents whose bytes a signature or a check depends on: the JSON-LD contexts and
// JSON Schemas of the W3C, 1EdTech and the Digital Credentials Consortium.
//
// Call [Context] or [Schema] with the address that a credential names; [Documents] lists all with source, licence and
// SHA-256. Nothing is ever fetched. A document once published here keeps its bytes: a signature over it must verify in
// twenty years, so a changed upstream document joins under its own address and never replaces one.
package embedded

import (
	"embed"
	"slices"
)

//go:embed contexts schemas
var files embed.FS

// Kind tells what a document is used as.
type Kind int

// The kinds of document.
const (
	KindContext Kind = iota
	KindSchema
)

// Document is one published document.
type Document struct {
	Kind Kind
	// Address is the name that credentials call it by; Also are further addresses of the same bytes.
	Address string
	Also    []string
	// File is its place in this package; SHA256 pins its bytes, in hexadecimal.
	File   string
	SHA256 string
	// Source is the package or repository it was taken from, Licence its terms.
	Source  string
	Licence string
}

// Documents lists every document, contexts first.
func Documents() []Document { return slices.Clone(documents) }

// Context gives the bytes of the JSON-LD context at address.
func Context(address string) ([]byte, bool) { return find(KindContext, address) }

// Schema gives the bytes of the JSON Schema at address.
func Schema(address string) ([]byte, bool) { return find(KindSchema, address) }

func find(kind Kind, address string) ([]byte, bool) {
	for _, d := range documents {
		if d.Kind == kind && (d.Address == address || slices.Contains(d.Also, address)) {
			data, err := files.ReadFile(d.File)
			return data, err == nil
		}
	}
	return nil, false
}
