package store

// Setting gives what the installation remembers under the name, or nothing.
func (v *View) Setting(name string) (string, error) {
	value, _, err := first(v, scanText, `SELECT value FROM setting WHERE name = $1`, name)
	return value, err
}

// Set remembers a value under the name.
func (c *Change) Set(name, value string) error {
	_, err := c.tx.exec(c.ctx, `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}
