package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"

	"waymark/internal/registrar"
	"waymark/internal/store"
	"waymark/message"
)

// entry is one act in the journal.
type entry struct {
	Entry   int64           `json:"entry" doc:"Its number; there is no gap." example:"17"`
	At      time.Time       `json:"at" doc:"When it was done."`
	Actor   string          `json:"actor" doc:"Who or what did it." example:"account 5"`
	Act     string          `json:"act" doc:"What was done." example:"void-evidence"`
	Subject string          `json:"subject,omitempty" doc:"To what." example:"candidate 1"`
	Reason  string          `json:"reason,omitempty"`
	Before  json.RawMessage `json:"before,omitempty" doc:"What was, where the act changed something."`
	After   json.RawMessage `json:"after,omitempty" doc:"What is since."`
	Facts   string          `json:"facts_sha256,omitempty" doc:"The hash of the facts it wrote."`
	Hash    string          `json:"sha256" doc:"The entry's hash, which covers the hash of the one before."`
}

func showEntry(e store.Entry) entry {
	out := entry{Entry: e.Seq, At: stamp(e.At), Actor: e.Actor, Act: e.Act, Subject: e.Subject, Reason: e.Reason, Facts: hex.EncodeToString(e.Facts), Hash: hex.EncodeToString(e.Hash)}
	if e.Before != "" {
		out.Before = json.RawMessage(e.Before)
	}
	if e.After != "" {
		out.After = json.RawMessage(e.After)
	}
	return out
}

func (a *API) journal() {
	const noun = "Journal"
	add(a, noun, operation{
		id: "read-journal", method: http.MethodGet, path: "/v1/journal", act: registrar.ReadJournal,
		says: "Read the journal", about: "Oldest first, or with newest_first the other way.",
	}, a.readJournal)
	add(a, noun, operation{
		id: "verify-journal", method: http.MethodGet, path: "/v1/journal/verification", act: registrar.ReadJournal, often: think,
		says: "Verify the journal", about: "Reads every entry and every fact again, which takes minutes where there are millions, and says where one was tampered with: at most 100 places.",
	}, a.verifyJournal)
}

type readJournalIn struct {
	Paged
	NewestFirst bool `query:"newest_first" doc:"Begin with the last entry."`
}

func (a *API) readJournal(ctx context.Context, by registrar.Actor, in *readJournalIn) (*page[entry], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	var rows []store.Entry
	if in.NewestFirst {
		rows, err = a.Registrar.LatestEntries(ctx, by, after, in.Limit+1)
	} else {
		rows, err = a.Registrar.Journal(ctx, by, after+1, in.Limit+1)
	}
	return pageOf(requestOf(ctx), in.Paged, rows, func(e store.Entry) int64 { return e.Seq }, showEntry), err
}

// tampering is a place where journal and tables do not agree.
type tampering struct {
	Entry    int64  `json:"entry" doc:"The entry of the journal."`
	Table    string `json:"table,omitempty"`
	Code     string `json:"code"`
	Sentence string `json:"sentence" doc:"What is wrong there."`
}

type verificationOut struct {
	Body struct {
		Whole      bool        `json:"whole" doc:"Whether nothing was found."`
		Tamperings []tampering `json:"tamperings"`
	}
}

func (a *API) verifyJournal(ctx context.Context, by registrar.Actor, _ *nothing) (*verificationOut, error) {
	if err := a.mayThink(ctx); err != nil {
		return nil, err
	}
	defer a.thought()
	found, err := a.Registrar.VerifyJournal(ctx, by, nil)
	out := &verificationOut{}
	out.Body.Whole, out.Body.Tamperings = len(found) == 0, []tampering{}
	for _, f := range found {
		sentence := message.English().Sentence(f.Code, message.Op("entry", int(f.Entry)), message.Op("table", f.Table))
		out.Body.Tamperings = append(out.Body.Tamperings, tampering{f.Entry, f.Table, f.Code, sentence})
	}
	return out, err
}
