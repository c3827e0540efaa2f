package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/record"
)

// OfCandidate is a request about one candidate.
type OfCandidate struct {
	Candidate int64 `path:"candidate" minimum:"1" doc:"The candidate's number." example:"1"`
}

// identity is one way in which a candidate is known.
type identity struct {
	Kind  string `json:"kind" minLength:"1" maxLength:"60" pattern:"^[a-z0-9][a-z0-9.-]*$" doc:"email, or the vendor that gave the value." example:"email"`
	Value string `json:"value" minLength:"1" maxLength:"200" pattern:"^\\S.*$" doc:"The address, or the vendor's number." example:"ana@example.org"`
}

func (i identity) kept() store.Identity { return store.Identity(i) }

// Candidate is a person in a list.
type Candidate struct {
	Candidate int64  `json:"candidate" doc:"The candidate's number." example:"1"`
	Name      string `json:"name" doc:"The person's name." example:"Ana Roy"`
}

// candidateRecord is all that is known of a person.
type candidateRecord struct {
	Candidate
	Asked      int64      `json:"asked" doc:"The record that was asked for; it differs where that was merged into another."`
	Members    []int64    `json:"members" doc:"All records that are read as this person's, this one first."`
	Identities []identity `json:"identities"`
	Evidence   []piece    `json:"evidence" doc:"Every piece that holds; its history has an address of its own."`
	Awards     []award    `json:"awards"`
	Rulings    []ruling   `json:"rulings" doc:"Rulings in force on this person alone."`
}

func (a *API) candidates() {
	const noun = "Candidates"
	add(a, noun, operation{
		id: "list-candidates", method: http.MethodGet, path: "/v1/candidates", act: registrar.ReadRecord,
		says:  "List candidates, or find them by an identity or a name",
		about: "In the order of their numbers. With kind and value, the one whom the identity names, or none; with name, those whose name has each of its words in it. On everyone, so a candidate may not do it.",
	}, a.listCandidates)
	add(a, noun, operation{
		id: "add-candidate", method: http.MethodPost, path: "/v1/candidates", act: registrar.AddCandidate, status: http.StatusCreated,
		says: "Add a candidate",
	}, a.addCandidate)
	add(a, noun, operation{
		id: "read-candidate", method: http.MethodGet, path: "/v1/candidates/{candidate}", act: registrar.ReadRecord,
		says:  "Read a candidate's record",
		about: "Of records that are merged the whole is given, under the one that was kept. The ETag is the record's version: send it as If-Match with a change, and the change is refused where somebody else was faster.",
	}, a.readCandidate)
	add(a, noun, operation{
		id: "identify", method: http.MethodPost, path: "/v1/candidates/{candidate}/identities", act: registrar.Identify, status: http.StatusCreated,
		says:  "Say that an identity names a candidate",
		about: "One that names another already is refused: merge the records if they are of one person.",
	}, a.identify)
	add(a, noun, operation{
		id: "rename-candidate", method: http.MethodPost, path: "/v1/candidates/{candidate}/name", act: registrar.Rename,
		says: "Give a candidate another name", about: "The one before stays in the journal, and finds the candidate too. Credentials that were given out keep theirs until they are made again.",
	}, a.renameCandidate)
	add(a, noun, operation{
		id: "export-person", method: http.MethodGet, path: "/v1/candidates/{candidate}/export", act: registrar.ExportPerson,
		says:  "Export all that is kept of a person",
		about: "Their record with its whole history, awards with what they rest on, rulings, motions and relations, for them.",
		answers: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{
			Type: "object", Description: "Everything that is kept of the person.", AdditionalProperties: true,
			Required: []string{"candidate", "name", "names", "identities", "evidence", "awards", "rulings", "motions", "relations"},
		}}},
	}, a.exportPerson)
}

type listCandidatesIn struct {
	Paged
	Kind  string `query:"kind" maxLength:"60" doc:"The kind of an identity." example:"email"`
	Value string `query:"value" maxLength:"200" doc:"The identity's value." example:"ana@example.org"`
	Name  string `query:"name" maxLength:"200" doc:"Words, each of which is in the name, or in one the candidate had before." example:"roy"`
}

func (a *API) listCandidates(ctx context.Context, by registrar.Actor, in *listCandidatesIn) (*page[Candidate], error) {
	if (in.Kind == "") != (in.Value == "") {
		return nil, refusal(http.StatusUnprocessableEntity, "api.half-identity").at("query.kind")
	}
	show := func(c store.Candidate) Candidate { return Candidate{c.ID, c.Name} }
	number := func(c store.Candidate) int64 { return c.ID }
	if in.Kind != "" {
		c, found, err := a.Registrar.WhoIs(ctx, by, store.Identity{Kind: in.Kind, Value: in.Value})
		var rows []store.Candidate
		if found {
			rows = append(rows, c)
		}
		return pageOf(requestOf(ctx), in.Paged, rows, number, show), err
	}
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.CandidatesNamed(ctx, by, in.Name, after, in.Limit+1)
	return pageOf(requestOf(ctx), in.Paged, rows, number, show), err
}

type addCandidateIn struct {
	Once
	Body struct {
		Name       string     `json:"name" minLength:"1" maxLength:"200" pattern:"\\S" doc:"The person's name." example:"Ana Roy"`
		Identities []identity `json:"identities,omitempty" maxItems:"20" doc:"How others know them."`
	}
}

func (a *API) addCandidate(ctx context.Context, by registrar.Actor, in *addCandidateIn) (*created[Candidate], error) {
	var known []store.Identity
	for _, i := range in.Body.Identities {
		known = append(known, i.kept())
	}
	id, err := a.Registrar.AddCandidate(ctx, by, in.Body.Name, known...)
	return &created[Candidate]{candidateAt(id), Candidate{id, in.Body.Name}}, err
}

func candidateAt(id int64) string { return "/v1/candidates/" + strconv.FormatInt(id, 10) }

type readCandidateOut struct {
	ETag string `header:"ETag"`
	Body candidateRecord
}

func (a *API) readCandidate(ctx context.Context, by registrar.Actor, in *OfCandidate) (*readCandidateOut, error) {
	w, err := a.Registrar.Record(ctx, by, in.Candidate)
	if err != nil {
		return nil, err
	}
	return &readCandidateOut{w.Version, showRecord(w, a.Registrar.Today())}, nil
}

func showRecord(w *registrar.Whole, today record.Date) candidateRecord {
	out := candidateRecord{
		Candidate: Candidate{w.Candidate.ID, w.Candidate.Name}, Asked: w.Asked, Members: w.Members, Identities: []identity{},
		Evidence: pieces(store.Current(w.Facts)), Awards: []award{}, Rulings: []ruling{},
	}
	for _, i := range w.Identities {
		out.Identities = append(out.Identities, identity(i))
	}
	for i := range w.Awards {
		out.Awards = append(out.Awards, showAward(&w.Awards[i], today))
	}
	for _, u := range w.Rulings {
		out.Rulings = append(out.Rulings, showRuling(u.Ruling, u.ID, u.SecondedBy))
	}
	return out
}

type identifyIn struct {
	OfCandidate
	OnVersion
	Body identity
}

func (a *API) identify(ctx context.Context, by registrar.Actor, in *identifyIn) (*created[identity], error) {
	err := a.Registrar.Identify(ctx, by, in.Candidate, in.Body.kept())
	return &created[identity]{candidateAt(in.Candidate), in.Body}, err
}

// document is an answer whose bytes are made elsewhere.
type raw struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (a *API) exportPerson(ctx context.Context, by registrar.Actor, in *OfCandidate) (*raw, error) {
	var b bytes.Buffer
	err := a.Registrar.Export(ctx, by, in.Candidate, &b)
	return &raw{"application/json", fmt.Sprintf(`attachment; filename="candidate-%d.json"`, in.Candidate), b.Bytes()}, err
}

type renameIn struct {
	OfCandidate
	OnVersion
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"200" pattern:"\\S" doc:"The person's name." example:"Ana Roy-Lund"`
		Because
	}
}

func (a *API) renameCandidate(ctx context.Context, by registrar.Actor, in *renameIn) (*nothing, error) {
	return nil, a.Registrar.Rename(ctx, by, in.Candidate, in.Body.Name, in.Body.Reason)
}
