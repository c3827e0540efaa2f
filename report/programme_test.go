package report_test

import (
	"time"

	"waymark/programme"
	"waymark/record"
)

func exam(code string) record.Ref { return record.Ref{Kind: record.Exam, ID: "microsoft/" + code} }
func credential(code string) record.Ref {
	return record.Ref{Kind: record.Credential, ID: "microsoft/" + code}
}

func comptia(code string) record.Ref {
	return record.Ref{Kind: record.Credential, ID: "comptia/" + code}
}

func day(year int, month time.Month, d int) record.Date { return record.Day(year, month, d) }

func item(ref record.Ref) *programme.Item { return &programme.Item{Ref: ref} }

func titleFact(ref record.Ref, title string) *programme.Fact {
	return &programme.Fact{Ref: ref, Title: title}
}

// exampleSet is the set of docs/show-markdown.md's example: a programme with every construct of the language.
func exampleSet() (*programme.Set, *programme.Programme) {
	p := &programme.Programme{
		ID: "microsoft/mcse-2003", Title: "Microsoft Certified Systems Engineer on Windows Server 2003", Language: "en",
		Awards:        programme.Award{Credential: "microsoft/mcse-2003", Abbreviation: "MCSE"},
		SpecialisedBy: []string{"microsoft/mcse-2003-security", "microsoft/mcse-2003-messaging"},
		About:         exampleAbout(),
		Sources: []programme.Source{
			{ID: "ucertify", Page: "https://www.ucertify.com/certifications/Microsoft/mcse-2003.html", Read: day(2006, 5, 1), Says: "70-297 and 70-298 count once only"},
			{ID: "general", Page: "general knowledge", Confidence: programme.Unconfirmed},
		},
		Versions: []programme.Version{exampleVersion()},
	}
	facts := []*programme.Fact{
		titleFact(exam("70-290"), "Managing and Maintaining a Microsoft Windows Server 2003 Environment"),
		titleFact(exam("70-291"), "Implementing, Managing, and Maintaining a Network Infrastructure"),
		titleFact(exam("70-294"), "Planning, Implementing, and Maintaining an Active Directory Infrastructure"),
		titleFact(credential("mcse-2000"), "Microsoft Certified Systems Engineer on Microsoft Windows 2000"),
	}
	return programme.NewSet([]*programme.Programme{p}, facts, nil, nil), p
}

func exampleAbout() programme.About {
	return programme.About{
		Summary:      programme.Text{Value: "Professionals who design, plan and implement an infrastructure on Windows Server 2003.", Sources: []string{"ucertify"}},
		Person:       []programme.Text{{Value: "Certification validates your ability."}},
		Organisation: []programme.Text{{Value: "Identifies top-quality talent.", Confidence: programme.Unconfirmed}},
		Audience:     programme.Text{Value: "IT professionals in medium-sized and large organisations."},
		Occupations:  []programme.Text{{Value: "Systems Engineer"}, {Value: "Network Analyst"}},
		Recommends: []programme.Recommendation{
			{Years: 1, Text: programme.Text{Value: "planning, implementing and analysing business solutions"}},
		},
	}
}

func exampleVersion() programme.Version {
	networking := &programme.Any{
		Head: programme.Head{ID: "networking", Title: "Core networking"},
		Of: []programme.Requirement{
			&programme.All{Of: []programme.Requirement{item(exam("70-290")), item(exam("70-291"))}},
			&programme.All{
				Head: programme.Head{
					Given: []programme.Condition{{Ref: credential("mcse-2000")}},
					Open:  &programme.Question{ID: "mixed-upgrade", Because: "no published page decides 290 + 291 + 296"},
				},
				Of: []programme.Requirement{item(exam("70-290")), item(exam("70-296"))},
			},
		},
	}
	client := &programme.Choose{
		Head: programme.Head{ID: "client", Title: "Core client"}, N: 1,
		From: []programme.Requirement{
			item(exam("70-270")),
			&programme.Item{Head: &programme.Head{
				Listed: programme.Span{From: day(2007, 1, 30)}, Confidence: programme.Unconfirmed, Sources: []string{"general"},
			}, Ref: exam("70-620")},
		},
	}
	elective := &programme.Choose{
		Head: programme.Head{ID: "elective", Title: "Elective"}, N: 2,
		From: []programme.Requirement{
			item(exam("70-086")), item(exam("70-227")),
			&programme.Item{Ref: credential("mcse-nt4"), Ever: true},
			&programme.All{
				Head: programme.Head{ID: "pair", Title: "CompTIA pair"},
				Of:   []programme.Requirement{item(comptia("a-plus")), item(comptia("network-plus"))},
			},
		},
		AtMost: []programme.Cap{{N: 1, Of: []record.Ref{exam("70-086"), exam("70-227")}}},
	}
	return programme.Version{
		Name: "2003-10", InForce: programme.Span{From: day(2003, 8, 28)}, OnceWritten: true,
		Requires: &programme.All{Of: []programme.Requirement{networking, client, elective, item(exam("70-294"))}},
		Covers: []programme.Cover{{
			By: credential("mcse-2000"), Fills: []string{"client", "elective"},
			Given: []programme.Condition{{Ref: exam("70-067")}}, Sources: []string{"ucertify"},
		}},
		NotBoth: []programme.NotBoth{{Of: []record.Ref{exam("70-215"), exam("70-275")}}},
		Shares: []programme.Share{
			{Between: []string{"messaging", "elective"}, Items: []record.Ref{exam("70-284")}},
			{Between: []string{"client", "elective"}, Note: "as the page says"},
		},
	}
}
