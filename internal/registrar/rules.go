package registrar

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"waymark/audit"
	"waymark/diag"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/programme"
	"waymark/programme/compile"
	"waymark/record"
	"waymark/source"
)

// engine names how audits are made; it changes when the same rules may give another answer.
const engine = "waymark-audit 1"

// Rules is the set of programmes in effect on a day, with the rulings for everyone.
type Rules struct {
	Set     *programme.Set
	auditor *audit.Auditor
	key     string
	// asking lists, by what evidence may be of, the programmes that it may bear on.
	asking map[record.Ref][]int32
	ids    []string
	texts  sync.Map // programme id → the text of all that its audit rests on
	// criteria is what each version asks for in words, by programme and version.
	criteria sync.Map
	packers  sync.Map // programme id → the [packer] of its reports
}

// Auditor audits by the rules.
func (s *Rules) Auditor() *audit.Auditor { return s.auditor }

// published is what was published and ruled on everyone, as of one version of it, and the rules on days that were asked about.
type published struct {
	version      int64
	publications []store.Publication
	rulings      []store.Ruling
	on           map[record.Date]*Rules
}

// How much is kept in memory: rules change seldom, and days long past are asked about seldom.
const (
	keptRules = 4
	keptDays  = 500
)

// rulesOn compiles what is published and in effect on the day. What was compiled is kept. An act that itself publishes or rules on
// everyone does not ask: it may yet be undone.
func (r *Registrar) rulesOn(v *store.View, day record.Date) (*Rules, error) {
	version, err := v.RulesVersion()
	if err != nil {
		return nil, err
	}
	if rules := r.keptOn(version, day); rules != nil {
		return rules, nil
	}
	publications, rulings, err := everythingPublished(v)
	if err != nil {
		return nil, err
	}
	rules, err := r.rulesOf(v, inEffect(publications, day), rulings)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || r.known.version != version || len(r.known.on) >= keptDays {
		r.known = &published{version, publications, rulings, map[record.Date]*Rules{}}
	}
	r.known.on[day] = rules
	return rules, nil
}

func (r *Registrar) keptOn(version int64, day record.Date) *Rules {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || r.known.version != version {
		return nil
	}
	return r.known.on[day]
}

func everythingPublished(v *store.View) ([]store.Publication, []store.Ruling, error) {
	publications, err := v.Publications()
	if err != nil {
		return nil, nil, err
	}
	rulings, err := v.Rulings(0)
	return publications, rulings, err
}

// rulesAt compiles what was in effect on the day as it was known when the entry of the journal was written.
func (r *Registrar) rulesAt(v *store.View, day record.Date, entry int64) (*Rules, error) {
	publications, rulings, err := everythingPublished(v)
	if err != nil {
		return nil, err
	}
	publications = slices.DeleteFunc(publications, func(p store.Publication) bool { return p.Entry > entry })
	rulings = slices.DeleteFunc(rulings, func(u store.Ruling) bool { return u.Entry > entry })
	return r.rulesOf(v, inEffect(publications, day), rulings)
}

// rulesOf compiles files and rulings, or finds what was compiled of the same.
func (r *Registrar) rulesOf(v *store.View, effective []store.Publication, rulings []store.Ruling) (*Rules, error) {
	key := keyOf(effective, rulings)
	r.compiling.Lock() // one at a time: others that wait for the same find it then
	defer r.compiling.Unlock()
	if i := slices.IndexFunc(r.kept, func(s *Rules) bool { return s.key == key }); i >= 0 {
		found := r.kept[i]
		copy(r.kept[1:i+1], r.kept[:i])
		r.kept[0] = found
		return found, nil
	}
	var files []source.File
	for _, p := range effective {
		text, _, err := v.Document(p.Document)
		if err != nil {
			return nil, err
		}
		file, _ := source.Read(p.File, text) // what is published was read without fault
		files = append(files, file)
	}
	rules := r.compiled(files, rulings)
	rules.key = key
	r.kept = slices.Insert(r.kept, 0, rules)
	r.kept = r.kept[:min(len(r.kept), keptRules)]
	return rules, nil
}

// keyOf tells rules from others: two with one key are the same.
func keyOf(effective []store.Publication, rulings []store.Ruling) string {
	var b strings.Builder
	for _, u := range rulings {
		fmt.Fprint(&b, u.ID, " ")
	}
	for _, p := range effective {
		fmt.Fprintf(&b, "%s %x ", p.File, p.Document)
	}
	return b.String()
}

// inEffect keeps the latest publication of each file whose day has come.
func inEffect(all []store.Publication, day record.Date) []store.Publication {
	var out []store.Publication
	for _, p := range all {
		if p.Date > day {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].File == p.File {
			if p.Date >= out[last].Date {
				out[last] = p
			}
			continue
		}
		out = append(out, p)
	}
	return out
}

func (r *Registrar) newRules(set *programme.Set, rulings []store.Ruling) *Rules {
	everyone := slices.Clone(set.Rulings())
	for _, u := range rulings {
		everyone = append(everyone, u.Ruling)
	}
	set = programme.NewSet(set.Programmes(), set.Facts(), set.Issuers(), everyone)
	rules := &Rules{Set: set, auditor: audit.New(set), asking: map[record.Ref][]int32{}}
	for _, p := range buildingUp(set) {
		if len(r.options.Issuers) > 0 && !slices.Contains(r.options.Issuers, p.Issuer()) {
			continue
		}
		n := int32(len(rules.ids))
		rules.ids = append(rules.ids, p.ID)
		refs, _ := reach(set, p)
		for _, u := range everyone {
			if u.Kind == record.Substitute {
				refs = append(refs, u.Evidence)
			}
		}
		for _, ref := range refs {
			rules.asking[ref] = append(rules.asking[ref], n)
		}
	}
	return rules
}

// Text is all that an audit of the programme rests on but the record: the engine, the rules of every programme it reaches, the
// facts of every thing they speak of, and the rulings for everyone. Its SHA-256 is what an award names.
func (s *Rules) Text(id string) []byte {
	if text, known := s.texts.Load(id); known {
		return text.([]byte)
	}
	refs, programmes := reach(s.Set, s.Set.Programme(id))
	slices.SortFunc(refs, record.Ref.Compare)
	slices.SortFunc(programmes[1:], func(a, b *programme.Programme) int { return strings.Compare(a.ID, b.ID) })
	var b bytes.Buffer
	fmt.Fprintln(&b, "engine", engine)
	for _, p := range programmes {
		b.Write(compile.Rules(p))
	}
	for _, ref := range refs {
		if f := s.Set.Fact(ref); f != nil {
			fmt.Fprintf(&b, "fact %s first %s last %s none %t void %s\n", ref, f.First, f.Last, f.NoLast, f.Void)
		}
	}
	for _, u := range s.Set.Rulings() {
		fmt.Fprintln(&b, rulingLine(u))
	}
	s.texts.Store(id, b.Bytes())
	return b.Bytes()
}

func rulingLine(u record.Ruling) string {
	return fmt.Sprintf("ruling %s programme %s question %s requirement %s evidence %s for %s from %s until %s", u.Kind, u.Programme, u.Question,
		u.Requirement, u.Evidence, u.For, u.From, u.Until)
}

// readRules reads and compiles files as they are to be published; a finding that is an error refuses them all.
func readRules(texts map[string][]byte) (*programme.Set, []source.File, error) {
	var files []source.File
	var found diag.List
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		file, faults := source.Read(name, texts[name])
		files = append(files, file)
		found.Add(faults...)
	}
	if found.HasErrors() {
		return nil, nil, faulty(found)
	}
	set, faults := compile.Set(files)
	if faults.HasErrors() {
		return nil, nil, faulty(faults)
	}
	return set, files, nil
}

// FilesError is everything that was found in files that were refused; it is the cause of their fault.
type FilesError struct{ Found diag.List }

// Error counts what was found.
func (f *FilesError) Error() string { return f.Found.Summary(message.English()) }

// Sentences are the errors among what was found, each with its place.
func (f *FilesError) Sentences() []string {
	var out []string
	for _, one := range f.Found {
		if one.Severity == diag.Error {
			out = append(out, one.Pos.String()+": "+one.Sentence(message.English()))
		}
	}
	return out
}

// faulty is the fault of a file with errors; it says the first.
func faulty(found diag.List) error {
	for _, f := range found {
		if f.Severity == diag.Error {
			return fault.Because(&FilesError{found}, fault.Invalid, "fault.file", message.Op("place", f.Pos.String()), message.Op("sentence", f.Sentence(message.English())))
		}
	}
	return nil
}
