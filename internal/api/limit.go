package api

import (
	"container/list"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"waymark/internal/registrar"
	"waymark/message"
)

// Limits are how often one account, or one place without an account, may ask.
type Limits struct {
	// Signed is for an account, Open for a place without one, Think for questions that take a processor for seconds, each.
	Signed, Open, Think Limit
}

// Limit lets so many requests through at once, and so many a second for ever.
type Limit struct {
	ASecond float64
	AtOnce  int
}

// The usual limits.
var usual = Limits{Signed: Limit{100, 200}, Open: Limit{5, 60}, Think: Limit{1, 10}}

func (l Limit) or(other Limit) Limit {
	if l.ASecond <= 0 || l.AtOnce <= 0 {
		return other
	}
	return l
}

// think names the limit of operations that take a processor for seconds.
const think = "think"

// mostAsking is for how many that ask the limiter remembers what they have left; who has not asked for longest is forgotten.
const mostAsking = 10_000

// limiter counts requests.
type limiter struct {
	limits Limits
	now    func() time.Time
	mu     sync.Mutex
	known  map[string]*list.Element
	recent *list.List // of *asking, the latest first
}

type asking struct {
	name   string
	bucket *rate.Limiter
}

func newLimiter(l Limits, now func() time.Time) *limiter {
	return &limiter{
		limits: Limits{l.Signed.or(usual.Signed), l.Open.or(usual.Open), l.Think.or(usual.Think)},
		now:    now, known: map[string]*list.Element{}, recent: list.New(),
	}
}

// take counts one request and says in the headers what is left, or says when to come again.
func (l *limiter) take(h http.Header, often string, by registrar.Actor, from string) error {
	policy, limit, who := "signed-in", l.limits.Signed, "account "+strconv.FormatInt(by.Account, 10)
	if by.Account == 0 {
		policy, limit, who = "open", l.limits.Open, from
	}
	if often == think {
		policy, limit = think, l.limits.Think
	}
	now := l.now()
	bucket := l.bucket(policy+" "+who, limit)
	passed := bucket.AllowN(now, 1)
	left := bucket.TokensAt(now)
	full := math.Ceil((float64(limit.AtOnce) - left) / limit.ASecond)
	h.Set("RateLimit-Policy", fmt.Sprintf(`"%s";q=%d;w=%d`, policy, limit.AtOnce, int(math.Ceil(float64(limit.AtOnce)/limit.ASecond))))
	h.Set("RateLimit", fmt.Sprintf(`"%s";r=%d;t=%d`, policy, int(max(0, left)), int(max(0, full))))
	if passed {
		return nil
	}
	wait := max(1, int(math.Ceil((1-left)/limit.ASecond)))
	return withHeaders(refusal(http.StatusTooManyRequests, "api.too-often", message.Op("seconds", wait)), "Retry-After", strconv.Itoa(wait))
}

// bucket is what somebody has left.
func (l *limiter) bucket(name string, limit Limit) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, known := l.known[name]; known {
		l.recent.MoveToFront(e)
		return e.Value.(*asking).bucket
	}
	if l.recent.Len() >= mostAsking {
		last := l.recent.Back()
		delete(l.known, last.Value.(*asking).name)
		l.recent.Remove(last)
	}
	one := &asking{name, rate.NewLimiter(rate.Limit(limit.ASecond), limit.AtOnce)}
	l.known[name] = l.recent.PushFront(one)
	return one.bucket
}
