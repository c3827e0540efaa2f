package registrar

import (
	"context"

	"waymark/internal/store"
)

// lastDay is the name under which the last business day that began is remembered.
const lastDay = "business day"

// BeginDay begins the business day, once: rules, facts and terms change by the calendar, so everyone is due to be audited again.
// It tells whether the day was new: one that is earlier than the last that began, by the clock of a process that goes wrong, begins
// nothing. The journal says when a day began: what follows from the calendar alone begins there.
func (r *Registrar) BeginDay(ctx context.Context) (bool, error) {
	today := r.options.Today().String()
	entry := store.Entry{At: r.options.Now().UnixMicro(), Actor: Worker.String(), Act: "begin-day", Subject: today}
	done, err := r.store.Act(ctx, entry, func(a *store.Act) error {
		last, err := a.Setting(lastDay)
		if err != nil || last >= today { // as they are written, days follow one another
			return firstError(err, store.ErrNothing)
		}
		return firstError(a.Tell(map[string]any{"day": last}, map[string]any{"day": today}), a.Set(lastDay, today), a.MarkAllDue(), tryHeldAgain(&a.Change))
	})
	return done.Seq != 0, err
}
