package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestReadSettings(t *testing.T) {
	got, found := ReadSettings("waymark.yaml", []byte("listen: 127.0.0.1:80 # here\ntoday: 010\nproxies: [10.0.0.0/8, ::1/128]\n"), []string{"listen", "today", "proxies"})
	if len(found) > 0 {
		t.Fatal(say(found))
	}
	want := []Setting{
		{Text{Value: "listen"}, []Text{{Value: "127.0.0.1:80"}}},
		{Text{Value: "today"}, []Text{{Value: "010"}}},
		{Text{Value: "proxies"}, []Text{{Value: "10.0.0.0/8"}, {Value: "::1/128"}}},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Text{}, "Pos", "Length")); diff != "" {
		t.Error(diff)
	}
}

func TestSettingsSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"lisen: x\n":           "1:1+5 the key lisen is not known here; did you mean listen? The keys here are listen",
		"listen: x\nlisten: y": "",
		"listen: {a: b}\n":     "",
		"- listen\n":           "",
		"listen:\n":            "",
	} {
		_, found := ReadSettings("x.yaml", []byte(text), []string{"listen"})
		if !found.HasErrors() {
			t.Errorf("%q is found right", text)
		}
		if want != "" && say(found) != want {
			t.Errorf("%q: %s", text, say(found))
		}
	}
}

func FuzzReadSettings(f *testing.F) {
	addSeeds(f)
	f.Add([]byte("listen: [a, b]\ntoday: 2005-06-01\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, found := ReadSettings("x.yaml", data, []string{"listen", "today", "candidate", "evidence"})
		checkFindings(t, data, say(found), len(found))
		for _, s := range all {
			if !found.HasErrors() && len(s.Values) == 0 && s.Key.Value == "" {
				t.Error("a setting without a key")
			}
		}
	})
}
