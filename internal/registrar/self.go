package registrar

import (
	"slices"

	"waymark/internal/store"
)

// self is the person behind an account as far as is known: by how many accounts they sign in, and which records are theirs. Merged
// records show that two accounts are of one person; so does an account's e-mail address that names a candidate.
type self struct {
	accounts, records []int64
}

// selfOf finds the person behind an account; behind none, such as a part of the program, there is nobody.
func selfOf(v *store.View, account int64) (self, error) {
	var s self
	if account == 0 {
		return s, nil
	}
	s.accounts = []int64{account}
	c, known, err := v.Account(account)
	if err != nil || !known {
		return s, err
	}
	named, err := v.Identified(store.Identity{Kind: store.Email, Value: c.Email})
	if err != nil {
		return s, err
	}
	for _, candidate := range []int64{c.Candidate, named[0]} {
		if candidate == 0 || slices.Contains(s.records, candidate) {
			continue
		}
		group, err := groupOf(v, candidate)
		if err != nil {
			return s, err
		}
		s.records = append(s.records, group...)
	}
	for _, record := range s.records {
		other, has, err := v.AccountOf(record)
		if err != nil {
			return s, err
		}
		if has && !slices.Contains(s.accounts, other.ID) {
			s.accounts = append(s.accounts, other.ID)
		}
	}
	return s, nil
}

// is tells whether two are known to be one person.
func (s self) is(other self) bool {
	shared := func(a, b []int64) bool {
		return slices.ContainsFunc(a, func(n int64) bool { return slices.Contains(b, n) })
	}
	return shared(s.accounts, other.accounts) || shared(s.records, other.records)
}

// relations are those that the person has declared, by whichever account, and that hold today.
func (r *Registrar) relations(v *store.View, s self) ([]store.Relation, error) {
	today := r.options.Today()
	var out []store.Relation
	for _, account := range s.accounts {
		declared, err := v.RelationsOf(account)
		if err != nil {
			return nil, err
		}
		for _, n := range declared {
			if n.From <= today && (n.Until == 0 || today <= n.Until) {
				out = append(out, n)
			}
		}
	}
	return out, nil
}

// bound are the records on which the actor may not act: their own, and those of people to whom they declared a relation, with all that
// are merged with them.
func (r *Registrar) bound(v *store.View, by Actor) (map[int64]bool, error) {
	s, err := selfOf(v, by.Account)
	if err != nil {
		return nil, err
	}
	relations, err := r.relations(v, s)
	if err != nil {
		return nil, err
	}
	out := map[int64]bool{}
	for _, record := range s.records {
		out[record] = true
	}
	for _, n := range relations {
		group, err := groupOf(v, n.Candidate)
		if err != nil {
			return nil, err
		}
		for _, record := range group {
			out[record] = true
		}
	}
	return out, nil
}
