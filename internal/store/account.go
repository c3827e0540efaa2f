package store

import "strings"

// Account is a person who signs in. A change is a further step.
type Account struct {
	ID          int64
	Email, Name string
	// Candidate is the candidate that the person is, or 0.
	Candidate int64
	Roles     []string
}

// AddAccount writes an account and gives its number.
func (a *Act) AddAccount(c Account) (int64, error) {
	id, err := next(a.ctx, a.tx, "account", 1)
	if err != nil {
		return 0, err
	}
	return id, a.add(accountTable, []any{id, int64(1), strings.ToLower(c.Email), c.Name, c.Candidate})
}

// ChangeAccount writes what the account is from now on; its roles are changed by [Act.SetRole].
func (a *Act) ChangeAccount(c Account) error {
	step, err := a.lastStep(`SELECT MAX(step) FROM account WHERE id = $1`, c.ID)
	if err != nil {
		return err
	}
	return a.add(accountTable, []any{c.ID, step + 1, strings.ToLower(c.Email), c.Name, c.Candidate})
}

// SetRole gives the account a role, or takes it away.
func (a *Act) SetRole(account int64, role string, granted bool) error {
	step, err := a.lastStep(`SELECT MAX(step) FROM account_role WHERE account = $1`, account)
	if err != nil {
		return err
	}
	n := int64(0)
	if granted {
		n = 1
	}
	return a.add(accountRoleTable, []any{account, step + 1, role, n})
}

const accountQuery = `SELECT id, email, name, candidate FROM account a WHERE step = (SELECT MAX(step) FROM account b WHERE b.id = a.id) AND `

// Account gives the account with its roles, or false.
func (v *View) Account(id int64) (Account, bool, error) { return v.account(accountQuery+`id = $1`, id) }

// AccountByEmail gives the account with the address, or false.
func (v *View) AccountByEmail(email string) (Account, bool, error) {
	return v.account(accountQuery+`email = $1 ORDER BY id LIMIT 1`, strings.ToLower(strings.TrimSpace(email)))
}

// AccountOf gives the account of a candidate, or false.
func (v *View) AccountOf(candidate int64) (Account, bool, error) {
	return v.account(accountQuery+`candidate = $1 ORDER BY id LIMIT 1`, candidate)
}

func (v *View) account(query string, args ...any) (Account, bool, error) {
	c, found, err := first(v, scanAccount, query, args...)
	if err != nil || !found {
		return c, false, err
	}
	c.Roles, err = all(v, scanText, `SELECT role FROM account_role r WHERE account = $1 AND granted = 1
		AND step = (SELECT MAX(step) FROM account_role s WHERE s.account = r.account AND s.role = r.role) ORDER BY role`, c.ID)
	return c, true, err
}

func scanAccount(r scanner) (c Account, err error) {
	err = r.Scan(&c.ID, &c.Email, &c.Name, &c.Candidate)
	return c, err
}

// Accounts gives up to limit accounts with a higher number, without their roles.
func (v *View) Accounts(after int64, limit int) ([]Account, error) {
	return all(v, scanAccount, accountQuery+`id > $1 ORDER BY id LIMIT $2`, after, int64(limit))
}
