package registrar_test

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// tries does each act once on candidate 1; what else is wrong with it must come after the permission.
func tries(t *testing.T, b *body) map[registrar.Act][]func(registrar.Actor) error {
	t.Helper()
	ctx := context.Background()
	day := record.Day(2005, time.May, 1)
	only := func(f func(registrar.Actor) error) []func(registrar.Actor) error {
		return []func(registrar.Actor) error{f}
	}
	return map[registrar.Act][]func(registrar.Actor) error{
		registrar.ReadRecord: {
			func(by registrar.Actor) error { _, err := b.Record(ctx, by, 1); return err },
			func(by registrar.Actor) error { _, err := b.Audit(ctx, by, 1, "microsoft/mcp", day, true); return err },
			func(by registrar.Actor) error { _, err := b.Basis(ctx, by, 1, 1); return err },
			func(by registrar.Actor) error { _, err := b.CodeOf(ctx, by, 1, 1); return err },
			func(by registrar.Actor) error { _, err := b.Repeat(ctx, by, 1, 1); return err },
		},
		registrar.ReadMotions: {
			func(by registrar.Actor) error { _, err := b.Motions(ctx, by, 0, 1); return err },
			func(by registrar.Actor) error { _, err := b.Motion(ctx, by, 99); return err },
		},
		registrar.ReadJournal: {
			func(by registrar.Actor) error { _, err := b.Journal(ctx, by, 1, 1); return err },
			func(by registrar.Actor) error { _, err := b.VerifyJournal(ctx, by, nil); return err },
		},
		registrar.ReadAccounts: only(func(by registrar.Actor) error { _, err := b.Accounts(ctx, by, 0, 1); return err }),
		registrar.ExportPerson: only(func(by registrar.Actor) error { return b.Export(ctx, by, 1, new(bytes.Buffer)) }),
		registrar.AddCandidate: only(func(by registrar.Actor) error { _, err := b.AddCandidate(ctx, by, "Cy"); return err }),
		registrar.Identify: only(func(by registrar.Actor) error {
			return b.Identify(ctx, by, 1, store.Identity{Kind: "x", Value: by.Name + "1"})
		}),
		registrar.StateEvidence: only(func(by registrar.Actor) error { _, err := b.State(ctx, by, 1, exams("70-290")); return err }),
		registrar.RecordEvidence: only(func(by registrar.Actor) error {
			_, err := b.RecordEvidence(ctx, by, 1, exams("70-290"), "")
			return err
		}),
		registrar.VerifyEvidence: only(func(by registrar.Actor) error { return b.VerifyEvidence(ctx, by, 1, 999, true, "so") }),
		registrar.CorrectEvidence: only(func(by registrar.Actor) error {
			return b.CorrectEvidence(ctx, by, 1, 999, exams("70-290")[0], "so")
		}),
		registrar.VoidEvidence: only(func(by registrar.Actor) error { return b.VoidEvidence(ctx, by, 1, 999, "so") }),
		registrar.ImportFeed: {
			func(by registrar.Actor) error {
				_, err := b.ImportFeed(ctx, by, registrar.Feed{Profile: []byte(testhall), File: strings.NewReader(header)})
				return err
			},
			func(by registrar.Actor) error { _, err := b.FeedTotal(ctx, by, 99); return err },
			func(by registrar.Actor) error { _, err := b.Feeds(ctx, by, 0, 1); return err },
		},
		registrar.ReleaseQuarantined: {
			func(by registrar.Actor) error { return b.Release(ctx, by, 99, 1, nil, "so") },
			func(by registrar.Actor) error { return b.Dismiss(ctx, by, 99, 1, "so") },
			func(by registrar.Actor) error { _, err := b.Quarantined(ctx, by, 1, 0, 1); return err },
		},
		registrar.Settle:         only(func(by registrar.Actor) error { _, err := b.Settle(ctx, by, 1); return err }),
		registrar.Suspend:        only(func(by registrar.Actor) error { return b.Suspend(ctx, by, 1, 99, day, "so") }),
		registrar.Reinstate:      only(func(by registrar.Actor) error { return b.Reinstate(ctx, by, 1, 99, day, "so") }),
		registrar.MoveRevocation: only(func(by registrar.Actor) error { _, err := b.MoveRevocation(ctx, by, 1, 99, day, "so"); return err }),
		registrar.MoveRuling: only(func(by registrar.Actor) error {
			_, err := b.MoveRuling(ctx, by, 1, record.Ruling{From: day, Reason: "so"})
			return err
		}),
		registrar.Second: only(func(by registrar.Actor) error { return b.Second(ctx, by, 99, true, "") }),
		registrar.DeclareRelation: {
			func(by registrar.Actor) error { _, err := b.DeclareRelation(ctx, by, 2, "kin", day, day); return err },
			func(by registrar.Actor) error { return b.EndRelation(ctx, by, 99, day) },
		},
		registrar.ReadRelations: only(func(by registrar.Actor) error { _, err := b.Relations(ctx, by); return err }),
		registrar.Rename:        only(func(by registrar.Actor) error { return b.Rename(ctx, by, 1, "Ana Lund", "married") }),
		registrar.MergeRecords:  only(func(by registrar.Actor) error { _, err := b.Merge(ctx, by, 1, 99, "so"); return err }),
		registrar.UndoMerge:     only(func(by registrar.Actor) error { return b.Unmerge(ctx, by, 99, "so") }),
		registrar.Preview: only(func(by registrar.Actor) error {
			_, err := b.Impact(ctx, by, nil, []string{"x/y"}, day, nil)
			return err
		}),
		registrar.Publish: only(func(by registrar.Actor) error { return b.Publish(ctx, by, nil, b.today, "so") }),
		registrar.OpenAccount: only(func(by registrar.Actor) error {
			_, err := b.OpenAccount(ctx, by, strings.ReplaceAll(by.Name, " ", ".")+".1@x.org", "X", 0, 0)
			return err
		}),
		registrar.GrantRole: only(func(by registrar.Actor) error { return b.GrantRole(ctx, by, 1, "administrator", true, "so") }),
		registrar.Issue: {
			func(by registrar.Actor) error { _, err := b.IssueCredentials(ctx, by, b.issuing(t), 1); return err },
			func(by registrar.Actor) error { _, err := b.PublishStatusLists(ctx, by, b.issuing(t)); return err },
		},
		registrar.Reissue: only(func(by registrar.Actor) error { return b.Reissue(ctx, by, 1, 99, "so") }),
		registrar.ReadIssuing: {
			func(by registrar.Actor) error { _, err := b.ToIssue(ctx, by); return err },
			func(by registrar.Actor) error { _, err := b.Held(ctx, by, store.ToIssue{}, 1); return err },
		},
		registrar.ReadKeys: only(func(by registrar.Actor) error { _, err := b.Keys(ctx, by); return err }),
		registrar.MakeKey: only(func(by registrar.Actor) error {
			_, err := b.MakeKey(ctx, by, "nightly", []string{"read"}, time.Hour, []byte(by.Name))
			return err
		}),
		registrar.TakeKeyBack: only(func(by registrar.Actor) error { return b.TakeKeyBack(ctx, by, 99) }),
		registrar.Backup:      only(func(by registrar.Actor) error { return b.Backup(ctx, by, filepath.Join(t.TempDir(), "b.db")) }),
	}
}

// allowed is who may do each act, as the body's rules say it, written apart from the program: c candidate (to their own record
// only), n consultant, e employer, m manager, d decision-maker, a administrator.
var allowed = map[registrar.Act]string{
	registrar.ReadRecord: "cmda", registrar.ReadMotions: "md", registrar.ReadJournal: "da", registrar.ReadAccounts: "a",
	registrar.ExportPerson: "ca", registrar.AddCandidate: "m", registrar.Identify: "m", registrar.StateEvidence: "cm",
	registrar.RecordEvidence: "m", registrar.VerifyEvidence: "m", registrar.CorrectEvidence: "m", registrar.VoidEvidence: "m",
	registrar.ImportFeed: "m", registrar.ReleaseQuarantined: "m", registrar.Settle: "", registrar.Suspend: "d", registrar.Reinstate: "d",
	registrar.MoveRevocation: "md", registrar.MoveRuling: "md", registrar.Second: "d", registrar.DeclareRelation: "nemda",
	registrar.MergeRecords: "m", registrar.UndoMerge: "m", registrar.Preview: "md", registrar.Publish: "d", registrar.OpenAccount: "a",
	registrar.GrantRole: "a", registrar.Backup: "a",
	registrar.Issue: "", registrar.Reissue: "d", registrar.ReadIssuing: "mda",
	registrar.ReadRelations: "nemda", registrar.Rename: "m", registrar.ReadKeys: "cnemda", registrar.MakeKey: "cnemda", registrar.TakeKeyBack: "cnemda",
}

func TestEveryActByEveryRole(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	b.ana(t, "70-270")
	b.ana(t, "70-290")
	all := tries(t, b)
	people := map[byte]registrar.Actor{'-': {}}
	for letter, role := range map[byte]registrar.Roles{
		'c': registrar.RoleCandidate, 'n': registrar.RoleConsultant, 'e': registrar.RoleEmployer, 'm': registrar.RoleManager,
		'd': registrar.RoleDecisionMaker, 'a': registrar.RoleAdministrator,
	} {
		candidate := int64(0)
		if letter == 'c' {
			candidate = 1
		}
		people[letter] = b.person(t, "Person "+string(letter), candidate, role)
	}
	for _, act := range registrar.Acts() {
		if len(all[act]) == 0 {
			t.Errorf("nothing tries the act %s", act)
		}
		for letter, by := range people {
			for i, try := range all[act] {
				err := try(by)
				if refused, may := fault.Is(err, fault.Forbidden), strings.IndexByte(allowed[act], letter) >= 0; refused == may {
					t.Errorf("%s (%d) by %c: %v", act, i, letter, err)
				}
			}
		}
	}
}

// What is done in person no key does, whatever its scopes.
func TestNoKeySeesToKeys(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	all := tries(t, b)
	program := b.manager
	program.Scopes = registrar.ScopeRead | registrar.ScopeFeed | registrar.ScopeWrite
	for _, act := range []registrar.Act{registrar.ReadKeys, registrar.MakeKey, registrar.TakeKeyBack} {
		if program.May(act) {
			t.Errorf("a key may %s", act)
		}
		for _, try := range all[act] {
			want(t, try(program), fault.Forbidden)
		}
	}
}

// What a candidate may do is to their own record only.
func TestACandidateReadsNobodyElse(t *testing.T) {
	b := newBody(t, storetest.Open(t, storetest.SQLite(t)))
	ana, bo := b.ana(t, "70-270"), b.ana(t, "70-290")
	self := b.person(t, "Ana Self", ana, registrar.RoleCandidate)
	must[*registrar.Whole](t)(b.Record(t.Context(), self, ana))
	_, err := b.Record(t.Context(), self, bo)
	want(t, err, fault.Forbidden)
	want(t, b.Export(t.Context(), self, bo, new(bytes.Buffer)), fault.Forbidden)
	must[int64](t)(b.MakeKey(t.Context(), self, "my calendar", []string{"read"}, time.Hour, []byte{1}))
	var out bytes.Buffer
	check(t, b.Export(t.Context(), self, ana, &out))
	for _, part := range []string{`"name": "my calendar"`, `"act": "make-key"`, `"name": "Ana Roy"`, `"item": "exam microsoft/70-270"`, `"programme": "microsoft/mcp"`, `"verdict": "met"`} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the export lacks %s:\n%s", part, out.String())
		}
	}
}
