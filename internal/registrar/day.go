package registrar

import (
	"context"

	"waymark/internal/store"
)

// lastDay is the name under which the last business day that began is remembered.
const lastDay = "business day"

// BeginDay begins the business day, once: rules, facts and terms change by the calendar, so everyone is due to be audited again.
// It tells whether the day was new.
func (r *Registrar) BeginDay(ctx context.Context) (bool, error) {
	began := false
	err := r.store.Change(ctx, func(c *store.Change) error {
		today := r.options.Today().String()
		last, err := c.Setting(lastDay)
		if err != nil || last == today {
			return err
		}
		began = true
		return firstError(c.Set(lastDay, today), c.MarkAllDue(), tryHeldAgain(c))
	})
	return began, err
}
