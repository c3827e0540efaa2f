package site

import (
	"net/http"
	"net/url"
	"strings"
	"time"
)

// letter is a letter as the outbox shows it.
type letter struct {
	To, Subject, At string
	Lines           []line
}

// line is a line of a letter; where all of it is a link of ours, To is its path.
type line struct{ Text, To string }

type outboxPage struct{ Letters []letter }

var outboxTemplate = newPage[outboxPage]("outbox.html")

// outbox shows the letters that would have been sent, in development alone.
func outbox(v *visit) error {
	if v.options.Outbox == nil {
		return nothing(v)
	}
	const latest = 50
	letters, err := v.options.Outbox(v.r.Context(), latest)
	if err != nil {
		return err
	}
	shown := outboxPage{}
	for _, m := range letters {
		l := letter{To: m.Recipient, Subject: m.Subject, At: time.UnixMicro(m.At).UTC().Format("2006-01-02 15:04:05")}
		for text := range strings.Lines(m.Body) {
			text = strings.TrimRight(text, "\n")
			one := line{Text: text}
			if to, err := url.Parse(text); err == nil && to.IsAbs() && to.Host != "" {
				one.To = to.RequestURI()
			}
			l.Lines = append(l.Lines, one)
		}
		shown.Letters = append(shown.Letters, l)
	}
	v.hush()
	v.w.Header().Set("Cache-Control", "no-store")
	return outboxTemplate.show(v, http.StatusOK, "Outbox", shown)
}
