package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"waymark/internal/registrar"
)

// key is one with which a program acts for a person.
type key struct {
	Key     int64     `json:"key" doc:"Its number." example:"1"`
	Name    string    `json:"name" example:"nightly feed"`
	Scopes  []string  `json:"scopes" enum:"read,feed,write"`
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Revoked time.Time `json:"taken_back,omitzero" doc:"When it was taken back, where it was."`
}

// keys are operations of one's own keys: those of a session, not of a key.
func (a *API) keys(noun string) {
	add(a, noun, operation{
		id: "list-keys", method: http.MethodGet, path: "/v1/keys", act: registrar.ReadKeys,
		says: "List one's keys", about: "Without their texts. Only in a session: a key does not see keys.",
	}, a.listKeys)
	add(a, noun, operation{
		id: "make-key", method: http.MethodPost, path: "/v1/keys", act: registrar.MakeKey, status: http.StatusCreated,
		says: "Make a key for a program", about: "The program acts for the person, in their roles, within the scopes: read reads and exports, feed takes feeds in and sees to their rows, write does every other act. The text is shown once only. Only in a session: a key makes no keys.",
	}, a.makeKey)
	add(a, noun, operation{
		id: "take-back-key", method: http.MethodDelete, path: "/v1/keys/{key}", act: registrar.TakeKeyBack,
		says: "Take a key back", about: "Only in a session.",
	}, a.takeBackKey)
}

type keysOut struct{ Body items[key] }

func (a *API) listKeys(ctx context.Context, by registrar.Actor, _ *nothing) (*keysOut, error) {
	rows, err := a.Door.Keys(ctx, by)
	out := &keysOut{items[key]{Items: []key{}}}
	for _, t := range rows {
		k := key{t.ID, t.Name, strings.Fields(t.Scopes), stamp(t.Made), stamp(t.Expires), time.Time{}}
		if t.Taken != 0 {
			k.Revoked = stamp(t.Taken)
		}
		out.Body.Items = append(out.Body.Items, k)
	}
	return out, err
}

type makeKeyIn struct {
	Once
	Body struct {
		Name   string   `json:"name" minLength:"1" maxLength:"100" pattern:"\\S" doc:"What it is for." example:"nightly feed"`
		Scopes []string `json:"scopes" minItems:"1" maxItems:"3" enum:"read,feed,write" example:"[\"read\",\"feed\"]"`
		Days   int      `json:"days,omitempty" minimum:"1" maximum:"730" default:"90" doc:"For how many days it serves."`
	}
}

type madeKey struct {
	Text string `json:"text" doc:"What the program's requests bear." example:"waymark_k7Qf…"`
}

func (a *API) makeKey(ctx context.Context, by registrar.Actor, in *makeKeyIn) (*created[madeKey], error) {
	text, err := a.Door.MakeKey(ctx, by, in.Body.Name, in.Body.Scopes, time.Duration(in.Body.Days)*24*time.Hour)
	return &created[madeKey]{"/v1/keys", madeKey{text}}, err
}

type takeBackIn struct {
	Once
	Key int64 `path:"key" minimum:"1" doc:"The key's number." example:"1"`
}

func (a *API) takeBackKey(ctx context.Context, by registrar.Actor, in *takeBackIn) (*nothing, error) {
	return nil, a.Door.TakeBack(ctx, by, in.Key)
}
