package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"waymark/internal/registrar"
	"waymark/internal/store"
)

// mostFeed is how long a request with a file of results may be; longer files go by the command.
const mostFeed = 256 << 20

// feedTotal is what became of a feed's rows.
type feedTotal struct {
	Feed        int64 `json:"feed" doc:"Its number." example:"4"`
	Rows        int64 `json:"rows" doc:"How many rows of the file are behind it." example:"100000"`
	Recorded    int64 `json:"recorded" doc:"Rows that brought something new."`
	Same        int64 `json:"same" doc:"Rows that were known already."`
	Corrected   int64 `json:"corrected" doc:"Rows that corrected what was known."`
	LeftOut     int64 `json:"left_out" doc:"Rows that are no pass."`
	Quarantined int64 `json:"quarantined" doc:"Rows that could not be taken in and wait for a person."`
}

func showTotal(b store.Batch) feedTotal {
	return feedTotal{b.Feed, b.Rows, b.Recorded, b.Same, b.Corrected, b.LeftOut, b.Quarantined}
}

// feed is one file of results.
type feed struct {
	Feed   int64  `json:"feed" doc:"Its number." example:"4"`
	Source string `json:"source" example:"testhall"`
	Name   string `json:"name" doc:"The file's name." example:"2005-06-01.csv"`
	Digest string `json:"sha256" doc:"The file's SHA-256."`
	Entry  int64  `json:"entry" doc:"The entry of the journal that wrote that it came in."`
}

func (a *API) feeds() {
	const noun = "Feeds"
	add(a, noun, operation{
		id: "list-feeds", method: http.MethodGet, path: "/v1/feeds", act: registrar.ImportFeed,
		says: "List feeds",
	}, a.listFeeds)
	add(a, noun, operation{
		id: "import-feed", method: http.MethodPost, path: "/v1/feeds", act: registrar.ImportFeed, most: mostFeed,
		says:  "Take a file of results in",
		about: "Send the profile, which says how the file is read (docs/feeds.md), and the file. A file that was taken in before, in part or whole, goes on where it was left: send it again where no answer came. Whom it concerns is audited after.",
		body: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{
			Type: "object", Required: []string{"profile", "file"}, AdditionalProperties: false,
			Properties: map[string]*huma.Schema{
				"profile": {Type: "string", Format: "binary", Description: "The profile, in YAML."},
				"file":    {Type: "string", Format: "binary", Description: "The file, as CSV or JSON lines."},
			},
		}}},
	}, a.importFeed)
	add(a, noun, operation{
		id: "read-feed", method: http.MethodGet, path: "/v1/feeds/{feed}", act: registrar.ImportFeed,
		says: "Count a feed's rows by what became of them",
	}, a.readFeed)
	add(a, noun, operation{
		id: "confirm-feed", method: http.MethodGet, path: "/v1/feeds/{feed}/confirmation", act: registrar.ImportFeed,
		says: "Get the confirmation that goes back to a feed's source", about: "What became of the file, then a line for each row that was not taken in.",
		answers: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: "string"}}},
	}, a.confirmFeed)
	a.quarantine(noun)
}

func (a *API) listFeeds(ctx context.Context, by registrar.Actor, in *Paged) (*page[feed], error) {
	after, err := in.after()
	if err != nil {
		return nil, err
	}
	rows, err := a.Registrar.Feeds(ctx, by, after, in.Limit+1)
	return pageOf(requestOf(ctx), *in, rows, func(f store.Feed) int64 { return f.ID },
		func(f store.Feed) feed { return feed{f.ID, f.Source, f.Name, hex.EncodeToString(f.Digest), f.Entry} }), err
}

// importFeedIn may be named like every change, though a feed knows by its bytes what of it is in.
type importFeedIn struct{ Once }

type importFeedOut struct {
	Location string `header:"Location"`
	Body     feedTotal
}

// formInMemory is how much of a form is kept in memory; the rest is in a file until the request ends.
const formInMemory = 1 << 20

func (a *API) importFeed(ctx context.Context, by registrar.Actor, _ *importFeedIn) (*importFeedOut, error) {
	r := requestOf(ctx)
	if err := r.ParseMultipartForm(formInMemory); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, tooLong(mostFeed)
		}
		if errors.Is(err, http.ErrNotMultipart) {
			return nil, refusal(http.StatusUnsupportedMediaType, "api.media-type")
		}
		return nil, refusal(http.StatusBadRequest, "api.form")
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // a file in the temporary folder
	profile, _, err := formFile(r, "profile")
	if err != nil {
		return nil, err
	}
	defer profile.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(profile, mostBytes))
	if err != nil {
		return nil, err
	}
	file, name, err := formFile(r, "file")
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	total, err := a.Registrar.ImportFeed(ctx, by, registrar.Feed{Name: name, Profile: text, File: file})
	return &importFeedOut{"/v1/feeds/" + strconv.FormatInt(total.Feed, 10), showTotal(total)}, err
}

// formFile opens one file of a form.
func formFile(r *http.Request, field string) (multipart.File, string, error) {
	file, header, err := r.FormFile(field)
	if err != nil {
		return nil, "", refusal(http.StatusUnprocessableEntity, "api.no-file").at("body." + field)
	}
	return file, header.Filename, nil
}

// OfFeed is a request about one feed.
type OfFeed struct {
	Feed int64 `path:"feed" minimum:"1" doc:"The feed's number." example:"4"`
}

type feedOut struct{ Body feedTotal }

func (a *API) readFeed(ctx context.Context, by registrar.Actor, in *OfFeed) (*feedOut, error) {
	total, err := a.Registrar.FeedTotal(ctx, by, in.Feed)
	return &feedOut{showTotal(total)}, err
}

func (a *API) confirmFeed(ctx context.Context, by registrar.Actor, in *OfFeed) (*raw, error) {
	var b bytes.Buffer
	err := a.Registrar.Confirm(ctx, by, in.Feed, &b)
	return &raw{"text/csv; charset=utf-8", fmt.Sprintf(`attachment; filename="feed-%d.csv"`, in.Feed), b.Bytes()}, err
}
