package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// accounts is how many accounts ask: each may ask a hundred times a second.
const accounts = 40

// serve measures the time to start, then a candidate's audit over HTTP while a feed runs on the same database.
func (l *load) serve() error {
	keys, err := l.keys()
	if err != nil {
		return err
	}
	s, err := l.start()
	if err != nil {
		return err
	}
	defer s.end()
	l.say("start, until it answers", float64(s.took.Milliseconds()), 1000, "ms", false)
	series := fmt.Sprintf("H%d-", time.Now().Unix())
	if err := l.file(series+"nightly.csv", func(r *rows) error { return r.nightly(series, 10*l.feed, l.candidates, last) }); err != nil {
		return err
	}
	defer os.Remove(l.path(series + "nightly.csv")) //nolint:errcheck // it may be gone
	feed, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- l.sendFeed(feed, s, keys[0], l.path(series+"nightly.csv")) }()
	time.Sleep(time.Second) // the file is on its way
	took := l.requests(s, keys[1:])
	select {
	case err := <-ended:
		return fmt.Errorf("the feed ended before the requests did: %w", err)
	default:
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		return fmt.Errorf("the feed was not cut short but ended: %w", err)
	}
	rows, err := l.taken()
	if err != nil {
		return err
	}
	l.say("  rows that the feed took in meanwhile", rows/(l.lasting.Seconds()+1), 0, "rows/s", true)
	if len(took.all) == 0 {
		return fmt.Errorf("nothing was answered: %s", took.wrong)
	}
	slices.Sort(took.all)
	l.say("a candidate's audit over HTTP while a feed runs", float64(len(took.all))/l.lasting.Seconds(), 1000, "requests/s", true)
	l.say("  the 50th percentile", ms(took.all, 50), 0, "ms", false)
	l.say("  the 99th percentile", ms(took.all, 99), 50, "ms", false)
	if took.failed > 0 {
		l.broken++
		fmt.Printf("  %d requests failed: %s\n", took.failed, took.wrong)
	}
	l.say("  memory of the server, at most", s.memory(), 1000, "MB", false)
	return nil
}

func ms(sorted []time.Duration, percentile int) float64 {
	return float64(sorted[(len(sorted)-1)*percentile/100].Microseconds()) / 1000
}

// keys gives accounts that may read, each with its key.
func (l *load) keys() ([]string, error) {
	var keys []string
	for n := range accounts {
		email := fmt.Sprintf("reader%d@example.org", n)
		_, _, _ = l.call("account", "open", email, "--name", "Reader", "--role", "manager") // it may be there
		_, _, out, err := l.answer("account", "key", email, "--scope", "read", "--scope", "feed", "--days", "1")
		if err != nil {
			return nil, err
		}
		keys = append(keys, strings.TrimSpace(string(out)))
	}
	return keys, nil
}

// sendFeed sends a file as a vendor's program does.
func (l *load) sendFeed(ctx context.Context, s *server, key, file string) error {
	body, form := io.Pipe()
	parts := multipart.NewWriter(form)
	go func() {
		for _, part := range []struct{ name, file string }{{"profile", l.path("profile.yaml")}, {"file", file}} {
			err := func() error {
				to, err := parts.CreateFormFile(part.name, part.name)
				if err != nil {
					return err
				}
				from, err := os.Open(part.file)
				if err != nil {
					return err
				}
				defer from.Close() //nolint:errcheck // it was only read
				_, err = io.Copy(to, from)
				return err
			}()
			if err != nil {
				form.CloseWithError(err)
				return
			}
		}
		form.CloseWithError(parts.Close())
	}()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.at+"/v1/feeds", body)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+key)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(answer.Body)
	return errors.Join(fmt.Errorf("%s %s", answer.Status, text), err, answer.Body.Close())
}

// taken is how many rows of the last feed are in.
func (l *load) taken() (float64, error) {
	_, _, out, err := l.answer("feed", "list", "--format", "json", "--limit", "10000")
	if err != nil {
		return 0, err
	}
	var feeds []struct{ Rows float64 }
	if err := json.Unmarshal(out, &feeds); err != nil || len(feeds) == 0 {
		return 0, fmt.Errorf("no feed is listed: %w", err)
	}
	return feeds[len(feeds)-1].Rows, nil
}

// server is a process that serves.
type server struct {
	command *exec.Cmd
	at      string
	took    time.Duration
}

func (l *load) start() (*server, error) {
	s := &server{command: exec.Command(l.program, "serve", "--listen", "127.0.0.1:0")} //nolint:gosec // the program that is measured
	s.command.Env = l.environment()
	out, err := s.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("it does not serve: %w", err)
	}
	_, rest, _ := strings.Cut(line, "http://")
	at, _, _ := strings.Cut(rest, "/")
	s.at = "http://" + at
	for {
		answer, err := http.Get(s.at + "/readyz") //nolint:noctx // it ends with the program
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				s.took = time.Since(begun)
				return s, nil
			}
		}
		if time.Since(begun) > time.Minute {
			return nil, fmt.Errorf("it is not ready in a minute: %w", err)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (s *server) end() {
	_ = s.command.Process.Signal(os.Interrupt)
	_ = s.command.Wait()
}

// memory is the most memory that the process had, in megabytes.
func (s *server) memory() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if size, is := strings.CutPrefix(line, "VmHWM:"); is {
			n, _ := strconv.ParseFloat(strings.Fields(size)[0], 64)
			return n / 1024
		}
	}
	return 0
}

// answered is how requests went.
type answered struct {
	sync.Mutex
	all    []time.Duration
	failed int
	wrong  string
}

// requests asks for audits of candidates at random for a while, at a rate that does not wait for answers: a request that has to
// wait for one of the connections counts from when it was to be sent.
func (l *load) requests(s *server, keys []string) *answered {
	took := &answered{}
	ctx, cancel := context.WithTimeout(context.Background(), l.lasting)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: l.clients}}
	begun, pause := time.Now(), time.Second/time.Duration(l.rate)
	var next atomic.Int64
	var all sync.WaitGroup
	for n := range l.clients {
		all.Go(func() {
			random := rand.New(rand.NewPCG(uint64(n), 7)) //nolint:gosec // what is drawn is drawn again from its seed
			var mine []time.Duration
			failed, wrong := 0, ""
			for {
				i := next.Add(1)
				due := begun.Add(time.Duration(i) * pause)
				select {
				case <-time.After(time.Until(due)):
				case <-ctx.Done():
				}
				if ctx.Err() != nil {
					break
				}
				err := ask(ctx, client, fmt.Sprintf("%s/v1/candidates/%d/audits/microsoft/mcse-2003", s.at, 1+random.IntN(l.candidates)), keys[int(i)%len(keys)])
				switch {
				case ctx.Err() != nil:
				case err != nil:
					failed, wrong = failed+1, err.Error()
				default:
					mine = append(mine, time.Since(due))
				}
			}
			took.Lock()
			defer took.Unlock()
			took.all, took.failed = append(took.all, mine...), took.failed+failed
			if wrong != "" {
				took.wrong = wrong
			}
		})
	}
	all.Wait()
	return took
}

func ask(ctx context.Context, client *http.Client, address, key string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+key)
	answer, err := client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // it was only read
	body, err := io.ReadAll(answer.Body)
	if err == nil && (answer.StatusCode != http.StatusOK || len(body) == 0) {
		err = fmt.Errorf("%s: %s %.200s", address, answer.Status, body)
	}
	return err
}
