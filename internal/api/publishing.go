package api

import (
	"context"
	"encoding/hex"
	"net/http"

	"waymark/internal/registrar"
	"waymark/record"
)

// mostFiles is how long a request with files of rules may be.
const mostFiles = 8 << 20

// publication is a file in effect from a day.
type publication struct {
	File   string `json:"file" example:"microsoft/mcsa-2003.yaml"`
	Step   int64  `json:"step" doc:"How many times the file was published, this time included."`
	From   day    `json:"from" doc:"The day from which it is in effect."`
	Digest string `json:"sha256" doc:"The SHA-256 of its text."`
	Entry  int64  `json:"entry" doc:"The entry of the journal that wrote it."`
}

// rulesFile is a file of programmes or facts.
type rulesFile struct {
	Name string `json:"name" minLength:"1" maxLength:"200" pattern:"^[A-Za-z0-9._/-]+$" doc:"Its name; it takes the place of the file of the same name." example:"acme/operator.yaml"`
	Text string `json:"text" minLength:"1" doc:"Its text, in YAML (docs/language.md)."`
}

func textsOf(files []rulesFile) map[string][]byte {
	texts := map[string][]byte{}
	for _, f := range files {
		texts[f.Name] = []byte(f.Text)
	}
	return texts
}

func (a *API) publishing() {
	const noun = "Publishing"
	add(a, noun, operation{
		id: "list-publications", method: http.MethodGet, path: "/v1/publications", open: true,
		says: "List what was published", about: "Every file each time it was published, whether its day has come or not. The ETag is the rules' version: send it as If-Match with a publication or a ruling on everyone.",
	}, a.listPublications)
	add(a, noun, operation{
		id: "preview-impact", method: http.MethodPost, path: "/v1/impact", act: registrar.Preview, often: think, most: mostFiles,
		says: "See what new rules would do to everyone", about: "Audits everyone against the rules in effect on the day, and against the same rules with the files in place of those of the same names, and compares. Nothing is written. It takes as long as auditing everyone twice.",
	}, a.previewImpact)
	add(a, noun, operation{
		id: "publish", method: http.MethodPost, path: "/v1/publications", act: registrar.Publish, most: mostFiles,
		says: "Put files of programmes and facts in effect from a day on", about: "Their day comes by itself, and everyone is audited again. A file with an error is refused, with the place of everything that was found.",
	}, a.publishRules)
}

type publicationsOut struct {
	ETag string `header:"ETag"`
	Body items[publication]
}

func (a *API) listPublications(ctx context.Context, _ registrar.Actor, _ *nothing) (*publicationsOut, error) {
	version, err := a.Registrar.RulesVersion(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Publications(ctx)
	out := &publicationsOut{version, items[publication]{Items: []publication{}}}
	for _, p := range rows {
		out.Body.Items = append(out.Body.Items, publication{p.File, p.Step, day{p.Date}, hex.EncodeToString(p.Document), p.Entry})
	}
	return out, err
}

type publishIn struct {
	OnVersion
	Body struct {
		Files []rulesFile `json:"files" minItems:"1" maxItems:"200"`
		From  day         `json:"from" doc:"The day from which they are in effect; today or later."`
		Because
	}
}

func (a *API) publishRules(ctx context.Context, by registrar.Actor, in *publishIn) (*nothing, error) {
	return nil, a.Registrar.Publish(ctx, by, textsOf(in.Body.Files), in.Body.From.Date, in.Body.Reason)
}

type impactIn struct {
	Body struct {
		Files      []rulesFile `json:"files,omitempty" maxItems:"200" doc:"What would be published; none compares nothing and counts who meets what."`
		Programmes []string    `json:"programmes,omitempty" maxItems:"50" doc:"The programmes to compare; none means all that the files hold." example:"[\"microsoft/mcsa-2003\"]"`
		Day        day         `json:"day,omitzero" doc:"The day that is asked about; today where none is named."`
		Most       int         `json:"most,omitempty" minimum:"0" maximum:"10000" default:"100" doc:"How many candidates each list names at most."`
	}
}

// people are candidates that something happens to.
type people struct {
	Count      int     `json:"count" doc:"How many there are."`
	Candidates []int64 `json:"candidates" doc:"The first of them, by number."`
}

func peopleOf(all []int64, most int) people {
	return people{len(all), append([]int64{}, all[:min(most, len(all))]...)}
}

// impact is what new rules would do in one programme.
type impact struct {
	Programme   string `json:"programme"`
	Audited     int    `json:"audited" doc:"How many records there are."`
	Started     int    `json:"started" doc:"How many have at least one thing that the programme asks for."`
	Met         int    `json:"met" doc:"How many meet it before."`
	MetAfter    int    `json:"met_after" doc:"How many meet it then."`
	Gains       people `json:"gains" doc:"Whose verdict becomes met."`
	Loses       people `json:"loses" doc:"Whose verdict is met no longer."`
	Certified   people `json:"certified" doc:"Those who gain and hold no award of it: they become certified without doing anything."`
	OneAway     people `json:"one_away" doc:"Who needs one item more."`
	Further     people `json:"further" doc:"Who needs more items than before."`
	Unreachable people `json:"unreachable" doc:"Who could have met it and no longer can."`
}

type impactOut struct {
	Body struct {
		Day        day      `json:"day"`
		Programmes []impact `json:"programmes"`
	}
}

func (a *API) previewImpact(ctx context.Context, by registrar.Actor, in *impactIn) (*impactOut, error) {
	if err := a.mayThink(ctx); err != nil {
		return nil, err
	}
	defer a.thought()
	on := in.Body.Day.or(a.Registrar.Today())
	found, err := a.Registrar.Impact(ctx, by, textsOf(in.Body.Files), in.Body.Programmes, on, nil)
	return showImpact(found, on, in.Body.Most), err
}

func showImpact(found []registrar.Impact, on record.Date, most int) *impactOut {
	out := &impactOut{}
	out.Body.Day, out.Body.Programmes = day{on}, []impact{}
	for _, m := range found {
		out.Body.Programmes = append(out.Body.Programmes, impact{
			m.Programme, m.Audited, m.Started, m.Met, m.MetAfter, peopleOf(m.Gains, most), peopleOf(m.Loses, most), peopleOf(m.Certified, most),
			peopleOf(m.OneAway, most), peopleOf(m.Further, most), peopleOf(m.Unreachable, most),
		})
	}
	return out
}
