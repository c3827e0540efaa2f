package registrar

import (
	"context"
	"crypto/rand"
	"math"
	"slices"
	"time"

	"waymark/credential/jsontree"
	"waymark/credential/status"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// openStatusList begins a status list. Of two that begin one at once both may; the later is filled.
func (r *Registrar) openStatusList(ctx context.Context, by Actor, s *Issuing) error {
	seed := make([]byte, 32)
	if _, err := rand.Read(seed); err != nil {
		return err
	}
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		list, taken, err := room(&a.View, s)
		if err != nil || list.ID != 0 && taken < list.Size {
			return firstError(err, store.ErrNothing)
		}
		id, err := a.AddStatusList(store.StatusList{Purpose: s.purpose(), Size: s.listSize(), Seed: seed})
		return firstError(err, a.Tell(nil, map[string]any{"status_list": id, "purpose": s.purpose(), "size": s.listSize()}))
	})
	return err
}

// publishNew signs lists that are to be signed before a credential that names them is given out.
func (r *Registrar) publishNew(ctx context.Context, by Actor, s *Issuing, _ int, _ *Issued) error {
	_, err := r.PublishStatusLists(ctx, by, s)
	return err
}

// PublishStatusLists signs every status list that is not as the events say, or whose signed copy will end before long; the first time
// also those that another key signed, which may have been lost since. It tells how many it signed.
func (r *Registrar) PublishStatusLists(ctx context.Context, by Actor, s *Issuing) (int, error) {
	now := r.options.Now()
	var due []store.StatusList
	if err := r.view(ctx, by, Issue, 0, func(v *store.View) (err error) {
		if due, err = v.StatusDue(now.Add(-s.life() / 2).UnixMicro()); err != nil || s.looked.Load() {
			return err
		}
		due, err = signedByOthers(v, s, due)
		return err
	}); err != nil {
		return 0, err
	}
	for _, list := range due {
		var bits *status.List
		var entry int64
		if err := r.view(ctx, by, Issue, 0, func(v *store.View) (err error) {
			bits, entry, err = bitsOf(v, list)
			return err
		}); err != nil {
			return 0, err
		}
		from := now.Truncate(time.Second)
		until := from.Add(s.life())
		address := s.Issuer.URL() + StatusListPath(list.ID)
		body, err := s.Issuer.SignList(bits.Credential(address, s.Issuer.Profile().ID, list.Purpose, from, until), now)
		if err != nil {
			return 0, err
		}
		if err := r.store.Change(ctx, func(c *store.Change) error {
			return c.PublishStatusList(store.Published{List: list.ID, Body: body, Entry: entry, At: now.UnixMicro(), Until: until.UnixMicro()})
		}); err != nil {
			return 0, err
		}
	}
	s.looked.Store(true)
	return len(due), nil
}

// signedByOthers adds to the lists that are due those that are signed by another key than signs now.
func signedByOthers(v *store.View, s *Issuing, due []store.StatusList) ([]store.StatusList, error) {
	all, err := v.StatusDue(math.MaxInt64)
	if err != nil {
		return nil, err
	}
	for _, list := range all {
		if slices.ContainsFunc(due, func(d store.StatusList) bool { return d.ID == list.ID }) {
			continue
		}
		p, _, err := v.PublishedStatusList(list.ID)
		if err != nil {
			return nil, err
		}
		body, err := jsontree.Parse(p.Body)
		if err != nil {
			return nil, err
		}
		for _, proof := range body.Get("proof").Each() {
			if proof.Str("verificationMethod") != s.Issuer.Method() {
				due = append(due, list)
			}
		}
	}
	return due, nil
}

// bitsOf is a list as the events say, and the last entry of the journal that it tells of.
func bitsOf(v *store.View, list store.StatusList) (*status.List, int64, error) {
	bits, err := status.New(int(list.Size))
	if err != nil {
		return nil, 0, err
	}
	entry, err := v.StatusBits(list.ID, func(place int64, set bool) { bits.Put(int(place), set) })
	return bits, entry, err
}

// StatusList gives a status list as it was last signed. It is public.
func (r *Registrar) StatusList(ctx context.Context, id int64) (*store.Published, error) {
	var out store.Published
	err := r.store.View(ctx, func(v *store.View) error {
		p, known, err := v.PublishedStatusList(id)
		if err != nil || !known {
			return firstError(err, fault.New(fault.NotFound, "fault.no-status-list", message.Op("list", int(id))))
		}
		out = p
		return nil
	})
	return &out, err
}
