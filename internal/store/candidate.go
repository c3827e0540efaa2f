package store

import (
	"fmt"
	"strings"
)

// Candidate is a person as the body knows one. A change of name is a further step.
type Candidate struct {
	ID   int64
	Name string
}

// Identity is one way in which a candidate is known: an e-mail address, or a vendor's number.
type Identity struct {
	// Kind is email, or the vendor that gave the value.
	Kind, Value string
}

// Email is the kind of identity that is an e-mail address.
const Email = "email"

// Canonical is the identity as it is looked up: an e-mail address in small letters.
func (i Identity) Canonical() Identity {
	i.Value = strings.TrimSpace(i.Value)
	if i.Kind == Email {
		i.Value = strings.ToLower(i.Value)
	}
	return i
}

// AddCandidates adds new candidates with their names and gives the number of the first; the others follow it.
func (a *Act) AddCandidates(names ...string) (int64, error) {
	id, err := next(a.ctx, a.tx, "candidate", len(names))
	if err != nil {
		return 0, err
	}
	rows := make([][]any, len(names))
	for i, name := range names {
		rows[i] = []any{id + int64(i), int64(1), name}
	}
	return id, a.add(candidateTable, rows...)
}

// Rename gives the candidate another name from now on.
func (a *Act) Rename(candidate int64, name string) error {
	step, err := a.lastStep(`SELECT MAX(step) FROM candidate WHERE id = $1`, candidate)
	if err != nil {
		return err
	}
	return a.add(candidateTable, []any{candidate, step + 1, name})
}

// lastStep gives the step that a query finds, or 0.
func (v *View) lastStep(query string, args ...any) (int64, error) {
	var step *int64
	err := v.tx.query(v.ctx, query, args, func(r scanner) error { return r.Scan(&step) })
	if err != nil || step == nil {
		return 0, err
	}
	return *step, nil
}

func scanCandidate(r scanner) (c Candidate, err error) {
	err = r.Scan(&c.ID, &c.Name)
	return c, err
}

// Candidate gives the candidate, or false.
func (v *View) Candidate(id int64) (Candidate, bool, error) {
	return first(v, scanCandidate, `SELECT id, name FROM candidate WHERE id = $1 ORDER BY step DESC LIMIT 1`, id)
}

// Name is a name that a candidate has or had, and the entry of the journal that gave it.
type Name struct {
	Name  string
	Entry int64
}

// Names gives every name of a candidate, the first one first.
func (v *View) Names(id int64) ([]Name, error) {
	return all(v, func(r scanner) (n Name, err error) {
		err = r.Scan(&n.Name, &n.Entry)
		return n, err
	}, `SELECT name, entry FROM candidate WHERE id = $1 ORDER BY step`, id)
}

// IdentityEntries gives the entries of the journal that gave a candidate an identity.
func (v *View) IdentityEntries(candidate int64) ([]int64, error) {
	return all(v, scanInt, `SELECT DISTINCT entry FROM identity WHERE candidate = $1 ORDER BY entry`, candidate)
}

// CandidatesNamed gives up to limit candidates with a higher number who have, or had, a name with each of the words in it, in order.
// Names are read one after the other.
func (v *View) CandidatesNamed(words []string, after int64, limit int) ([]Candidate, error) {
	args := []any{after, int64(limit)}
	var has strings.Builder
	escape := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	for _, w := range words {
		args = append(args, "%"+escape.Replace(asciiLower(w))+"%")
		fmt.Fprintf(&has, ` AND lower(name) LIKE $%d ESCAPE '\'`, len(args))
	}
	return all(v, scanCandidate, `SELECT DISTINCT id, (SELECT name FROM candidate d WHERE d.id = c.id ORDER BY step DESC LIMIT 1) AS latest
		FROM candidate c WHERE id > $1`+has.String()+` ORDER BY id LIMIT $2`, args...)
}

// asciiLower is how both databases make letters small.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// Candidates gives up to limit candidates with a higher number, in order.
func (v *View) Candidates(after int64, limit int) ([]Candidate, error) {
	return all(v, scanCandidate, `SELECT id, name FROM candidate c WHERE id > $1
		AND step = (SELECT MAX(step) FROM candidate d WHERE d.id = c.id) ORDER BY id LIMIT $2`, after, int64(limit))
}

// LastCandidate is the highest number that a candidate has.
func (v *View) LastCandidate() (int64, error) { return v.lastStep(`SELECT MAX(id) FROM candidate`) }

// Identification says whom an identity names from now on.
type Identification struct {
	Identity
	Candidate int64
}

// Identify adds identities that nobody has had.
func (a *Act) Identify(identities ...Identification) error {
	rows := make([][]any, len(identities))
	for i, n := range identities {
		c := n.Canonical()
		rows[i] = []any{c.Kind, c.Value, int64(1), n.Candidate}
	}
	return a.add(identityTable, rows...)
}

// MoveIdentity gives an identity to a candidate, whoever had it; candidate 0 is nobody.
func (a *Act) MoveIdentity(identity Identity, candidate int64) error {
	c := identity.Canonical()
	step, err := a.lastStep(`SELECT MAX(step) FROM identity WHERE kind = $1 AND value = $2`, c.Kind, c.Value)
	if err != nil {
		return err
	}
	return a.add(identityTable, []any{c.Kind, c.Value, step + 1, candidate})
}

// Identified gives for each identity the candidate it names, or 0.
func (v *View) Identified(identities ...Identity) ([]int64, error) {
	out := make([]int64, len(identities))
	args := make([][]any, len(identities))
	for i, n := range identities {
		c := n.Canonical()
		args[i] = []any{c.Kind, c.Value}
	}
	err := v.tx.batch(v.ctx, `SELECT candidate FROM identity WHERE kind = $1 AND value = $2 ORDER BY step DESC LIMIT 1`, args,
		func(i int, r scanner) error { return r.Scan(&out[i]) })
	return out, err
}

// IdentityKinds lists the kinds that identities have. Each is looked up after the one before, so that of many identities few are read.
func (v *View) IdentityKinds() ([]string, error) {
	return all(v, scanText, `WITH RECURSIVE kinds(kind) AS (SELECT MIN(kind) FROM identity
		UNION ALL SELECT (SELECT MIN(i.kind) FROM identity i WHERE i.kind > kinds.kind) FROM kinds WHERE kinds.kind IS NOT NULL)
		SELECT kind FROM kinds WHERE kind IS NOT NULL`)
}

// Identities gives the identities that name the candidate now.
func (v *View) Identities(candidate int64) ([]Identity, error) {
	return all(v, func(r scanner) (i Identity, err error) {
		err = r.Scan(&i.Kind, &i.Value)
		return i, err
	}, `SELECT kind, value FROM identity i WHERE candidate = $1
		AND step = (SELECT MAX(step) FROM identity j WHERE j.kind = i.kind AND j.value = i.value) ORDER BY kind, value`, candidate)
}
