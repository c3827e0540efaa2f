package registrar

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/store"
)

// versionOf tells a candidate's record from what it was before and will be: the last entry that wrote anything of it, and of
// each record that is merged with it. With candidate 0 it is that of the rules.
func versionOf(v *store.View, candidate int64) (string, error) {
	if candidate == 0 {
		entry, err := v.RulesVersion()
		return strconv.FormatInt(entry, 10), err
	}
	members, err := groupOf(v, candidate)
	if err != nil {
		return "", err
	}
	return versionOfMembers(v, members)
}

func versionOfMembers(v *store.View, members []int64) (string, error) {
	parts := make([]string, len(members))
	for i, m := range members {
		entry, err := v.Version(m)
		if err != nil {
			return "", err
		}
		parts[i] = strconv.FormatInt(entry, 10)
		if len(members) > 1 {
			parts[i] = fmt.Sprintf("%d:%d", m, entry)
		}
	}
	return strings.Join(parts, "."), nil
}

type versionsKey struct{}

// IfVersion lets the acts of a context be done only while the record they are on, or the rules where they are on no record, is
// of one of the versions, so that nobody overwrites what they have not seen. A request that was answered before is answered
// again all the same.
func IfVersion(ctx context.Context, versions ...string) context.Context {
	return context.WithValue(ctx, versionsKey{}, versions)
}

// ChangedSince is the code of the fault of an act that [IfVersion] kept from being done.
const ChangedSince = "fault.changed-since"

// refuseChanged refuses an act on a record that is of none of the versions that the context names.
func refuseChanged(ctx context.Context, v *store.View, candidate int64) error {
	wanted, given := ctx.Value(versionsKey{}).([]string)
	if !given {
		return nil
	}
	is, err := versionOf(v, candidate)
	if err != nil || slices.Contains(wanted, is) {
		return err
	}
	return fault.New(fault.Conflict, ChangedSince)
}

// RulesVersion tells what is published from what was before: see [IfVersion].
func (r *Registrar) RulesVersion(ctx context.Context) (string, error) {
	var version string
	err := r.store.View(ctx, func(v *store.View) (err error) {
		version, err = versionOf(v, 0)
		return err
	})
	return version, err
}
