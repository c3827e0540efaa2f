package login

import (
	"context"
	"strings"
	"time"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// Issue makes a sign-in link for the address and gives it instead of sending it, for whoever runs the installation: they hold its
// database and can do everything already. It serves once, for the time given.
func (d *Door) Issue(ctx context.Context, email string, serves time.Duration) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	text, hash := secret()
	now := d.options.Now()
	err := d.store.Change(ctx, func(c *store.Change) error {
		_, known, err := c.AccountByEmail(email)
		if err == nil && !known {
			err = fault.New(fault.NotFound, "fault.no-account-of", message.Op("email", email))
		}
		if err != nil {
			return err
		}
		return c.AddLink(hash, email, now.UnixMicro(), now.Add(serves).UnixMicro())
	})
	if err != nil {
		return "", err
	}
	return d.options.Link(text), nil
}
