package api

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/message"
	"waymark/report"
)

// programmeLine is a programme in a list.
type programmeLine struct {
	Programme    string `json:"programme" example:"microsoft/mcsa-2003"`
	Title        string `json:"title" example:"Microsoft Certified Systems Administrator on Windows Server 2003"`
	Issuer       string `json:"issuer" example:"microsoft"`
	Abbreviation string `json:"abbreviation,omitempty" example:"MCSA"`
	Version      string `json:"version,omitempty" doc:"The version in force on the day; absent where none is."`
}

func (a *API) programmes() {
	const noun = "Programmes"
	add(a, noun, operation{
		id: "list-programmes", method: http.MethodGet, path: "/v1/programmes", open: true,
		says: "List the programmes in effect on a day",
	}, a.listProgrammes)
	add(a, noun, operation{
		id: "read-programme", method: http.MethodGet, path: "/v1/programmes/{issuer}/{programme}", open: true,
		says: "Read the rules of a programme", about: "In the words of the programme files.",
		answers: map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{
			Type: "object", Description: "The programme's versions with their requirements.", AdditionalProperties: true,
			Required: []string{"programme", "title", "language", "awards", "specialised_by", "versions"},
		}}},
	}, a.readProgramme)
	add(a, noun, operation{
		id: "search", method: http.MethodGet, path: "/v1/search", open: true,
		says: "Search programmes, exams and credentials", about: "By code with or without punctuation, words of a title, issuer, abbreviation or job; typos are forgiven. Each hit says why it was found.",
	}, a.search)
}

// OnDay is a request about a day.
type OnDay struct {
	Day day `query:"day" doc:"The day that is asked about; today where none is named."`
}

type programmesOut struct{ Body items[programmeLine] }

func (a *API) listProgrammes(ctx context.Context, _ registrar.Actor, in *OnDay) (*programmesOut, error) {
	on := in.Day.or(a.Registrar.Today())
	rules, err := a.rules(ctx, on)
	if err != nil {
		return nil, err
	}
	out := &programmesOut{items[programmeLine]{Items: []programmeLine{}}}
	for _, p := range rules.Set.Programmes() {
		line := programmeLine{Programme: p.ID, Title: p.Title, Issuer: p.Issuer(), Abbreviation: p.Awards.Abbreviation}
		if v := p.VersionOn(on); v != nil {
			line.Version = v.Name
		}
		out.Body.Items = append(out.Body.Items, line)
	}
	return out, nil
}

// OfProgramme is a request about one programme.
type OfProgramme struct {
	Issuer    string `path:"issuer" maxLength:"100" doc:"The issuer of the programme." example:"microsoft"`
	Programme string `path:"programme" maxLength:"100" doc:"The programme's name within the issuer." example:"mcsa-2003"`
}

func (p OfProgramme) id() string { return p.Issuer + "/" + p.Programme }

type readProgrammeIn struct {
	OfProgramme
	OnDay
}

func (a *API) readProgramme(ctx context.Context, _ registrar.Actor, in *readProgrammeIn) (*raw, error) {
	rules, err := a.rules(ctx, in.Day.or(a.Registrar.Today()))
	if err != nil {
		return nil, err
	}
	p := rules.Set.Programme(in.id())
	if p == nil {
		return nil, fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", in.id()))
	}
	var b bytes.Buffer
	err = report.ShowJSON(&b, rules.Set, p, report.Options{Compact: true})
	return &raw{ContentType: "application/json", Body: b.Bytes()}, err
}

type searchIn struct {
	Query string `query:"q" required:"true" minLength:"1" maxLength:"200" doc:"What is looked for." example:"70290"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"How many hits at most."`
}

// hit is one thing found.
type hit struct {
	Kind  string `json:"kind" doc:"programme, or the kind of item." example:"exam"`
	ID    string `json:"id" example:"microsoft/70-290"`
	Title string `json:"title"`
	Why   []why  `json:"why" doc:"Why it was found, the strongest reason first."`
}

type why struct {
	Code     string   `json:"code" example:"code"`
	Found    []string `json:"found" doc:"What stands in the entry."`
	Sentence string   `json:"sentence"`
}

type searchOut struct {
	Body struct {
		Items []hit `json:"items" doc:"Best first."`
		Found int   `json:"found" doc:"How many there are."`
	}
}

func (a *API) search(ctx context.Context, _ registrar.Actor, in *searchIn) (*searchOut, error) {
	rules, err := a.rules(ctx, a.Registrar.Today())
	if err != nil {
		return nil, err
	}
	found := rules.index().Search(in.Query, 0)
	out := &searchOut{}
	out.Body.Found, out.Body.Items = len(found), []hit{}
	for _, h := range found[:min(in.Limit, len(found))] {
		one := hit{Kind: h.Kind(), ID: h.ID(), Title: h.Title()}
		for _, r := range h.Why {
			one.Why = append(one.Why, why{r.Code, r.Found, r.Sentence(message.English())})
		}
		out.Body.Items = append(out.Body.Items, one)
	}
	return out, nil
}
