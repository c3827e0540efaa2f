//go:build installation

package registrar_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"testing"

	"waymark/internal/store"
)

// In the environment: an installation whose awards were issued by others, and how many awards it has.
const (
	installationIn = "WAYMARK_TEST_INSTALLATION"
	awardsIn       = "AWARDS"
)

// TestEveryAwardHasItsOneCredential holds of a large installation, after scripts/load-issue, that every award has one credential
// that was prepared, signed and given out once, and that no code and no place of a status list is given twice.
func TestEveryAwardHasItsOneCredential(t *testing.T) {
	address := os.Getenv(installationIn)
	if address == "" {
		t.Fatalf("no large installation; scripts/load-issue makes one and names it in %s", installationIn)
	}
	want, err := strconv.Atoi(os.Getenv(awardsIn))
	check(t, err)
	s := must[*store.Store](t)(store.Open(context.Background(), address, nil))
	defer s.Close()
	places, codes, awards := map[string]bool{}, map[string]bool{}, 0
	check(t, s.View(context.Background(), func(v *store.View) error {
		last, err := v.LastCandidate()
		if err != nil {
			return err
		}
		for id := int64(1); id <= last; id++ {
			held, err := v.Awards(id)
			if err != nil {
				return err
			}
			for _, a := range held {
				awards++
				var steps []store.AwardEventKind
				for _, e := range a.Events {
					steps = append(steps, e.Kind)
				}
				if !slices.Equal(steps, []store.AwardEventKind{store.Decided, store.Prepared, store.Signed, store.Committed}) {
					t.Errorf("award %d of %d: %v", a.Number, id, steps)
				}
				made, err := v.Issuances(id, a.Number)
				if err != nil || len(made) != 1 {
					t.Errorf("award %d of %d has %d credentials, %v", a.Number, id, len(made), err)
					continue
				}
				place := fmt.Sprint(made[0].List, " ", made[0].Place)
				if places[place] || codes[made[0].Code] {
					t.Errorf("award %d of %d shares its place or its code", a.Number, id)
				}
				places[place], codes[made[0].Code] = true, true
				proof, err := v.CredentialPart(id, a.Number, 1, store.ProofPart)
				if err != nil || len(proof) == 0 {
					t.Errorf("award %d of %d is not signed, %v", a.Number, id, err)
				}
			}
		}
		return nil
	}))
	if awards != want {
		t.Errorf("%d awards, want %d", awards, want)
	}
	t.Logf("%d awards, each with one credential; %d places, none twice", awards, len(places))
}
