package registrar

import (
	"context"
	"maps"
	"slices"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

// Publish puts files of programmes and facts in effect from a day on, in place of earlier files of the same names. Their day
// comes by itself.
func (r *Registrar) Publish(ctx context.Context, by Actor, texts map[string][]byte, day record.Date, reason string) error {
	if err := r.Admit(ctx, by, Publish); err != nil {
		return err
	}
	if _, _, err := readRules(texts); err != nil {
		return err
	}
	if today := r.options.Today(); day < today {
		return fault.New(fault.Invalid, "fault.publish-past", message.Op("date", day), message.Op("today", today))
	}
	_, err := r.act(ctx, by, Publish, 0, reason, func(a *store.Act) error {
		if err := r.fits(&a.View, texts, day); err != nil {
			return err
		}
		if err := publish(a, texts, day); err != nil {
			return err
		}
		if day > r.options.Today() {
			return nil
		}
		return a.MarkAllDue()
	})
	return err
}

func publish(a *store.Act, texts map[string][]byte, day record.Date) error {
	hashes := map[string][]byte{}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		hash, err := a.AddDocument(texts[name])
		if err != nil {
			return err
		}
		hashes[name] = hash
		if err := a.Publish(name, hash, day); err != nil {
			return err
		}
	}
	return a.Tell(nil, map[string]any{"day": day, "files": hashes})
}

// fits refuses files that do not go together with what is in effect on the day.
func (r *Registrar) fits(v *store.View, texts map[string][]byte, day record.Date) error {
	_, err := r.with(v, texts, day)
	return err
}

// with compiles what will be in effect on the day when the files are published.
func (r *Registrar) with(v *store.View, texts map[string][]byte, day record.Date) (*Rules, error) {
	publications, err := v.Publications()
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	maps.Copy(all, texts)
	for _, p := range inEffect(publications, day) {
		if _, replaced := all[p.File]; replaced {
			continue
		}
		if all[p.File], _, err = v.Document(p.Document); err != nil {
			return nil, err
		}
	}
	rulings, err := v.Rulings(0)
	if err != nil {
		return nil, err
	}
	_, files, err := readRules(all)
	if err != nil {
		return nil, err
	}
	return r.compiled(files, rulings), nil
}

func (r *Registrar) compiled(files []source.File, rulings []store.Ruling) *Rules {
	set, _ := compile.Set(files) // readRules has found no fault in them
	return r.newRules(set, rulings)
}
