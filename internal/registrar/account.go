package registrar

import (
	"context"
	"net/mail"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// OpenAccount lets a person sign in by an e-mail address, with roles. Candidate is the candidate that the person is, or 0.
// It gives the account's number.
func (r *Registrar) OpenAccount(ctx context.Context, by Actor, email, name string, candidate int64, roles Roles) (int64, error) {
	email, name = strings.TrimSpace(email), strings.TrimSpace(name)
	var id int64
	_, err := r.actGiving(ctx, by, OpenAccount, candidate, "", &id, func(a *store.Act) error {
		if err := wholeAccount(email, name); err != nil {
			return err
		}
		if roles&RoleCandidate != 0 && candidate == 0 {
			return fault.New(fault.Invalid, "fault.no-record")
		}
		_, known, err := a.AccountByEmail(email)
		if err != nil || known {
			return firstError(err, fault.New(fault.Conflict, "fault.account-there", message.Op("email", email)))
		}
		if err := refuseSecondAccount(&a.View, candidate); err != nil {
			return err
		}
		if id, err = a.AddAccount(store.Account{Email: email, Name: name, Candidate: candidate}); err != nil {
			return err
		}
		for _, role := range roles.Words() {
			if err := a.SetRole(id, role, true); err != nil {
				return err
			}
		}
		return a.Tell(nil, map[string]any{"account": id, "candidate": candidate, "roles": roles.Words()})
	})
	return id, err
}

// wholeAccount refuses an account to which no letter could be sent, and one without a name.
func wholeAccount(email, name string) error {
	if err := addressed(email); err != nil {
		return err
	}
	if name == "" {
		return fault.New(fault.Invalid, "fault.account")
	}
	return wholeName(name)
}

// addressed refuses what is no e-mail address; longer ones there are none (RFC 5321).
func addressed(email string) error {
	const longest = 254
	if a, err := mail.ParseAddress(email); err != nil || a.Address != email || len(email) > longest {
		return fault.New(fault.Invalid, "fault.no-address", message.Op("found", email))
	}
	return nil
}

// refuseSecondAccount refuses an account for a candidate who has one, under whichever of their records: a person is one actor here, so
// that nobody approves what they moved themself.
func refuseSecondAccount(v *store.View, candidate int64) error {
	if candidate == 0 {
		return nil
	}
	members, err := groupOf(v, candidate)
	if err != nil {
		return err
	}
	for _, m := range members {
		c, has, err := v.AccountOf(m)
		if err != nil {
			return err
		}
		if has {
			return fault.New(fault.Conflict, "fault.candidate-has-account", message.Op("candidate", int(candidate)), message.Op("account", int(c.ID)), message.Op("email", c.Email))
		}
	}
	return nil
}

// GrantRole gives an account a role, or takes it away. Nobody gives themself one.
func (r *Registrar) GrantRole(ctx context.Context, by Actor, account int64, role string, granted bool, reason string) error {
	if RolesOf(role) == 0 {
		return fault.New(fault.Invalid, "fault.no-role", message.Op("found", role), message.Op("known", Anybody.Words()))
	}
	_, err := r.act(ctx, by, GrantRole, 0, reason, func(a *store.Act) error {
		before, known, err := a.Account(account)
		if err != nil || !known {
			return firstError(err, fault.New(fault.NotFound, "fault.no-account", message.Op("account", int(account))))
		}
		if (RolesOf(before.Roles...)&RolesOf(role) != 0) == granted {
			return store.ErrNothing
		}
		if granted {
			if err := refuseOwnRole(&a.View, by, account); err != nil {
				return err
			}
		}
		if granted && RolesOf(role) == RoleCandidate && before.Candidate == 0 {
			return fault.New(fault.Invalid, "fault.no-record")
		}
		if err := a.SetRole(account, role, granted); err != nil {
			return err
		}
		return a.Tell(map[string]any{"account": account, "roles": before.Roles}, map[string]any{"account": account, "role": role, "granted": granted})
	})
	return err
}

// refuseOwnRole refuses that somebody gives themself a role, by whichever of their accounts: who opens accounts does not decide awards
// unless another administrator wants it so.
func refuseOwnRole(v *store.View, by Actor, account int64) error {
	giver, err := selfOf(v, by.Account)
	if err != nil {
		return err
	}
	taker, err := selfOf(v, account)
	if err == nil && giver.is(taker) {
		err = fault.New(fault.Forbidden, "fault.role-self")
	}
	return err
}

// ActorOf gives the actor that an account is, with the roles it has now.
func (r *Registrar) ActorOf(ctx context.Context, account int64) (Actor, error) {
	var by Actor
	err := r.store.View(ctx, func(v *store.View) (err error) {
		by, err = ActorIn(v, account)
		return err
	})
	return by, err
}

// ActorIn is [Registrar.ActorOf] for who reads at that moment already.
func ActorIn(v *store.View, account int64) (Actor, error) {
	c, known, err := v.Account(account)
	if err != nil || !known {
		return Actor{}, firstError(err, fault.New(fault.NotFound, "fault.no-account", message.Op("account", int(account))))
	}
	return Actor{Account: c.ID, Name: c.Name, Roles: RolesOf(c.Roles...), Candidate: c.Candidate}, nil
}

// Accounts lists up to limit accounts with a higher number, with their roles.
func (r *Registrar) Accounts(ctx context.Context, by Actor, after int64, limit int) ([]store.Account, error) {
	var out []store.Account
	err := r.view(ctx, by, ReadAccounts, 0, func(v *store.View) (err error) {
		if out, err = v.Accounts(after, limit); err != nil {
			return err
		}
		for i := range out {
			if out[i], _, err = v.Account(out[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Account gives an account with its roles.
func (r *Registrar) Account(ctx context.Context, by Actor, id int64) (store.Account, error) {
	var c store.Account
	err := r.view(ctx, by, ReadAccounts, 0, func(v *store.View) (err error) {
		var known bool
		if c, known, err = v.Account(id); err == nil && !known {
			err = fault.New(fault.NotFound, "fault.no-account", message.Op("account", int(id)))
		}
		return err
	})
	return c, err
}

// Install readies an empty installation: the first administrator, and the programmes that come with the program, in effect from
// the first day there is. An installation that has acts is left as it is; then it tells false.
func (r *Registrar) Install(ctx context.Context, email, name string, texts map[string][]byte) (bool, error) {
	email, name = strings.TrimSpace(email), strings.TrimSpace(name)
	if err := wholeAccount(email, name); err != nil {
		return false, err
	}
	if _, _, err := readRules(texts); err != nil {
		return false, err
	}
	done, err := r.store.Act(ctx, store.Entry{At: r.options.Now().UnixMicro(), Actor: "installation", Act: "install"}, func(a *store.Act) error {
		if a.Entry.Seq != 1 {
			return store.ErrNothing
		}
		id, err := a.AddAccount(store.Account{Email: email, Name: name})
		if err != nil {
			return err
		}
		if err := a.SetRole(id, RoleAdministrator.Words()[0], true); err != nil {
			return err
		}
		return publish(a, texts, 1)
	})
	return done.Seq != 0, err
}
