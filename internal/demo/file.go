package demo

import (
	_ "embed" // for the profiles
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
)

// hall is a file of results of the people from one number to another, as a test centre sends it. It is written as it is read: a
// million people need no file.
type hall struct {
	tracks   *tracks
	from, to int
	kind     kind
	// next is the number of the next person; others may look at it.
	next  atomic.Int64
	rest  strings.Builder
	read  int
	begun bool
}

//go:embed exams.yaml
var examsProfile []byte

//go:embed credentials.yaml
var credentialsProfile []byte

// kind is one of the centre's two files.
type kind struct {
	name, header string
	profile      []byte
	row          func(*tracks, *strings.Builder, int)
}

var kinds = []kind{
	{"exams", "Registration ID,Candidate ID,First name,Last name,E-mail,Exam,Exam date,Score,Grade\n", examsProfile, examRows},
	{"credentials", "Certificate,Candidate ID,Credential,Since\n", credentialsProfile, credentialRows},
}

func examRows(t *tracks, b *strings.Builder, i int) {
	p := t.somebody(i)
	for n, r := range p.passes {
		grade, date, code := "Fail", dayText(r.day), r.code
		if r.passed {
			grade = "Pass"
		}
		fmt.Fprintf(b, "%s,%s,%s,%s,%s,%s,%s,%d,%s\n", r.reference, number(i), p.first, p.last, p.email, code, date, r.score, grade)
		if n == 1 && i%67 == 11 {
			doubtful(b, i, &p, &r)
		}
	}
}

// doubtful writes a row that no file should have, as every file has some.
func doubtful(b *strings.Builder, i int, p *person, r *result) {
	row := []any{r.reference + "X", number(i), p.first, p.last, p.email, r.code, dayText(r.day), r.score, "Pass"}
	switch i / 67 % 4 {
	case 0:
		row[5] = "70-999"
	case 1:
		row[6] = "31.02.2004"
	case 2:
		row[8] = "Passd"
	default:
		row[6] = "2007-03-01"
	}
	fmt.Fprintf(b, "%v,%v,%v,%v,%v,%v,%v,%v,%v\n", row...)
}

func credentialRows(t *tracks, b *strings.Builder, i int) {
	names := map[string]string{"a-plus": "A+", "network-plus": "Network+", "server-plus": "Server+", "security-plus": "Security+"}
	for _, r := range t.credentials(i) {
		fmt.Fprintf(b, "%s,%s,%s,%s\n", r.reference, number(i), names[r.code], dayText(r.day))
	}
}

// Read writes the next people's rows.
func (h *hall) Read(into []byte) (int, error) {
	const enough = 64 << 10
	if h.read == h.rest.Len() {
		h.rest.Reset()
		h.read = 0
		if !h.begun {
			h.begun = true
			h.next.Store(int64(h.from))
			h.rest.WriteString(h.kind.header)
		}
		for i := h.next.Load(); h.rest.Len() < enough && i < int64(h.to); i = h.next.Add(1) {
			h.kind.row(h.tracks, &h.rest, int(i))
		}
	}
	if h.rest.Len() == 0 {
		return 0, io.EOF
	}
	n := copy(into, h.rest.String()[h.read:])
	h.read += n
	return n, nil
}

// Seek goes back to the beginning, and nowhere else.
func (h *hall) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekStart {
		return 0, errors.New("a file of the demonstration is read from its beginning")
	}
	h.begun, h.read = false, 0
	h.rest.Reset()
	return 0, nil
}
