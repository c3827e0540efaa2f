package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"time"
)

// profile reads the files that are made here.
const profile = `profile: testhall
format: csv
candidate: Candidate
email: Email
name: [First, Last]
reference: Registration
issuer: microsoft
code: Exam
date: Date
result: Grade
passes: Pass
score: Score
corrections: allowed
candidates: add
`

const header = "Registration,Candidate,First,Last,Email,Exam,Date,Grade,Score\n"

// exams are what people sit, with the first day each could be sat.
var exams = []struct {
	code  string
	first time.Time
}{
	{"70-270", month(2001, 11)},
	{"70-290", month(2003, 9)},
	{"70-291", month(2003, 9)},
	{"70-284", month(2003, 12)},
	{"70-293", month(2003, 10)},
	{"70-294", month(2003, 10)},
	{"70-298", month(2003, 11)},
	{"70-228", month(2001, 2)},
	{"70-227", month(2001, 3)},
	{"70-299", month(2004, 2)},
	{"70-297", month(2003, 11)},
	{"70-285", month(2004, 4)},
}

func month(year int, month time.Month) time.Time {
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

var names = []string{"Ana", "Bo", "Cyd", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea", "Mia", "Ned", "Ola", "Pia"}

// rows writes a file of results.
type rows struct {
	random *rand.Rand
	out    *bufio.Writer
}

func newRows(to io.Writer, seed uint64) *rows {
	r := &rows{rand.New(rand.NewPCG(seed, 4)), bufio.NewWriterSize(to, 1<<20)} //nolint:gosec // what is drawn is drawn again from its seed
	_, _ = r.out.WriteString(header)
	return r
}

// pass writes that a candidate passed an exam before the last day.
func (r *rows) pass(reference string, candidate, exam int, last time.Time) {
	e := exams[exam]
	on := e.first.AddDate(0, 0, r.random.IntN(int(last.Sub(e.first).Hours()/24)))
	_, _ = fmt.Fprintf(r.out, "%s,SR%d,%s,%s%d,c%d@example.org,%s,%s,Pass,%d\n", reference, candidate, names[candidate%len(names)], "Roy", candidate, candidate,
		e.code, on.Format(time.DateOnly), 700+r.random.IntN(300))
}

// everyone writes eight passes of each candidate, by candidate, as an installation is first filled.
func (r *rows) everyone(candidates int, last time.Time) error {
	order := make([]int, len(exams))
	for c := range candidates {
		for i := range order {
			order[i] = i
		}
		r.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for i, exam := range order[:pieces] {
			r.pass(fmt.Sprintf("A%d-%d", c, i), c, exam, last)
		}
	}
	return r.out.Flush()
}

// nightly writes n results of candidates in no order, as a vendor's file of the day has them: nine in ten of people who are known.
func (r *rows) nightly(series string, n, candidates int, last time.Time) error {
	for i := range n {
		who := r.random.IntN(candidates)
		if r.random.IntN(10) == 0 {
			who = candidates + r.random.IntN(candidates)
		}
		r.pass(fmt.Sprintf("%s%d", series, i), who, r.random.IntN(len(exams)), last)
	}
	return r.out.Flush()
}

// pieces is how many results each candidate has.
const pieces = 8
