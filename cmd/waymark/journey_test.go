package main

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// journey is one person at a browser.
type journey struct {
	t    *testing.T
	ctx  context.Context
	home string
}

// newBrowser starts a Chromium, or skips the test where there is none; as CI says, a skip is a failure there.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	found := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			found = path
			break
		}
	}
	if found == "" {
		const why = "no Chromium to go through the pages with; install it, on Debian by apt-get install chromium"
		if os.Getenv("CI") == "true" {
			t.Fatal(why)
		}
		t.Skip(why)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(found), chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	allocator, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	return allocator
}

// begin opens a browser of its own, without anybody's session.
func begin(t *testing.T, browser context.Context, home string) *journey { //nolint:revive // the test comes first, as everywhere
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return &journey{t, ctx, home}
}

func (j *journey) do(steps ...chromedp.Action[chromedp.Void]) {
	j.t.Helper()
	if err := chromedp.Do(j.ctx, steps...); err != nil {
		j.t.Fatal(err)
	}
}

func (j *journey) open(path string) {
	j.t.Helper()
	j.do(chromedp.Navigate(j.home + path))
}

// follow clicks what leads to another page, and waits for it.
func (j *journey) follow(what string) {
	j.t.Helper()
	response, err := chromedp.RunResponse(j.ctx, chromedp.Click(what))
	if err != nil {
		j.t.Fatalf("%s: %v", what, err)
	}
	if response.Status >= 400 {
		j.t.Fatalf("%s leads to %d: %s", what, response.Status, j.text("main"))
	}
}

func (j *journey) text(of string) string {
	j.t.Helper()
	text, err := chromedp.Run(j.ctx, chromedp.Text(chromedp.CSS(of)))
	if err != nil {
		j.t.Fatalf("%s: %v", of, err)
	}
	return text
}

// sees holds that the page's main part says each of the words.
func (j *journey) sees(words ...string) {
	j.t.Helper()
	page := j.text("main")
	for _, w := range words {
		if !strings.Contains(page, w) {
			j.t.Errorf("the page does not say %q:\n%s", w, page)
		}
	}
}

func (j *journey) at(path string) {
	j.t.Helper()
	if is, err := chromedp.Run(j.ctx, chromedp.Location()); err != nil || is != j.home+path {
		j.t.Errorf("at %s, not at %s (%v)", is, path, err)
	}
}

// signIn asks for a link, takes it from the letter in the outbox and uses it.
func (j *journey) signIn(email, name string) {
	j.t.Helper()
	j.open("/")
	j.follow(`//nav//a[text()="Sign in"]`)
	j.do(chromedp.SendKeys(chromedp.CSS("#email"), email))
	j.follow(`//main//button`)
	j.follow(`//main//a[text()="outbox"]`)
	j.follow(`(//article[contains(., "` + email + `")])[1]//a`)
	j.follow(`//main//button[text()="Sign in"]`)
	j.at("/me")
	if got := j.text("main h1"); got != name {
		j.t.Fatalf("signed in as %q, not as %q", got, name)
	}
}

// signOut signs out; what needs a session leads to the sign-in from then on.
func (j *journey) signOut() {
	j.t.Helper()
	j.follow(`//header//button[text()="Sign out"]`)
	j.at("/")
	j.open("/me")
	j.at("/sign-in")
}

// A day at the body, each of its people at a browser of their own: the candidate reads where she stands, a manager records what the
// test centre wrote and moves a ruling, a second person approves it, and the candidate finds what came of it.
func TestADayAtTheBody(t *testing.T) {
	browser := newBrowser(t)
	p := run(t, "Ctrl-C", "serve", "--demo", "--listen", "127.0.0.1:0")
	link := p.links()["candidate"]
	home, _, _ := strings.Cut(link, "/enter")

	ana := begin(t, browser, home)
	ana.signIn("ana.roy@example.org", "Ana Roy")
	ana.sees("Awards", "Where you stand", "Microsoft Certified Professional", "Evidence", "exam microsoft/70-290", "stated", "refused")
	ana.follow(`//section[@aria-labelledby="standing"]//a[contains(., "Microsoft Certified Systems Administrator") and contains(., "2003")]`)
	ana.sees("2005-06-01", "70-291")
	ana.open("/candidates/2")
	ana.sees("Not allowed")

	mia := begin(t, browser, home)
	mia.signIn("mia.lindqvist@example.org", "Mia Lindqvist")
	mia.do(chromedp.SendKeys(chromedp.CSS("#who"), "roy ana"))
	mia.follow(`//main//form[@action="/candidates"]//button`)
	mia.follow(`//main//a[text()="Ana Roy"]`)
	mia.sees("Record evidence", "Move a ruling")
	mia.do(
		chromedp.Click(`//section[@aria-labelledby="record"]//summary`),
		chromedp.SendKeys(chromedp.CSS("#id"), "microsoft/70-291"), chromedp.SetValue(chromedp.CSS("#date"), "2005-05-23"),
		chromedp.SendKeys(chromedp.CSS("#source"), "testhall"), chromedp.SendKeys(chromedp.CSS("#score"), "810"),
		chromedp.Click(chromedp.CSS("#checked")), chromedp.SendKeys(chromedp.CSS("#evidence-reason"), "letter of 30 May"),
	)
	mia.follow(`//section[@aria-labelledby="record"]//button`)
	mia.sees("exam microsoft/70-291", "score 810", "Microsoft Certified Systems Administrator on Windows Server 2003")
	mia.do(
		chromedp.Click(`//section[@aria-labelledby="rule"]//summary`),
		chromedp.SendKeys(chromedp.CSS("#programme"), "microsoft/mcse-2003"), chromedp.SendKeys(chromedp.CSS("#requirement"), "design"),
		chromedp.SendKeys(chromedp.CSS("#ruling-reason"), "ten years of designs, seen by the office"),
	)
	mia.follow(`//section[@aria-labelledby="rule"]//button`)
	mia.sees("waive design microsoft/mcse-2003", "You moved this; somebody else answers.")
	mia.open("/me")
	mia.follow(`//main//a[text()="Feeds of results"]`)
	mia.follow(`//main//a[text()="testhall-exams-1.csv"]`)
	const row = `//article[contains(., "Passd is neither")]`
	mia.sees("2 rows wait", "Passd is neither")
	mia.do(chromedp.SendKeys(row+`//input`, "the test centre mistyped it"))
	if response, err := chromedp.RunResponse(mia.ctx, chromedp.Click(row+`//button[text()="Take it in"]`)); err != nil || response.Status != http.StatusUnprocessableEntity {
		t.Fatalf("a row that nobody has mended: %v %v", response, err)
	}
	mia.sees("the row cannot be taken in")
	mia.do(chromedp.SetValue(row+`//textarea`, "MC1000146-021X,MC1000146,Lucia,Koch,lucia.koch.146@example.org,70-215,2002-07-17,545,Pass"))
	mia.follow(row + `//button[text()="Take it in"]`)
	mia.sees("1 row waits")
	mia.signOut()

	dan := begin(t, browser, home)
	dan.signIn("dan.decker@example.org", "Dan Decker")
	dan.sees("waive design microsoft/mcse-2003", "ten years of designs")
	dan.do(chromedp.SendKeys(`//article[contains(., "waive design")]//input`, "agreed"))
	dan.follow(`//article[contains(., "waive design")]//button[text()="Approve"]`)
	if page := dan.text("main"); strings.Contains(page, "waive design") || !strings.Contains(page, "record-evidence") || !strings.Contains(page, "letter of 30 May") {
		t.Errorf("after the approval: %s", page)
	}
	dan.follow(`(//section[@aria-labelledby="doubts"]//a)[1]`)
	dan.sees("in doubt: what is known no longer gives it", "the test centre finds that nobody sat there on that day", "Since then voided", "byte for byte")
	dan.do(
		chromedp.Click(`//summary[contains(., "Suspend it")]`),
		chromedp.SendKeys(chromedp.CSS("#suspend-reason"), "until the test centre has answered"),
	)
	dan.follow(`//button[text()="Suspend"]`)
	dan.sees("suspended", "until the test centre has answered", "Reinstate it", "Dan Decker")
	dan.signOut()

	ana.open("/me")
	ana.sees("Microsoft Certified Systems Administrator on Windows Server 2003", "in force", "waive microsoft/mcse-2003", "by Mia Lindqvist, seconded by Dan Decker")
	ana.signOut()
	if err := p.end(syscall.SIGTERM); err != nil {
		t.Errorf("it ended: %v\n%s", err, p.stderr)
	}
	if log := p.stderr.String(); strings.Contains(log, `"level":"ERROR"`) || strings.Contains(log, "level=ERROR") {
		t.Errorf("errors in the log:\n%s", log)
	}
}
