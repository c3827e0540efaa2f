package store

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"waymark/internal/fault"
)

// What the server says is told by what can be done about it: ask again later, ask for something else, or look into the log.
func TestWhatTheServerSays(t *testing.T) {
	for code, want := range map[string]fault.Kind{
		"23505": fault.Conflict,
		"40001": fault.Unavailable, "40P01": fault.Unavailable, // another came between
		"53100": fault.Unavailable, "53300": fault.Unavailable, // no space, no connection left
		"57014": fault.Unavailable, "57P01": fault.Unavailable, // it took too long, it was told to stop
		"25006": fault.Unavailable, // it is a copy that only reads
		"55P03": fault.Unavailable, // somebody holds a lock
		"58030": fault.Unavailable, "08006": fault.Unavailable,
		"22021": fault.Invalid, "54000": fault.Invalid,
		"42601": fault.Unknown, "55000": fault.Unknown,
	} {
		if got := fault.KindOf(translate(&pgconn.PgError{Code: code})); got != want {
			t.Errorf("%s is %v, want %v", code, got, want)
		}
	}
	if got := fault.KindOf(translate(errors.New("x"))); got != fault.Unknown {
		t.Errorf("an error of nobody's is %v", got)
	}
}
