package verify

import (
	"waymark/credential/jsontree"
	"waymark/message"
)

// Told is a verdict in words, as programs read it in JSON. Members are added, never changed in meaning.
type Told struct {
	// Outcome is passed, failed or unknown.
	Outcome string `json:"outcome" enum:"passed,failed,unknown" doc:"Whether the credential is good; unknown where something could not be looked at."`
	Form    string `json:"form,omitempty" doc:"How the credential came: json, jwt, png or svg; inside a picture, what was in it follows."`
	// Name, Issuer, Holder and the dates are what the credential says of itself.
	Name       string     `json:"name,omitempty"`
	Issuer     string     `json:"issuer,omitempty"`
	IssuerName string     `json:"issuer_name,omitempty"`
	Holder     string     `json:"holder,omitempty"`
	From       string     `json:"from,omitempty"`
	Until      string     `json:"until,omitempty"`
	ID         string     `json:"id,omitempty"`
	Steps      []ToldStep `json:"steps"`
	// Presented are the credentials of a presentation, each judged by itself; Holder is then who presents them.
	Presented []Told `json:"presented,omitempty" doc:"The credentials of a presentation, each with its own verdict; the holder is then who presents them."`
}

// ToldStep is one step in words.
type ToldStep struct {
	Step    string     `json:"step"`
	Title   string     `json:"title"`
	Outcome string     `json:"outcome" enum:"passed,failed,unknown,skipped"`
	Notes   []ToldNote `json:"notes"`
}

// ToldNote is one reason in words.
type ToldNote struct {
	Code     string `json:"code"`
	Path     string `json:"path,omitempty" doc:"The place in the credential, as a JSON Pointer."`
	Sentence string `json:"sentence"`
}

// Tell judges a document, whether it is a credential or a presentation, and puts the verdict in words.
func Tell(data []byte, o Options, words *message.Catalogue) Told {
	if IsPresentation(data) {
		return Presentation(data, o).Tell(words)
	}
	return Verify(data, o).Tell(words)
}

// Tell puts the verdict in words.
func (v *Verdict) Tell(words *message.Catalogue) Told {
	out := Told{Outcome: v.Outcome.String(), Form: v.Form}
	out.about(&v.Credential)
	out.steps(v.Steps, words)
	return out
}

// Tell puts the answer in words.
func (p *Presented) Tell(words *message.Catalogue) Told {
	out := Told{Outcome: p.Outcome.String(), Form: p.Form, ID: p.Document.Str("id"), Holder: p.Holder}
	out.steps(p.Steps, words)
	for _, c := range p.Credentials {
		out.Presented = append(out.Presented, c.Tell(words))
	}
	return out
}

func (t *Told) steps(all []Step, words *message.Catalogue) {
	for _, s := range all {
		step := ToldStep{Step: s.Name, Title: s.Title(words), Outcome: s.Outcome.String(), Notes: []ToldNote{}}
		for _, n := range s.Notes {
			step.Notes = append(step.Notes, ToldNote{n.Code, n.Path, words.Sentence(n.Code, n.Operands...)})
		}
		t.Steps = append(t.Steps, step)
	}
}

func (t *Told) about(v *jsontree.Value) {
	t.ID, t.Name = v.Str("id"), v.Str("name")
	if issuer := v.Get("issuer"); issuer != nil {
		t.Issuer, t.IssuerName = issuer.Str("id"), issuer.Str("name")
		if issuer.Kind == jsontree.Text {
			t.Issuer = issuer.Text
		}
	}
	for _, name := range []string{"validFrom", "issuanceDate"} {
		if t.From == "" {
			t.From = v.Str(name)
		}
	}
	for _, name := range []string{"validUntil", "expirationDate"} {
		if t.Until == "" {
			t.Until = v.Str(name)
		}
	}
	for _, subject := range v.Get("credentialSubject").Each() {
		if achievement := subject.Get("achievement"); t.Name == "" {
			t.Name = achievement.Str("name")
		}
		for _, i := range subject.Get("identifier").Each() {
			if hashed := i.Get("hashed"); i.Str("identityType") == "name" && hashed != nil && hashed.Kind == jsontree.False {
				t.Holder = i.Str("identityHash")
			}
		}
		if t.Holder == "" {
			t.Holder = subject.Str("name")
		}
	}
}
