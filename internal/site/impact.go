package site

import (
	"errors"
	"io"
	"net/http"

	"waymark/internal/fault"
	"waymark/internal/registrar"
	"waymark/record"
)

// impactPage says whom files of rules would touch, before they are published.
type impactPage struct {
	Day record.Date
	// Found is what is wrong in the files, or nothing.
	Found []string
	// Asked tells that files were sent; Impacts are what they would do, a programme each.
	Asked   bool
	Impacts []impactRow
}

type impactRow struct {
	ID, Title                       string
	Audited, Started, Met, MetAfter int
	Groups                          []impactGroup
}

// impactGroup is those whom it touches in one way.
type impactGroup struct {
	Word string
	Who  []int64
	// More is how many there are beside those that are listed.
	More int
}

var impactTemplate = newPage[impactPage]("impact.html")

func impactForm(v *visit) error {
	if !v.by.May(registrar.Preview) {
		return registrar.Preview.Refusal()
	}
	return impactTemplate.show(v, http.StatusOK, "Impact of new rules", impactPage{Day: v.options.Today()})
}

// rulesSize is how many bytes files of rules may have together.
const rulesSize = 8 << 20

// impact audits everyone before and after; nothing is published.
func impact(v *visit) error {
	shown := impactPage{Day: v.options.Today(), Asked: true}
	if !v.by.May(registrar.Preview) {
		return registrar.Preview.Refusal()
	}
	day, err := v.day("from")
	if err != nil {
		return err
	}
	if day != 0 {
		shown.Day = day
	}
	sent, err := v.files("files")
	if err != nil {
		return err
	}
	var impacts []registrar.Impact
	texts, err := v.options.Registrar.Replacing(v.r.Context(), sent, shown.Day)
	if err == nil {
		impacts, err = v.options.Registrar.Impact(v.r.Context(), v.by, texts, nil, shown.Day, nil)
	}
	if refused, is := errors.AsType[*registrar.FilesError](err); is && fault.Is(err, fault.Invalid) {
		shown.Found = refused.Sentences()
		return impactTemplate.show(v, http.StatusUnprocessableEntity, "Impact of new rules", shown)
	}
	if err != nil {
		return err
	}
	rules, err := v.rules(v.options.Today())
	if err != nil {
		return err
	}
	for i := range impacts {
		m := &impacts[i]
		row := impactRow{ID: m.Programme, Title: m.Programme, Audited: m.Audited, Started: m.Started, Met: m.Met, MetAfter: m.MetAfter}
		if p := rules.Set.Programme(m.Programme); p != nil {
			row.Title = p.Title
		}
		for _, g := range []struct {
			word string
			who  []int64
		}{
			{"would gain it", m.Gains},
			{"of them would become certified without doing anything", m.Certified},
			{"would meet it no longer", m.Loses},
			{"would be one item away", m.OneAway},
			{"would need more than before", m.Further},
			{"could reach it no longer", m.Unreachable},
		} {
			row.Groups = append(row.Groups, impactGroupOf(g.word, g.who))
		}
		shown.Impacts = append(shown.Impacts, row)
	}
	return impactTemplate.show(v, http.StatusOK, "Impact of new rules", shown)
}

func impactGroupOf(word string, who []int64) impactGroup {
	const most = 100
	if len(who) > most {
		return impactGroup{word, who[:most], len(who) - most}
	}
	return impactGroup{word, who, 0}
}

// Count is how many the group has.
func (g impactGroup) Count() int { return len(g.Who) + g.More }

// files reads the files that a form sent under one name.
func (v *visit) files(field string) (map[string][]byte, error) {
	sent := map[string][]byte{}
	if v.r.MultipartForm == nil {
		return sent, nil
	}
	for _, header := range v.r.MultipartForm.File[field] {
		f, err := header.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		sent[header.Filename] = text
	}
	return sent, nil
}
