package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"waymark/internal/demo"
)

// process is a waymark that runs until it is stopped.
type process struct {
	*exec.Cmd
	t *testing.T
	// said is what it printed until it was ready.
	said   string
	stderr *strings.Builder
}

// run starts waymark and reads what it prints until a line has the words.
func run(t *testing.T, until string, args ...string) *process {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: &exec.Cmd{Path: exe, Args: append([]string{"waymark"}, args...), Dir: t.TempDir(), Env: os.Environ()}, t: t, stderr: &strings.Builder{}}
	p.Stderr = p.stderr
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Process.Kill() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		p.said += lines.Text() + "\n"
		if strings.Contains(lines.Text(), until) {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return p
		}
	}
	t.Fatalf("it ended: %v\n%s%s", p.Wait(), p.said, p.stderr)
	return nil
}

func (p *process) end(signal os.Signal) error {
	p.t.Helper()
	if err := p.Process.Signal(signal); err != nil {
		p.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(30 * time.Second):
		p.t.Fatal("it does not end")
		return nil
	}
}

var linkOfRole = regexp.MustCompile(`(?m)^  (\S+) +(http://\S+/enter\?link=(\S+))$`)

// links are the sign-in links that a demonstration printed, by role.
func (p *process) links() map[string]string {
	all := map[string]string{}
	for _, m := range linkOfRole.FindAllStringSubmatch(p.said, -1) {
		all[m[1]] = m[2]
	}
	return all
}

// enter follows a link as a person does: looks at it, presses the button, and reads the page that comes.
func enter(t *testing.T, link string) (page string, by *http.Client) {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	by = &http.Client{Jar: jar}
	if page := read(t, by, link); !strings.Contains(page, "<button>Sign in</button>") {
		t.Fatalf("%s is no page to sign in on: %s", link, page)
	}
	to, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	response, err := by.PostForm("http://"+to.Host+"/enter", url.Values{"link": {to.Query().Get("link")}})
	if err != nil {
		t.Fatal(err)
	}
	return body(t, response), by
}

func read(t *testing.T, by *http.Client, address string) string {
	t.Helper()
	response, err := by.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	return body(t, response)
}

func body(t *testing.T, response *http.Response) string {
	t.Helper()
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		t.Errorf("%s: %s\n%s", response.Request.URL, response.Status, data)
	}
	return string(data)
}

// A stranger starts the demonstration, signs in as each role and sees its page. Killed and started again it has everything, and new
// links; stopped it leaves one whole file.
func TestServeDemo(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	db := filepath.Join(t.TempDir(), "demo.db")
	args := []string{"serve", "--demo", "--db", db, "--listen", taken.Addr().String(), "--metrics", "127.0.0.1:0"}
	p := run(t, "Ctrl-C", args...)
	if strings.Contains(p.said, taken.Addr().String()) || !strings.Contains(p.said, demo.Today) || !strings.Contains(p.said, "200 candidates") {
		t.Errorf("it says\n%s", p.said)
	}
	links := p.links()
	if len(links) != len(demo.Accounts) {
		t.Fatalf("links for %d roles\n%s", len(links), p.said)
	}
	var ana *http.Client
	for _, a := range demo.Accounts {
		page, by := enter(t, links[a.Role])
		if !strings.Contains(page, "<h1>"+a.Name+"</h1>") {
			t.Errorf("%s sees\n%s", a.Role, page)
		}
		if a.Role == "candidate" {
			ana = by
		}
	}
	if err := p.end(syscall.SIGKILL); err == nil {
		t.Error("it was not killed")
	}
	again := run(t, "Ctrl-C", args...)
	page, _ := enter(t, again.links()["candidate"])
	if !strings.Contains(page, "Ana Roy") || !strings.Contains(again.said, "200 candidates") {
		t.Errorf("after the restart: %s", page)
	}
	// The session of before still serves.
	to, _ := url.Parse(again.links()["candidate"])
	before, _ := url.Parse(links["candidate"])
	ana.Jar.SetCookies(to, ana.Jar.Cookies(before))
	if page := read(t, ana, "http://"+to.Host+"/me"); !strings.Contains(page, "Ana Roy") {
		t.Errorf("the session is gone: %s", page)
	}
	if err := again.end(syscall.SIGTERM); err != nil {
		t.Errorf("stopped: %v\n%s", err, again.stderr)
	}
	for _, secret := range linkOfRole.FindAllStringSubmatch(p.said+again.said, -1) {
		if strings.Contains(p.stderr.String()+again.stderr.String(), secret[3]) {
			t.Error("a link stands in the log")
		}
	}
}

// The business day comes from the settings, whatever the clock says.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	settings := filepath.Join(dir, "waymark.yaml")
	db := filepath.Join(dir, "waymark.db")
	if err := os.WriteFile(settings, []byte("db: "+db+"\nlisten: 127.0.0.1:0\ntoday: 2004-02-29\ndevelopment: true\nadmin: ada@example.org\nlog_level: debug\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := run(t, "business day", "serve", "--config", settings)
	address, _, _ := strings.Cut(strings.TrimPrefix(p.said, "serving "), " ")
	if !strings.Contains(p.said, "2004-02-29") {
		t.Errorf("it says %s", p.said)
	}
	visitor := &http.Client{}
	if page := read(t, visitor, address); !strings.Contains(page, "2004-02-29") || !strings.Contains(page, "certification programmes") {
		t.Error(page)
	}
	for _, path := range []string{"healthz", "readyz", "metrics", "openapi.json"} {
		read(t, visitor, address+path)
	}
	response, err := visitor.PostForm(address+"sign-in", url.Values{"email": {"ada@example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	body(t, response)
	_, rest, _ := strings.Cut(read(t, visitor, address+"outbox"), `href="/enter?link=`)
	secret, _, _ := strings.Cut(rest, `"`)
	page, _ := enter(t, address+"enter?link="+secret)
	if !strings.Contains(page, "administrator") {
		t.Error(page)
	}
	metrics := read(t, visitor, address+"metrics")
	for _, want := range []string{"waymark_letters_waiting 1", "waymark_candidates_due 0", `waymark_credentials_waiting{next="held"} 0`, `waymark_credentials_waiting{next="signed"} 0`} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("the metrics lack %s", want)
		}
	}
	if err := p.end(os.Interrupt); err != nil {
		t.Errorf("stopped: %v", err)
	}
	if log := p.stderr.String(); strings.Contains(log, secret) || !strings.Contains(log, `"route":"POST /enter"`) {
		t.Errorf("the log:\n%s", log)
	}
	if _, err := os.Stat(db + "-wal"); !errors.Is(err, os.ErrNotExist) {
		t.Error("a stopped installation is more than one file")
	}
}

// Where another program listens already, the flag that names another address is the one that named this.
func TestAnAddressThatIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	at := taken.Addr().String()
	for flag, args := range map[string][]string{
		"--listen": {"--listen", at}, "--metrics": {"--listen", "127.0.0.1:0", "--metrics", at},
	} {
		var said strings.Builder
		c := &Command{Args: append([]string{"serve", "--admin", "ada@example.org", "--db", filepath.Join(t.TempDir(), "w.db")}, args...), Stdout: io.Discard, Stderr: &said, Env: os.Getenv, Now: time.Now}
		if code := c.Run(); code != exitFailed || !strings.Contains(said.String(), "; "+flag+" 127.0.0.1:0 takes a free port") {
			t.Errorf("%s: %d %s", flag, code, &said)
		}
	}
}
