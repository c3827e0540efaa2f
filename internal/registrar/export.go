package registrar

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"waymark/internal/store"
	"waymark/record"
)

// exported is all that the body keeps of a person, as it is given to them.
type exported struct {
	Candidate int64  `json:"candidate"`
	Name      string `json:"name"`
	// Names are all that the person's records have had, in order.
	Names      []exportedName     `json:"names"`
	Merged     []int64            `json:"merged_records,omitempty"`
	Identities []exportedIdentity `json:"identities"`
	Evidence   []piece            `json:"evidence"`
	Awards     []exportedAward    `json:"awards"`
	Rulings    []exportedRuling   `json:"rulings"`
	Motions    []exportedMotion   `json:"motions"`
	Relations  []exportedRelation `json:"relations"`
	// Accounts are those by which the person signs in.
	Accounts []exportedAccount `json:"accounts"`
	// Journal is every entry that wrote any of this.
	Journal []exportedEntry `json:"journal"`

	entries map[int64]bool
}

type exportedName struct {
	Name  string `json:"name"`
	Entry int64  `json:"entry"`
}

type exportedAccount struct {
	Account int64         `json:"account"`
	Email   string        `json:"email"`
	Name    string        `json:"name"`
	Roles   []string      `json:"roles"`
	Keys    []exportedKey `json:"keys"`
}

type exportedKey struct {
	Key     int64     `json:"key"`
	Name    string    `json:"name"`
	Scopes  []string  `json:"scopes"`
	Made    time.Time `json:"made"`
	Expires time.Time `json:"expires"`
	Taken   time.Time `json:"taken_back,omitzero"`
}

type exportedEntry struct {
	Entry   int64     `json:"entry"`
	At      time.Time `json:"at"`
	Actor   string    `json:"actor"`
	Act     string    `json:"act"`
	Subject string    `json:"subject,omitempty"`
	Reason  string    `json:"reason,omitempty"`
}

type exportedIdentity struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type exportedAward struct {
	Award      string          `json:"award"`
	Programme  string          `json:"programme"`
	Credential string          `json:"credential"`
	Version    string          `json:"version"`
	From       record.Date     `json:"from"`
	Until      record.Date     `json:"until,omitzero"`
	DecidedOn  record.Date     `json:"decided_on"`
	DecidedBy  string          `json:"decided_by"`
	Rules      string          `json:"rules_sha256"`
	Evidence   json.RawMessage `json:"evidence"`
	Report     json.RawMessage `json:"report"`
	Events     []exportedEvent `json:"events"`
}

type exportedEvent struct {
	Event  string      `json:"event"`
	Date   record.Date `json:"date"`
	Reason string      `json:"reason,omitempty"`
	Entry  int64       `json:"entry"`
}

type exportedRuling struct {
	Kind      string      `json:"kind"`
	Programme string      `json:"programme,omitempty"`
	About     string      `json:"about"`
	For       string      `json:"for,omitempty"`
	From      record.Date `json:"from"`
	Until     record.Date `json:"until,omitzero"`
	Author    string      `json:"author"`
	Seconded  string      `json:"seconded_by"`
	Reason    string      `json:"reason"`
}

type exportedMotion struct {
	Kind    string `json:"kind"`
	Reason  string `json:"reason"`
	Outcome string `json:"outcome"`
	Remark  string `json:"remark,omitempty"`
	Entry   int64  `json:"entry"`
}

type exportedRelation struct {
	Kind  string      `json:"kind"`
	From  record.Date `json:"from"`
	Until record.Date `json:"until,omitzero"`
}

// Export writes all that the body keeps of a person as JSON, for them.
func (r *Registrar) Export(ctx context.Context, by Actor, candidate int64, to io.Writer) error {
	var out *exported
	err := r.view(ctx, by, ExportPerson, candidate, func(v *store.View) error {
		w, err := wholeOf(v, candidate)
		if err != nil {
			return err
		}
		if err := w.named(v); err != nil {
			return err
		}
		out, err = export(v, w)
		return err
	})
	if err != nil {
		return err
	}
	e := json.NewEncoder(to)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func export(v *store.View, w *Whole) (*exported, error) {
	out := &exported{
		Candidate: w.Candidate.ID, Name: w.Candidate.Name, Merged: w.Members[1:], Evidence: told(w.Facts...),
		Identities: []exportedIdentity{}, Awards: []exportedAward{}, Rulings: []exportedRuling{}, Motions: []exportedMotion{}, Relations: []exportedRelation{},
		Accounts: []exportedAccount{}, Journal: []exportedEntry{}, entries: map[int64]bool{},
	}
	for i := range w.Facts {
		out.entries[w.Facts[i].Entry] = true
	}
	for _, i := range w.Identities {
		out.Identities = append(out.Identities, exportedIdentity(i))
	}
	for i := range w.Awards {
		out.entries[w.Awards[i].Entry] = true
		for _, e := range w.Awards[i].Events {
			out.entries[e.Entry] = true
		}
		a, err := exportAward(v, &w.Awards[i])
		if err != nil {
			return nil, err
		}
		out.Awards = append(out.Awards, a)
	}
	for _, u := range w.Rulings {
		out.entries[u.Entry] = true
		about := u.Question + u.Requirement
		if u.Evidence.Kind != 0 {
			about = u.Evidence.String()
		}
		ruled := exportedRuling{
			Kind: u.Kind.String(), Programme: u.Programme, About: about, From: u.From, Until: u.Until, Author: u.Author, Seconded: u.SecondedBy, Reason: u.Reason,
		}
		if u.For.Kind != 0 {
			ruled.For = u.For.String()
		}
		out.Rulings = append(out.Rulings, ruled)
	}
	for _, member := range w.Members {
		if err := out.add(v, member); err != nil {
			return nil, err
		}
	}
	return out, out.addJournal(v)
}

// addJournal adds the entries that wrote what is exported.
func (e *exported) addJournal(v *store.View) error {
	for _, seq := range slices.Sorted(maps.Keys(e.entries)) {
		j, known, err := v.Entry(seq)
		if err != nil {
			return err
		}
		if known {
			e.Journal = append(e.Journal, exportedEntry{j.Seq, j.Time(), j.Actor, j.Act, j.Subject, j.Reason})
		}
	}
	return nil
}

// add adds what others did about one of the person's records, and how its person signs in.
func (e *exported) add(v *store.View, member int64) error {
	version, err := v.Version(member)
	if err != nil {
		return err
	}
	e.entries[version] = true
	names, err := v.Names(member)
	if err != nil {
		return err
	}
	for _, n := range names {
		e.entries[n.Entry] = true
		e.Names = append(e.Names, exportedName(n))
	}
	identified, err := v.IdentityEntries(member)
	if err != nil {
		return err
	}
	for _, entry := range identified {
		e.entries[entry] = true
	}
	account, signs, err := v.AccountOf(member)
	if err != nil {
		return err
	}
	if signs {
		if err := e.addAccount(v, account); err != nil {
			return err
		}
	}
	motions, err := v.MotionsOn(member)
	if err != nil {
		return err
	}
	for _, m := range motions {
		e.entries[m.Entry] = true
		e.Motions = append(e.Motions, exportedMotion{m.Kind, m.Reason, m.Outcome, m.Remark, m.Entry})
	}
	relations, err := v.RelationsTo(member)
	for _, n := range relations {
		e.entries[n.Entry] = true
		e.Relations = append(e.Relations, exportedRelation{n.Kind, n.From, n.Until})
	}
	return err
}

func (e *exported) addAccount(v *store.View, c store.Account) error {
	keys, err := v.AccessKeys(c.ID)
	if err != nil {
		return err
	}
	out := exportedAccount{c.ID, c.Email, c.Name, c.Roles, []exportedKey{}}
	for _, k := range keys {
		e.entries[k.Entry] = true
		told := exportedKey{k.ID, k.Name, strings.Fields(k.Scopes), time.UnixMicro(k.Made).UTC(), time.UnixMicro(k.Expires).UTC(), time.Time{}}
		if k.Taken != 0 {
			told.Taken = time.UnixMicro(k.Taken).UTC()
		}
		out.Keys = append(out.Keys, told)
	}
	e.Accounts = append(e.Accounts, out)
	return nil
}

func exportAward(v *store.View, a *store.Award) (exportedAward, error) {
	basis, err := basisKept(v, a)
	if err != nil {
		return exportedAward{}, err
	}
	out := exportedAward{
		fmt.Sprintf("%d-%d", a.Candidate, a.Number), a.Programme, a.Credential, a.Version, a.Date, a.Until, a.DecidedOn, a.DecidedBy,
		hex.EncodeToString(a.Rules), basis.Evidence, basis.Report, nil,
	}
	for _, e := range a.Events {
		out.Events = append(out.Events, exportedEvent{e.Kind.String(), e.Date, e.Reason, e.Entry})
	}
	return out, nil
}
