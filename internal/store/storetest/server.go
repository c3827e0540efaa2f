package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Variable names a PostgreSQL server for the tests, as a postgres:// address. Without it they start one of their own from
// the system's PostgreSQL, where there is one.
const Variable = "WAYMARK_TEST_POSTGRES"

// Main runs a package's tests and stops the server that they started.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// Stop stops the server that the tests started, for a TestMain that ends otherwise.
func Stop() { stop() }

var (
	server = sync.OnceValues(start)
	stop   = func() {}
	named  atomic.Int64
)

// Postgres gives the address of an empty schema on a PostgreSQL server; it skips the test where there is none.
func Postgres(tb testing.TB) string {
	tb.Helper()
	address, err := server()
	if err != nil {
		tb.Skipf("no PostgreSQL to test against (%v); install it, or name a server in %s", err, Variable)
	}
	ctx := context.Background()
	connection, err := pgx.Connect(ctx, address)
	if err != nil {
		tb.Fatal(err)
	}
	defer connection.Close(ctx) //nolint:errcheck // the test has what it came for
	schema := fmt.Sprintf("test_%d_%d", os.Getpid(), named.Add(1))
	if _, err := connection.Exec(ctx, "CREATE SCHEMA "+schema); err != nil {
		tb.Fatal(err)
	}
	parsed, err := url.Parse(address)
	if err != nil {
		tb.Fatal(err)
	}
	query := parsed.Query()
	query.Set("search_path", schema)
	parsed.RawQuery = query.Encode()
	return parsed.String()
}

// start finds a server, or starts one in a folder of its own that listens on a socket only.
func start() (string, error) {
	if address := os.Getenv(Variable); address != "" { //nolint:forbidigo // a test's setting; nothing of it is in the program
		return address, nil
	}
	folders, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(folders) == 0 {
		return "", errors.New("there is none under /usr/lib/postgresql")
	}
	bin := folders[len(folders)-1]
	home, err := os.MkdirTemp("", "waymark-postgres-")
	if err != nil {
		return "", err
	}
	run, err := unprivileged(home)
	if err != nil {
		return "", err
	}
	data := filepath.Join(home, "data")
	if err := run(filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--locale=C", "--encoding=UTF8"); err != nil {
		return "", err
	}
	settings := "-c listen_addresses='' -c fsync=off -c unix_socket_directories=" + home
	if err := run(filepath.Join(bin, "pg_ctl"), "-D", data, "-w", "-o", settings, "-l", filepath.Join(home, "log"), "start"); err != nil {
		return "", err
	}
	stop = func() {
		_ = run(filepath.Join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "stop")
		_ = os.RemoveAll(home)
	}
	return "postgres:///postgres?user=postgres&host=" + url.QueryEscape(home), nil
}

// unprivileged gives a way to run programs in the folder as somebody who is not root: PostgreSQL refuses to serve as root.
func unprivileged(folder string) (func(...string) error, error) {
	attributes := &syscall.SysProcAttr{}
	if os.Getuid() == 0 {
		who, err := user.Lookup("postgres")
		if err != nil {
			if who, err = user.Lookup("nobody"); err != nil {
				return nil, err
			}
		}
		uid, _ := strconv.Atoi(who.Uid) // a number on every system that has root
		gid, _ := strconv.Atoi(who.Gid)
		if err := os.Chown(folder, uid, gid); err != nil {
			return nil, err
		}
		attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return func(words ...string) error {
		command := exec.Command(words[0], words[1:]...) //nolint:gosec // its own words
		command.Dir, command.SysProcAttr = folder, attributes
		out, err := command.CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s: %w: %s", filepath.Base(words[0]), err, strings.TrimSpace(string(out)))
		}
		return nil
	}, nil
}
