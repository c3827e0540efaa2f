package registrar

import (
	"strings"
	"testing"
	"time"
)

// A line of nothing but marks is read as fast as any other: read piece by piece, one of a mebibyte took minutes.
func TestMarksBetweenMarks(t *testing.T) {
	const pairs = 1 << 19
	value, rest, closed := quoted(strings.Repeat(`""`, pairs) + `",x`)
	if len(value) != pairs || strings.Trim(value, `"`) != "" || rest != ",x" || !closed {
		t.Errorf("%d characters, %q, %t", len(value), rest, closed)
	}
	for line, want := range map[string][2]string{`a""b"c`: {`a"b`, "c"}, `"`: {"", ""}, `"""`: {`"`, ""}, `a"`: {"a", ""}} {
		if value, rest, closed := quoted(line); value != want[0] || rest != want[1] || !closed {
			t.Errorf("%s: %q %q %t", line, value, rest, closed)
		}
	}
	if _, _, closed := quoted(`a""`); closed {
		t.Error("what is doubled closes nothing")
	}
}

// Parts become smaller where they take long, and smaller still where others wait; alone and fast they are as large as may be.
func TestAFeedMakesRoom(t *testing.T) {
	for name, c := range map[string]struct {
		waited, took time.Duration
		rows, want   int64
	}{
		"no clock":                 {0, 0, mostAPart, mostAPart},
		"fast and alone":           {0, 90 * time.Millisecond, mostAPart, mostAPart},
		"slow and alone":           {0, 500 * time.Millisecond, mostAPart, mostAPart / 2},
		"fast, others wait":        {40 * time.Millisecond, 100 * time.Millisecond, mostAPart, mostAPart / 2},
		"slow, others wait":        {40 * time.Millisecond, time.Second, mostAPart, leastAPart},
		"never none":               {time.Second, time.Hour, leastAPart, leastAPart},
		"larger again, by and by":  {0, 10 * time.Millisecond, 1000, 2000},
		"as large as it may be":    {time.Millisecond, 10 * time.Millisecond, 4000, mostAPart},
		"others wait, and it fits": {40 * time.Millisecond, 25 * time.Millisecond, 1000, 2000},
	} {
		if got := nextPart(c.rows, c.waited, c.took); got != c.want {
			t.Errorf("%s: %d rows, want %d", name, got, c.want)
		}
	}
}
