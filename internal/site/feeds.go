package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"waymark/internal/fault"
	"waymark/internal/registrar"
)

// feedsPage lists the files of results that came in, the latest first, and takes another.
type feedsPage struct {
	Feeds []feedRow
	// Next leads to those before the last one shown.
	Next int64
	// Profiles are those that files were read with before.
	Profiles []feedRow
}

type feedRow struct {
	ID                                                           int64
	Source, Name, At                                             string
	Rows, Recorded, Same, Corrected, LeftOut, Quarantined, Waits int64
}

func feedRowOf(f *registrar.FeedTold) feedRow {
	return feedRow{
		f.ID, f.Source, f.Name, f.At.Format("2006-01-02 15:04"), f.Total.Rows, f.Total.Recorded, f.Total.Same, f.Total.Corrected, f.Total.LeftOut,
		f.Total.Quarantined, f.Waiting,
	}
}

var feedsTemplate = newPage[feedsPage]("feeds.html")

func feeds(v *visit) error {
	const most = 50
	before, _ := strconv.ParseInt(v.r.URL.Query().Get("before"), 10, 64) // what is no number begins at the latest
	found, err := v.options.Registrar.LatestFeeds(v.r.Context(), v.by, max(before, 0), most)
	if err != nil {
		return err
	}
	shown := feedsPage{}
	seen := map[string]bool{}
	for i := range found {
		row := feedRowOf(&found[i])
		shown.Feeds = append(shown.Feeds, row)
		if profile := string(found[i].Profile); !seen[profile] {
			seen[profile] = true
			shown.Profiles = append(shown.Profiles, row)
		}
	}
	if len(found) == most {
		shown.Next = found[most-1].ID
	}
	return feedsTemplate.show(v, http.StatusOK, "Feeds of results", shown)
}

// feedSize is how many bytes a file may have that is sent by a page; longer ones come by the command or the API.
const feedSize = 16 << 20

// takeFeed takes a file of results in.
func takeFeed(v *visit) error {
	profile, _, err := v.file("profile")
	if err != nil {
		return err
	}
	if of, err := strconv.ParseInt(v.value("as"), 10, 64); len(profile) == 0 && err == nil {
		if profile, err = v.options.Registrar.ProfileOf(v.r.Context(), v.by, of); err != nil {
			return err
		}
	}
	data, name, err := v.file("file")
	if err != nil {
		return err
	}
	if len(profile) == 0 || name == "" {
		return fault.New(fault.Invalid, "fault.feed-parts")
	}
	total, err := v.options.Registrar.ImportFeed(v.r.Context(), v.by, registrar.Feed{Name: name, Profile: profile, File: bytes.NewReader(data)})
	if err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/feeds/%d", total.Feed))
}

// file reads a file that a form sent, or nothing where it sent none.
func (v *visit) file(field string) ([]byte, string, error) {
	f, header, err := v.r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	defer f.Close() //nolint:errcheck // it was only read
	data, err := io.ReadAll(f)
	return data, header.Filename, err
}

// feedPage is one feed with the rows of it that wait.
type feedPage struct {
	feedRow
	// Header is the line that names the columns.
	Header  string
	Waiting []waitingRow
	// Next leads to the rows after the last one shown.
	Next int64
	// Releases tells that whoever looks may see to the rows.
	Releases bool
}

type waitingRow struct {
	Row       int64
	Why, Text string
	// Wrong says why what was written instead cannot be taken in, Reason is the reason that was given for it.
	Wrong, Reason string
}

var feedTemplate = newPage[feedPage]("one_feed.html")

func feed(v *visit) error {
	id, err := v.number("feed")
	if err != nil {
		return err
	}
	after, _ := strconv.ParseInt(v.r.URL.Query().Get("after"), 10, 64) // what is no number begins at the beginning
	return v.feed(http.StatusOK, id, after, waitingRow{})
}

// feed shows a feed; what was wrong with a row that somebody wrote stands at it.
func (v *visit) feed(status int, id, after int64, wrong waitingRow) error {
	const most = 50
	f, err := v.options.Registrar.Feed(v.r.Context(), v.by, id)
	if err != nil {
		return err
	}
	rows, err := v.options.Registrar.WaitingOf(v.r.Context(), v.by, id, max(after, 0), most)
	if err != nil {
		return err
	}
	shown := feedPage{feedRow: feedRowOf(&f), Header: string(f.Header), Releases: v.by.May(registrar.ReleaseQuarantined)}
	for _, q := range rows {
		row := waitingRow{Row: q.Row, Why: q.Sentence, Text: string(q.Body)}
		if q.Row == wrong.Row {
			row.Text, row.Wrong, row.Reason = wrong.Text, wrong.Wrong, wrong.Reason
		}
		shown.Waiting = append(shown.Waiting, row)
	}
	if len(rows) == most {
		shown.Next = rows[most-1].Row
	}
	return feedTemplate.show(v, status, fmt.Sprintf("Feed %d", id), shown)
}

// closeRow takes a row in, as it was mended or as it came, or dismisses it.
func closeRow(v *visit) error {
	id, err := v.number("feed")
	if err != nil {
		return err
	}
	row, err := v.number("row")
	if err != nil {
		return err
	}
	reason := v.value("reason")
	text := strings.Trim(v.r.PostFormValue("text"), "\r\n") // space may be a separator, and the last values empty
	switch v.value("act") {
	case "release":
		err = v.options.Registrar.Release(v.r.Context(), v.by, id, row, []byte(text), reason)
	case "dismiss":
		err = v.options.Registrar.Dismiss(v.r.Context(), v.by, id, row, reason)
	default:
		return fault.New(fault.NotFound, "fault.no-page")
	}
	if fault.Is(err, fault.Invalid) {
		return v.feed(http.StatusUnprocessableEntity, id, row-1, waitingRow{Row: row, Text: text, Wrong: sentence(err), Reason: reason})
	}
	if err != nil {
		return err
	}
	return v.send(fmt.Sprintf("/feeds/%d#rows", id))
}

// confirmation is what goes back to a feed's source.
func confirmation(v *visit) error {
	id, err := v.number("feed")
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := v.options.Registrar.Confirm(v.r.Context(), v.by, id, &b); err != nil {
		return err
	}
	v.download("text/csv; charset=utf-8", fmt.Sprintf("feed-%d.csv", id), b.Bytes())
	return nil
}
