package registrar

import (
	"context"
	"slices"

	"waymark/audit"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// Merge claims that two records are of one person, with the proof of it. From then on both are read as the keeper's; nothing is
// moved, so that [Registrar.Unmerge] gives back both. It gives the claim's number.
func (r *Registrar) Merge(ctx context.Context, by Actor, keeper, absorbed int64, proof string) (int64, error) {
	if err := needReason(proof); err != nil {
		return 0, err
	}
	var id int64
	_, err := r.actGiving(ctx, by, MergeRecords, keeper, proof, &id, func(a *store.Act) error {
		if err := r.permit(&a.View, by, MergeRecords, absorbed); err != nil {
			return err
		}
		g, err := groupsOf(&a.View)
		if err != nil {
			return err
		}
		root, other := g.root(keeper), g.root(absorbed)
		if root == other {
			return fault.New(fault.Conflict, "fault.merged-already", message.Op("keeper", int(keeper)), message.Op("absorbed", int(absorbed)))
		}
		if id, err = a.AddMerge(root, other, proof); err != nil {
			return err
		}
		if err := a.Tell(nil, map[string]any{"merge": id, "keeper": root, "absorbed": other}); err != nil {
			return err
		}
		return r.settleNow(a, root)
	})
	return id, err
}

// Unmerge says that a claim was wrong. Both records are read alone again, each with what came in under its own identities
// meanwhile. An award that was decided on both together, and that neither gives alone, is withdrawn.
func (r *Registrar) Unmerge(ctx context.Context, by Actor, merge int64, reason string) error {
	if err := needReason(reason); err != nil {
		return err
	}
	_, err := r.act(ctx, by, UndoMerge, 0, reason, func(a *store.Act) error {
		merges, err := a.Merges()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(merges, func(m store.Merge) bool { return m.ID == merge })
		if i < 0 {
			return fault.New(fault.NotFound, "fault.no-merge", message.Op("merge", int(merge)))
		}
		m := merges[i]
		a.Entry.Subject = subject(m.Keeper)
		for _, candidate := range []int64{m.Keeper, m.Absorbed} {
			if err := r.permit(&a.View, by, UndoMerge, candidate); err != nil {
				return err
			}
		}
		if err := a.UndoMerge(merge, reason); err != nil {
			return err
		}
		if err := a.Tell(map[string]any{"merge": merge, "keeper": m.Keeper, "absorbed": m.Absorbed}, nil); err != nil {
			return err
		}
		return firstError(r.part(a, m.Keeper, m), r.part(a, m.Absorbed, m))
	})
	return err
}

// part settles one record that stands alone again, and withdraws what it was awarded since the merge and does not give.
func (r *Registrar) part(a *store.Act, candidate int64, m store.Merge) error {
	rules, err := r.rulesOn(&a.View, r.options.Today())
	if err != nil {
		return err
	}
	w, err := wholeOf(&a.View, candidate)
	if err != nil {
		return err
	}
	if err := firstError(r.withdraw(a, w, m.Entry), r.bringBack(a, w), w.readBases(&a.View)); err != nil {
		return err
	}
	return r.settle(a, rules, w)
}

// withdraw takes back awards decided from the entry on that the record alone would not have been given at that moment. What it
// gives now, by the rules of now, is settled after.
func (r *Registrar) withdraw(a *store.Act, w *Whole, entry int64) error {
	day := r.options.Today()
	for i := range w.Awards {
		held := &w.Awards[i]
		if held.Entry < entry || StatusOn(held, day) == Revoked || StatusOn(held, day) == Withdrawn {
			continue
		}
		rules, err := r.rulesAt(&a.View, held.DecidedOn, held.Entry)
		if err != nil {
			return err
		}
		given, err := rules.gives(w, held)
		if err != nil {
			return err
		}
		if given {
			continue
		}
		if err := addEvent(a, held, store.Withdrawn, day, a.Entry.Reason); err != nil {
			return err
		}
	}
	return nil
}

// gives tells whether a record, as it was when an award was decided, gives the award for the same day.
func (s *Rules) gives(w *Whole, held *store.Award) (bool, error) {
	then := &Whole{Candidate: w.Candidate, Facts: slices.Clone(w.Facts), Rulings: slices.Clone(w.Rulings)}
	for _, a := range w.Awards {
		a.Events = slices.Clone(a.Events)
		then.Awards = append(then.Awards, a)
	}
	then.at(held)
	found, err := s.auditor.Run(held.Programme, then.Audited(held.DecidedOn), held.DecidedOn, audit.Options{VerifiedOnly: true})
	return err == nil && found.Verdict == audit.Met && found.MetOn == held.Date, err
}
