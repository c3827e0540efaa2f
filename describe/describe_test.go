package describe_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"waymark/audit"
	"waymark/audit/generate"
	"waymark/catalogue"
	"waymark/describe"
	"waymark/programme"
	"waymark/record"
)

var today = record.Day(2026, time.June, 1)

func ctdl(tb testing.TB, set *programme.Set, p *programme.Programme, day record.Date) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := describe.CTDL(&b, set, p, describe.Options{Day: day}); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// dated gives the day on which a piece of evidence counts on the day asked about, or false where none does.
func dated(set *programme.Set, ref record.Ref, day record.Date) (record.Date, bool) {
	f := set.Fact(ref)
	if f == nil {
		return day, true
	}
	on := day
	if f.Last != 0 && f.Last < on {
		on = f.Last
	}
	return on, on >= f.First && (f.Void == 0 || day < f.Void)
}

// agree holds that the description, read by itself, decides small records as the audit does. The programme is alone in its
// set, so that no other awards what it asks for, and no evidence is older than since: it could have met earlier rules.
func agree(t *testing.T, p *programme.Programme, facts []*programme.Fact, day, since record.Date, seed uint64) (asked int) {
	t.Helper()
	forLife := *p // what was earned long ago and has lapsed since is no question of the rules
	forLife.Awards.TermMonths = 0
	p = &forLife
	set := programme.NewSet([]*programme.Programme{p}, facts, nil, nil)
	data := ctdl(t, set, p, day)
	d := parse(t, data)
	v := p.VersionOn(day)
	var refs []record.Ref
	codes := map[string]bool{}
	own := record.Ref{Kind: record.Credential, ID: p.Awards.Credential}
	for _, ref := range generate.Mentioned(*v) {
		code := ref.Kind.String() + " " + ref.Code()
		if codes[code] {
			return 0 // two issuers have the same code: the reading here could not tell them apart
		}
		codes[code] = true
		if on, counts := dated(set, ref, day); counts && on >= since && ref != own {
			refs = append(refs, ref)
		}
	}
	auditor, r := audit.New(set), rand.New(rand.NewPCG(seed, 5))
	for i := range 60 {
		var rec record.Record
		held := map[string]bool{}
		for j, ref := range refs {
			// Small sets of pieces are tried one by one, large ones by chance, from a few to nearly all.
			if len(refs) <= 5 && i&(1<<j) != 0 || len(refs) > 5 && r.IntN(60) < i {
				on, _ := dated(set, ref, day)
				rec.Evidence = append(rec.Evidence, record.Evidence{Ref: ref, Date: on, State: record.Verified})
				held[ref.Kind.String()+" "+ref.Code()] = true
			}
		}
		report, err := auditor.Run(p.ID, &rec, day, audit.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := d.met(held)
		if err != nil {
			t.Fatalf("%s: %v\n%s", p.ID, err, data)
		}
		if want := report.Verdict == audit.Met; got != want {
			_, graph, _ := bytes.Cut(data, []byte("@graph"))
			t.Fatalf("seed %d, %s: with %v the description says %t, the audit %s\n%s\n%s", seed, p.ID, held, got, report.Verdict,
				generate.World{Programmes: []*programme.Programme{p}, Programme: p.ID, Day: day}, graph)
		}
		asked++
	}
	return asked
}

// What the data of the catalogue's programmes do not say by themselves: questions that the published rules leave open. With
// these not granted, all decide as their rules do.
var doubted = map[string]string{
	"microsoft/mcp": "open", "microsoft/mcsa-2003": "open", "microsoft/mcse-2003": "open", "peoplecert/itil-4-practice-manager": "open",
}

func TestCatalogueDecidesAsItsRules(t *testing.T) {
	set := catalogue.All()
	exact, pathways := 0, 0
	for _, p := range set.Programmes() {
		day := today
		if p.VersionOn(day) == nil {
			v := p.Versions[len(p.Versions)-1]
			day = v.InForce.Until
		}
		doubts := strings.Join(describe.Doubts(p, day), " ")
		if doubts != doubted[p.ID] {
			t.Errorf("%s: doubts %q, want %q", p.ID, doubts, doubted[p.ID])
		}
		if parse(t, ctdl(t, set, p, day)).pathway() != nil {
			pathways++
		}
		if doubts == "" || doubts == "open" {
			exact++
			agree(t, p, set.Facts(), day, p.VersionOn(day).InForce.From, 1)
		}
	}
	t.Logf("%d of %d programmes decide by their data alone; %d need a pathway", exact, len(set.Programmes()), pathways)
}

func TestGeneratedProgrammesDecideAsTheirRules(t *testing.T) {
	worlds, asked, pathways := 600, 0, 0
	if testing.Short() {
		worlds = 300
	}
	for seed := range uint64(worlds) {
		w := generate.Small(seed)
		for _, p := range w.Programmes {
			if doubts := strings.Join(describe.Doubts(p, w.Day), " "); p.VersionOn(w.Day) == nil || doubts != "" && doubts != "open" {
				continue
			}
			if n := agree(t, p, w.Facts, w.Day, w.Day, seed); n > 0 {
				asked += n
				if parse(t, ctdl(t, programme.NewSet(nil, nil, nil, nil), p, w.Day)).pathway() != nil {
					pathways++
				}
			}
		}
	}
	if asked < worlds*10 || pathways < worlds/10 {
		t.Errorf("only %d records of %d worlds were asked about, %d by pathways", asked, worlds, pathways)
	}
}

// Every name in a graph is one of CTDL's and leads somewhere; what it is called by does not change from one day to the next.
func TestGraphIsWhole(t *testing.T) {
	set := catalogue.All()
	for _, p := range set.Programmes() {
		data := ctdl(t, set, p, today)
		if !bytes.Equal(data, ctdl(t, set, p, today)) {
			t.Errorf("%s is described in two ways", p.ID)
		}
		d := parse(t, data)
		for _, n := range d.Graph {
			for _, id := range slices.Concat(n.ProxyFor, n.Destination, n.Components, n.Assessments, n.Credentials, n.Courses) {
				if d.byID[id] == nil {
					t.Errorf("%s: %s leads to %s, which is not there", p.ID, n.ID, id)
				}
			}
		}
	}
}

func TestSchemaOrg(t *testing.T) {
	set := catalogue.All()
	for _, p := range set.Programmes() {
		var b bytes.Buffer
		if err := describe.SchemaOrg(&b, set, p, describe.Options{Day: today, Base: "https://board.example/ctdl/"}); err != nil {
			t.Fatal(err)
		}
		var got struct {
			Context  string   `json:"@context"`
			Type     string   `json:"@type"`
			ID       string   `json:"@id"`
			Name     string   `json:"name"`
			ValidFor string   `json:"validFor"`
			Required []string `json:"competencyRequired"`
		}
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if got.Context != "https://schema.org" || got.Type != "EducationalOccupationalCredential" || got.Name != p.Title ||
			!strings.HasPrefix(got.ID, "https://board.example/ctdl/ce-") || (got.ValidFor == "") != (p.Awards.TermMonths == 0) || len(got.Required) == 0 {
			t.Errorf("%s: %s", p.ID, b.Bytes())
		}
	}
}
