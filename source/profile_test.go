package source

import (
	"testing"

	"waymark/record"
)

const profileText = `profile: testhall
format: csv
separator: ";"
candidate: Candidate ID
name: [First name, Last name]
reference: Registration
issuer: microsoft
code: Exam
codes: {"290": 70-290}
date: Date
layout: month/day/year
result: Grade
passes: [Pass, P]
fails: Fail
corrections: allowed
candidates: add
`

func TestReadProfile(t *testing.T) {
	p, found := ReadProfile("testhall.yaml", []byte(profileText))
	if len(found) != 0 {
		t.Fatal(say(found))
	}
	if p.Source != "testhall" || p.Separator != ";" || len(p.Name) != 2 || p.Codes["290"] != "70-290" || !p.Corrects || !p.Adds ||
		p.Kind != record.Exam || p.State != record.Verified || len(p.Fails) != 1 {
		t.Errorf("%+v", p)
	}
}

func TestAProfileSaysWhatIsWrong(t *testing.T) {
	_, found := ReadProfile("x.yaml", []byte("profile: x\nformat: xml\ncolumn: a\n"))
	if !found.HasErrors() || len(found) < 3 {
		t.Error(say(found))
	}
}
