package report_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/audit"
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/report"
)

var update = flag.Bool("update", false, "write the expected files anew")

// scenario is an audit that looks different from all others.
type scenario struct {
	name      string
	programme string
	evidence  []record.Evidence
	rulings   []record.Ruling
	day       record.Date
	verified  bool
}

func had(ref record.Ref, on record.Date) record.Evidence { return record.Evidence{Ref: ref, Date: on} }

func checked(e record.Evidence) record.Evidence {
	e.State = record.Verified
	return e
}

func scenarios() []scenario {
	engineer, today := "microsoft/mcse-2003", day(2005, 6, 1)
	most := []record.Evidence{
		checked(had(exam("70-290"), day(2004, 3, 1))), had(exam("70-291"), day(2004, 5, 11)), had(exam("70-294"), day(2004, 6, 1)),
		had(exam("70-270"), day(2003, 11, 20)), had(exam("70-086"), day(2004, 11, 20)),
	}
	old := had(credential("mcse-2000"), day(2001, 1, 1))
	lost := had(credential("mcse-nt4"), day(1999, 1, 1))
	lost.Revoked = day(2004, 1, 1)
	return []scenario{
		{name: "nothing", programme: engineer, day: today},
		{name: "partway", programme: engineer, day: today, evidence: append(most[:4:4],
			had(exam("70-227"), day(2004, 1, 1)), had(exam("70-086"), day(2004, 2, 1)), had(exam("70-620"), day(2005, 1, 1)),
			had(record.Ref{Kind: record.Exam, ID: "cisco/640-801"}, day(2003, 1, 1)),
			had(record.Ref{Kind: record.Credit, ID: "conference"}, day(2003, 1, 1)), lost)},
		{name: "met", programme: engineer, day: today, evidence: append(most[:5:5], had(comptia("a-plus"), day(2000, 1, 1)), had(comptia("network-plus"), day(2000, 1, 1)))},
		{name: "verified-only", programme: engineer, day: today, evidence: most, verified: true},
		{name: "covered", programme: engineer, day: today, evidence: append(most[:3:3], old, had(exam("70-067"), day(2000, 1, 1)))},
		{name: "undecided", programme: engineer, day: today, evidence: []record.Evidence{
			most[0], had(exam("70-296"), day(2004, 2, 1)), most[2], old, had(exam("70-067"), day(2000, 1, 1)),
		}},
		{name: "rulings", programme: engineer, day: today, evidence: append(most[2:5:5], had(exam("70-299"), day(2005, 1, 1))), rulings: []record.Ruling{
			{Kind: record.Waive, Programme: engineer, Requirement: "networking", From: day(2004, 1, 1), Author: "J. Doe", Reason: "taught it for years"},
			{Kind: record.Substitute, Evidence: exam("70-299"), For: exam("70-227"), From: day(2004, 1, 1), Until: day(2006, 1, 1), Author: "J. Doe", Reason: "same matter"},
			{Kind: record.Grant, Programme: engineer, Question: "mixed-upgrade", From: day(2004, 1, 1), Author: "Board", Reason: "decided"},
		}},
		{name: "unreachable", programme: engineer, day: day(2012, 1, 1), evidence: most[:1]},
		{name: "before-rules", programme: engineer, day: day(2001, 1, 1)},
		{name: "term", programme: "vcc/試験", day: today, evidence: []record.Evidence{had(exam("70-290"), day(2004, 3, 1))}},
		{name: "lapsed", programme: "vcc/試験", day: day(2008, 6, 1), evidence: []record.Evidence{had(exam("70-290"), day(2004, 3, 1))}},
		{name: "through-another", programme: "microsoft/mcse-plus", day: today, evidence: most[:1]},
	}
}

// auditSet is the set of the documentation's example with facts that have days, and three small programmes beside.
func auditSet() *programme.Set {
	_, engineer := exampleSet()
	small := func(id, title string, months int, of ...programme.Requirement) *programme.Programme {
		return &programme.Programme{
			ID: id, Title: title, Language: "en", Awards: programme.Award{Credential: id, TermMonths: months},
			Versions: []programme.Version{{Name: "1", Requires: &programme.All{Of: of}}},
		}
	}
	dated := func(ref record.Ref, title string, first, last record.Date) *programme.Fact {
		return &programme.Fact{Ref: ref, Title: title, First: first, Last: last}
	}
	endless := dated(exam("70-270"), "Installing <b>Windows</b> XP & \x1b[31mmore", 0, 0)
	endless.NoLast = true
	return programme.NewSet([]*programme.Programme{
		engineer,
		small("microsoft/mcsa-2003", "Administrator", 0, item(exam("70-290")), item(exam("70-291"))),
		small("vcc/試験", "高度情報処理技術者試験 Senior Examination for Information Processing Engineers 上級", 36, item(exam("70-290"))),
		small("microsoft/mcse-plus", "Engineer and more", 0, item(credential("mcsa-2003")), item(exam("70-270")),
			&programme.Any{Of: []programme.Requirement{item(credential("mcse-2003")), item(exam("70-299"))}}),
	}, []*programme.Fact{
		dated(exam("70-290"), "Managing and Maintaining a Microsoft Windows Server 2003 Environment", day(2003, 8, 14), 0),
		dated(exam("70-291"), "Implementing, Managing, and Maintaining a Network Infrastructure", day(2003, 8, 14), day(2009, 7, 31)),
		dated(exam("70-294"), "Planning, Implementing, and Maintaining an Active Directory Infrastructure", 0, 0),
		dated(exam("70-296"), "", 0, day(2008, 3, 31)),
		dated(exam("70-620"), "Configuring Windows Vista", day(2007, 1, 30), 0),
		dated(exam("70-086"), "Systems Management Server 2.0", 0, day(2005, 12, 31)),
		dated(exam("70-227"), "ISA Server 2000", day(2001, 2, 27), day(2006, 3, 31)),
		dated(credential("mcse-2000"), "Microsoft Certified Systems Engineer on Microsoft Windows 2000", 0, 0),
		endless,
	}, nil, nil)
}

func (s scenario) audit(t *testing.T, set *programme.Set) (*audit.Report, report.Options) {
	t.Helper()
	rec := &record.Record{Candidate: record.Candidate{ID: "c1", Name: "Ana Róy"}, Evidence: s.evidence, Rulings: s.rulings}
	r, err := audit.Run(set, s.programme, rec, s.day, audit.Options{VerifiedOnly: s.verified})
	if err != nil {
		t.Fatal(err)
	}
	if s.name == "partway" {
		r.Findings.Add(diag.Finding{Severity: diag.Warning, Rule: "twice", Code: "the same pass stands twice", Pos: diag.Pos{File: "ana.yaml", Line: 4, Column: 5}})
	}
	return r, report.Options{Candidate: rec.Candidate}
}

// overview audits the record halfway against every programme of the set.
func overview(t *testing.T, set *programme.Set) ([]*audit.Report, report.Options) {
	t.Helper()
	var all []*audit.Report
	var o report.Options
	for _, p := range set.Programmes() {
		s := scenarios()[1]
		s.programme = p.ID
		var r *audit.Report
		r, o = s.audit(t, set)
		all = append(all, r)
	}
	s := scenarios()[8]
	r, _ := s.audit(t, set)
	return append(all, r), o
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// Every reason that an audit can give has its sentence.
func TestEveryReasonHasASentence(t *testing.T) {
	for _, code := range audit.ReasonCodes() {
		if !message.English().Has("reason." + code) {
			t.Errorf("no sentence for the reason %s", code)
		}
	}
}
