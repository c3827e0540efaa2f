package store

// Issuance is one making of an award's credential. An award whose credential is made again has several; the last one counts.
type Issuance struct {
	Candidate, Number, Step int64
	// Code is the unguessable code under which the credential is looked up.
	Code string
	// List is the status list in which its bit stands, Turn the how-manieth it is there, Place the bit.
	List, Turn, Place int64
	Entry             int64
}

// The parts of a credential that are kept.
const (
	DraftPart = "draft" // what was meant to be signed
	ProofPart = "proof" // the proof that makes it a credential
	TokenPart = "token" // the credential as a token
)

// AddIssuances writes issuances. Of two acts that took the same turn of a list the second fails.
func (a *Act) AddIssuances(all ...Issuance) error {
	rows := make([][]any, len(all))
	for i, s := range all {
		rows[i] = []any{s.Candidate, s.Number, s.Step, s.Code, s.List, s.Turn, s.Place}
	}
	return a.add(issuanceTable, rows...)
}

// CredentialPart is one document of an issuance.
type CredentialPart struct {
	Candidate, Number, Step int64
	Form                    string
	Body                    []byte
}

// AddCredentialParts writes documents of issuances.
func (a *Act) AddCredentialParts(all ...CredentialPart) error {
	rows := make([][]any, len(all))
	for i, d := range all {
		rows[i] = []any{d.Candidate, d.Number, d.Step, d.Form, d.Body}
	}
	return a.add(credentialTable, rows...)
}

const issuanceQuery = `SELECT candidate, number, step, code, list, turn, place, entry FROM issuance `

func scanIssuance(r scanner) (s Issuance, err error) {
	err = r.Scan(&s.Candidate, &s.Number, &s.Step, &s.Code, &s.List, &s.Turn, &s.Place, &s.Entry)
	return s, err
}

// Issuances gives every making of an award's credential, in order.
func (v *View) Issuances(candidate, number int64) ([]Issuance, error) {
	return all(v, scanIssuance, issuanceQuery+`WHERE candidate = $1 AND number = $2 ORDER BY step`, candidate, number)
}

// IssuanceByCode gives the issuance with the code, or false.
func (v *View) IssuanceByCode(code string) (Issuance, bool, error) {
	return first(v, scanIssuance, issuanceQuery+`WHERE code = $1`, code)
}

// CredentialPart gives a document of an issuance, or nothing.
func (v *View) CredentialPart(candidate, number, step int64, form string) ([]byte, error) {
	body, _, err := first(v, func(r scanner) (b []byte, err error) {
		err = r.Scan(&b)
		return b, err
	}, `SELECT body FROM credential WHERE candidate = $1 AND number = $2 AND step = $3 AND form = $4`, candidate, number, step, form)
	return body, err
}

// Signature is a part of a credential that was signed: its proof, or the token.
type Signature CredentialPart

// Signatures gives up to limit signatures after the given one.
func (v *View) Signatures(after Signature, limit int) ([]Signature, error) {
	return all(v, func(r scanner) (s Signature, err error) {
		err = r.Scan(&s.Candidate, &s.Number, &s.Step, &s.Form, &s.Body)
		return s, err
	}, `SELECT candidate, number, step, form, body FROM credential WHERE form IN ('proof', 'token') AND (candidate, number, step, form) > ($1, $2, $3, $4)
		ORDER BY candidate, number, step, form LIMIT $5`, after.Candidate, after.Number, after.Step, after.Form, int64(limit))
}

// ToIssue is an award whose credential is on its way.
type ToIssue struct {
	Candidate, Number int64
	// Next is the step that is next, or 0 where the credential could not be made; then Why says why.
	Next AwardEventKind
	Why  string
}

// MarkToIssue notes which step of an award's credential is next.
func (c *Change) MarkToIssue(all ...ToIssue) error {
	args := make([][]any, len(all))
	for i, t := range all {
		args[i] = []any{t.Candidate, t.Number, int64(t.Next), t.Why}
	}
	return c.tx.batch(c.ctx, `INSERT INTO to_issue (candidate, number, next, why) VALUES ($1, $2, $3, $4)
		ON CONFLICT (candidate, number) DO UPDATE SET next = excluded.next, why = excluded.why`, args, nil)
}

// UnmarkToIssue notes that awards' credentials are on their way no more.
func (c *Change) UnmarkToIssue(all ...ToIssue) error {
	args := make([][]any, len(all))
	for i, t := range all {
		args[i] = []any{t.Candidate, t.Number}
	}
	return c.tx.batch(c.ctx, `DELETE FROM to_issue WHERE candidate = $1 AND number = $2`, args, nil)
}

func scanToIssue(r scanner) (t ToIssue, err error) {
	var next int64
	err = r.Scan(&t.Candidate, &t.Number, &next, &t.Why)
	t.Next = AwardEventKind(next)
	return t, err
}

// ToIssue gives up to limit awards for which the step is next, after the given award.
func (v *View) ToIssue(next AwardEventKind, after ToIssue, limit int) ([]ToIssue, error) {
	return all(v, scanToIssue, `SELECT candidate, number, next, why FROM to_issue WHERE next = $1 AND (candidate, number) > ($2, $3)
		ORDER BY candidate, number LIMIT $4`, int64(next), after.Candidate, after.Number, int64(limit))
}

// CountToIssue tells how many awards wait for each step.
func (v *View) CountToIssue() (map[AwardEventKind]int64, error) {
	out := map[AwardEventKind]int64{}
	err := v.tx.query(v.ctx, `SELECT next, COUNT(*) FROM to_issue GROUP BY next`, nil, func(r scanner) error {
		var next, n int64
		err := r.Scan(&next, &n)
		out[AwardEventKind(next)] = n
		return err
	})
	return out, err
}
