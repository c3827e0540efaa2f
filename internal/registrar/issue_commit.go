package registrar

import (
	"context"
	"slices"

	"waymark/internal/store"
	"waymark/message"
)

// commit gives signed credentials out: from then on their pages answer, and their holders are told.
func (r *Registrar) commit(ctx context.Context, by Actor, s *Issuing, limit int, done *Issued) error {
	step := 0
	_, err := r.act(ctx, by, Issue, 0, "", func(a *store.Act) error {
		batch, err := awaiting(&a.View, store.Committed, limit)
		if err == nil {
			batch, err = listed(&a.View, batch)
		}
		if err != nil || len(batch) == 0 {
			return firstError(err, store.ErrNothing)
		}
		g, err := groupsOf(&a.View)
		if err != nil {
			return err
		}
		w := &steps{day: r.options.Today()}
		var letters []store.Message
		for _, u := range batch {
			w.take(u.award, store.Committed)
			told, err := toHolder(a, g, s, u)
			if err != nil {
				return err
			}
			letters = append(letters, told...)
			if u.issuance.Step > 1 { // the one before is replaced
				if _, err := tellLists(a, u.award); err != nil {
					return err
				}
			}
		}
		step = len(batch)
		return firstError(w.write(a), a.AddMessages(letters...), a.Tell(nil, map[string]any{"committed": step}))
	})
	if err == nil {
		done.Committed += step
	}
	return err
}

// listed are those whose status list was signed: another process may have begun one just now.
func listed(v *store.View, batch []*underway) ([]*underway, error) {
	signed := map[int64]bool{}
	for _, u := range batch {
		if _, asked := signed[u.issuance.List]; asked {
			continue
		}
		_, known, err := v.PublishedStatusList(u.issuance.List)
		if err != nil {
			return nil, err
		}
		signed[u.issuance.List] = known
	}
	return slices.DeleteFunc(batch, func(u *underway) bool { return !signed[u.issuance.List] }), nil
}

// toHolder are the letters that tell a holder of their credential.
func toHolder(a *store.Act, g *groups, s *Issuing, u *underway) ([]store.Message, error) {
	words, name := message.English(), message.Op("issuer", s.Issuer.Profile().Name)
	var letters []store.Message
	for _, member := range g.members(u.award.Candidate) {
		identities, err := a.Identities(member)
		if err != nil {
			return nil, err
		}
		for _, i := range identities {
			if i.Kind != store.Email {
				continue
			}
			letters = append(letters, store.Message{
				Recipient: i.Value, At: a.Entry.At, Subject: words.Sentence("letter.issued.subject", name),
				Body: words.Sentence("letter.issued.body", name, message.Op("address", s.Issuer.URL()+CredentialPath(u.issuance.Code))),
			})
		}
	}
	return letters, nil
}
