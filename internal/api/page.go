package api

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Paged is what every list may be asked for.
type Paged struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"100" doc:"Where to go on: next of the page before."`
}

// cursorMark begins what a cursor says, so that one of another make is refused.
const cursorMark = "after:"

func cursorAfter(n int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMark + strconv.FormatInt(n, 10)))
}

// after is the number after which the page begins.
func (p Paged) after() (int64, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if number, ours := strings.CutPrefix(string(text), cursorMark); err == nil && ours {
		if n, err := strconv.ParseInt(number, 10, 64); err == nil && n >= 0 {
			return n, nil
		}
	}
	return 0, refusal(http.StatusUnprocessableEntity, "api.cursor").at("query.cursor")
}

// page is one page of a list.
type page[T any] struct {
	Link string `header:"Link" doc:"The next page, where there is one (RFC 8288)."`
	Body items[T]
}

// items is a page's body.
type items[T any] struct {
	Items []T    `json:"items" doc:"This page's, in order."`
	Next  string `json:"next,omitempty" doc:"The cursor of the next page; absent on the last."`
}

// pageOf shows a page of rows; one row more than the limit was read, to know whether there is a next page. Number gives the row's own.
func pageOf[R, T any](r *http.Request, p Paged, rows []R, number func(R) int64, show func(R) T) *page[T] {
	out := &page[T]{Body: items[T]{Items: []T{}}}
	more := len(rows) > p.Limit
	if more {
		rows = rows[:p.Limit]
	}
	for _, row := range rows {
		out.Body.Items = append(out.Body.Items, show(row))
	}
	if more {
		out.Body.Next = cursorAfter(number(rows[len(rows)-1]))
		next := url.URL{Path: r.URL.Path}
		query := r.URL.Query()
		query.Set("cursor", out.Body.Next)
		next.RawQuery = query.Encode()
		out.Link = "<" + next.String() + `>; rel="next"`
	}
	return out
}
