package store

import (
	"crypto/sha256"

	"waymark/record"
)

// Publication is a file of programmes or facts, in effect from a day until a later publication of the same file.
type Publication struct {
	File string
	Step int64
	// Document is the SHA-256 of its text.
	Document []byte
	Date     record.Date
	Entry    int64
}

// AddDocument keeps a text under its SHA-256, once, and gives the hash.
func (a *Act) AddDocument(body []byte) ([]byte, error) {
	sum := sha256.Sum256(body)
	if a.documents[sum] {
		return sum[:], nil
	}
	_, known, err := a.Document(sum[:])
	if err == nil && !known {
		err = a.add(documentTable, []any{sum[:], body})
	}
	if err == nil {
		a.documents[sum] = true
	}
	return sum[:], err
}

// Document gives the text with the hash, or false.
func (v *View) Document(hash []byte) ([]byte, bool, error) {
	return first(v, func(r scanner) (b []byte, err error) {
		err = r.Scan(&b)
		return b, err
	}, `SELECT body FROM document WHERE hash = $1`, hash)
}

// Publish writes that the text of the file is in effect from the day.
func (a *Act) Publish(file string, document []byte, day record.Date) error {
	step, err := a.lastStep(`SELECT MAX(step) FROM publication WHERE file = $1`, file)
	if err != nil {
		return err
	}
	return a.add(publicationTable, []any{file, step + 1, document, int64(day)})
}

// Publications gives every publication, by file and step.
func (v *View) Publications() ([]Publication, error) {
	return all(v, func(r scanner) (p Publication, err error) {
		var day int64
		err = r.Scan(&p.File, &p.Step, &p.Document, &day, &p.Entry)
		p.Date = record.Date(day)
		return p, err
	}, `SELECT file, step, document, day, entry FROM publication ORDER BY file, step`)
}
