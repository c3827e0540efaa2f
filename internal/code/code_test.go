package code_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"waymark/internal/code"
)

func made(t *testing.T) code.Code {
	t.Helper()
	c, err := code.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestReadAsPeopleTypeIt(t *testing.T) {
	for range 1000 {
		c := made(t)
		typed := strings.ToLower(c.String())
		typed = strings.NewReplacer("0", "o", "1", "l", "-", " ").Replace(typed)
		for _, text := range []string{string(c), c.String(), typed, " " + typed + "\n"} {
			if got, err := code.Parse(text); got != c || err != nil {
				t.Fatalf("%q is read as %q, %v", text, got, err)
			}
		}
	}
}

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Every single wrong symbol and every exchange of two different ones is found, wherever they stand.
func TestEveryMistakeOfOneOrTwoIsFound(t *testing.T) {
	for range 20 {
		c := made(t)
		for i := range c {
			for _, s := range []byte(symbols) {
				if c[i] != s {
					refused(t, c[:i]+code.Code(s)+c[i+1:])
				}
			}
			for j := i + 1; j < len(c); j++ {
				if c[i] != c[j] {
					b := []byte(c)
					b[i], b[j] = b[j], b[i]
					refused(t, code.Code(b))
				}
			}
		}
	}
}

func refused(t *testing.T, c code.Code) {
	t.Helper()
	if _, err := code.Parse(string(c)); !errors.Is(err, code.ErrCheck) {
		t.Fatalf("%s: %v", c, err)
	}
}

func TestWhatIsNoCode(t *testing.T) {
	for text, want := range map[string]error{
		"": code.ErrLength, "7K3Q": code.ErrLength, strings.Repeat("0", 17): code.ErrLength, strings.Repeat(" ", 65): code.ErrLength,
		"UUUUUUUUUUUUUUUU": code.ErrSymbol, "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ": code.ErrSymbol,
	} {
		if _, err := code.Parse(text); !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("7k3q-9mzt-4w2x-0ab1")
	f.Add("0000000000000000")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := code.Parse(text)
		if err != nil {
			return
		}
		if again, err := code.Parse(c.String()); again != c || err != nil {
			t.Fatalf("%q is read as %q, and that as %q, %v", text, c, again, err)
		}
	})
}

func TestNoTwoAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SliceOfN(rapid.ByteRange(0, 31), 15, 15).Draw(t, "a"), rapid.SliceOfN(rapid.ByteRange(0, 31), 15, 15).Draw(t, "b")
		first, err := code.New(strings.NewReader(string(a)))
		if err != nil {
			t.Fatal(err)
		}
		second, err := code.New(strings.NewReader(string(b)))
		if err != nil {
			t.Fatal(err)
		}
		if (first == second) != (string(a) == string(b)) {
			t.Fatalf("%v and %v make %s and %s", a, b, first, second)
		}
	})
}
