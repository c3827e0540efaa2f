package verify_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"testing"

	"waymark/credential/embedded"
	"waymark/credential/jsontree"
)

// The JavaScript peers on the same credential as [BenchmarkIssue] and [BenchmarkVerify], each on one core: scripts/peers runs
// all three. Their packages are installed by `npm ci` in verify/judges.
func BenchmarkPeers(b *testing.B) {
	if _, err := os.Stat("judges/node_modules"); err != nil {
		b.Skip("the peers are absent: run npm ci in verify/judges")
	}
	v, err := typical("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").Build()
	if err != nil {
		b.Fatal(err)
	}
	contexts := map[string]json.RawMessage{}
	for _, d := range embedded.Documents() {
		if data, ok := embedded.Context(d.Address); ok {
			contexts[d.Address] = data
		}
	}
	question, err := json.Marshal(map[string]any{"contexts": contexts, "credential": json.RawMessage(jsontree.Append(nil, &v)), "seconds": 2})
	if err != nil {
		b.Fatal(err)
	}
	command := exec.CommandContext(b.Context(), "node", "--single-threaded", "speed.mjs")
	command.Dir, command.Stdin = "judges", bytes.NewReader(question)
	var said bytes.Buffer
	command.Stderr = &said
	out, err := command.Output()
	if err != nil {
		b.Fatalf("%v: %s", err, said.String())
	}
	var answers map[string]float64
	if err := json.Unmarshal(out, &answers); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	for _, name := range []string{"issue eddsa-rdfc-2022", "verify eddsa-rdfc-2022", "issue eddsa-jcs-2022", "verify eddsa-jcs-2022", "issue ES256", "verify ES256"} {
		b.Run(name, func(b *testing.B) {
			// It was measured there; here it is only told, as the time that one takes.
			b.ReportMetric(1e9/answers[name], "ns/op")
			b.ReportMetric(answers[name], "done/cpu-s")
		})
	}
}
