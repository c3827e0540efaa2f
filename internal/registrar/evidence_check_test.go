package registrar_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/internal/store/storetest"
	"waymark/record"
)

// What a person records by hand is held to what a feed's row is held to, and each flaw is named with its piece and field.
func TestEvidenceByHandIsChecked(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		b := newBody(t, s)
		id := b.ana(t, "70-270")
		good := exams("70-290")[0]
		with := func(change func(*record.Evidence)) record.Evidence {
			e := good
			change(&e)
			return e
		}
		acts := map[string]func(record.Evidence) error{
			"recorded": func(e record.Evidence) error {
				_, err := b.RecordEvidence(t.Context(), b.manager, id, []record.Evidence{good, e}, "")
				return err
			},
			"stated": func(e record.Evidence) error {
				_, err := b.State(t.Context(), b.manager, id, []record.Evidence{good, e})
				return err
			},
			"corrected": func(e record.Evidence) error { return b.CorrectEvidence(t.Context(), b.manager, id, 1, e, "so") },
		}
		for name, c := range map[string]struct {
			e    record.Evidence
			want string // the field, and a part of the sentence
		}{
			"no such exam":       {with(func(e *record.Evidence) { e.ID = "microsoft/70-999" }), "item: not known to its issuer's facts"},
			"no such credential": {with(func(e *record.Evidence) { e.Kind, e.ID = record.Credential, "microsoft/mcsee" }), "item: not known to its issuer's facts"},
			"a day to come":      {with(func(e *record.Evidence) { e.Date = b.today + 1 }), "date: 2005-06-02 is yet to come"},
			"no day":             {with(func(e *record.Evidence) { e.Date = 0 }), "date: has no date"},
			"ends first":         {with(func(e *record.Evidence) { e.Until = e.Date - 1 }), "until: before it began"},
			"revoked first":      {with(func(e *record.Evidence) { e.Revoked = e.Date - 1 }), "revoked: before it was had"},
			"no item":            {with(func(e *record.Evidence) { e.ID = "70-290" }), "item: is no piece of evidence"},
		} {
			for how, act := range acts {
				err := act(c.e)
				want(t, err, fault.Invalid)
				pieces, is := errors.AsType[*registrar.PiecesError](err)
				if !is || len(pieces.Flaws) != 1 {
					t.Errorf("%s, %s: %v", name, how, err)
					continue
				}
				f := pieces.Flaws[0]
				field, sentence, _ := strings.Cut(c.want, ": ")
				if index := map[string]int{"recorded": 1, "stated": 1}[how]; f.Index != index || f.Field != field || !strings.Contains(f.Why.Error(), sentence) {
					t.Errorf("%s, %s: piece %d, %s: %v", name, how, f.Index, f.Field, f.Why)
				}
			}
		}
		// All that is wrong is said at once; what nobody here knows may be.
		_, err := b.RecordEvidence(t.Context(), b.manager, id, []record.Evidence{{}, with(func(e *record.Evidence) { e.Reference, e.Source = "7", "" })}, "")
		pieces, _ := errors.AsType[*registrar.PiecesError](err)
		var fields []string
		for _, f := range pieces.Flaws {
			fields = append(fields, f.Field)
		}
		if d := cmp.Diff([]string{"item", "date", "source"}, fields); d != "" {
			t.Error(d)
		}
		must[[]int64](t)(b.RecordEvidence(t.Context(), b.manager, id, []record.Evidence{
			with(func(e *record.Evidence) { e.ID = "elsewhere/x-1" }),
			with(func(e *record.Evidence) { e.Kind, e.ID = record.Experience, "microsoft/administration" }),
			with(func(e *record.Evidence) { e.Kind, e.ID = record.Credential, "microsoft/mcse-2003" }),
			with(func(e *record.Evidence) { e.Date = b.today }),
		}, ""))
		b.whole(t)
	})
}
