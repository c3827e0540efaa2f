package site_test

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// checkPage holds what every page must be, for people and for the programs that read it to them: it is balanced, has one language,
// title, main part and first heading, headings that leave no level out, a label for every field, words in every link and button,
// scopes for the heads of tables; it refers to nothing that it does not have, and has neither script nor style of its own.
// It gives the page's links.
func checkPage(t *testing.T, name, page string) (links []string) {
	t.Helper()
	c := &pageCheck{t: t, name: name, count: map[string]int{}, ids: map[string]bool{}, labelled: map[string]bool{}}
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en\">") {
		t.Errorf("%s begins %.60q", name, page)
	}
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			c.start(token)
		case xml.EndElement:
			c.end(token.Name.Local)
		case xml.CharData:
			c.text += string(token)
		}
	}
	for _, one := range []string{"h1", "main", "title", "header", "footer"} {
		if c.count[one] != 1 {
			t.Errorf("%s has %d %s", name, c.count[one], one)
		}
	}
	for _, id := range c.named {
		if !c.ids[id] {
			t.Errorf("%s refers to %s, which it does not have", name, id)
		}
	}
	for _, id := range c.fields {
		if !c.labelled[id] {
			t.Errorf("%s: the field %q has no label", name, id)
		}
	}
	return c.links
}

type pageCheck struct {
	t             *testing.T
	name          string
	count         map[string]int
	ids, labelled map[string]bool
	named, fields []string
	links         []string
	level         int
	open          []string
	// text is what has been read since the last element that must have words began.
	text string
}

func (c *pageCheck) start(e xml.StartElement) {
	tag := e.Name.Local
	c.open = append(c.open, tag)
	c.count[tag]++
	get := map[string]string{}
	for _, a := range e.Attr {
		get[a.Name.Local] = a.Value
		if strings.HasPrefix(a.Name.Local, "on") && a.Name.Local != "on" || a.Name.Local == "style" || strings.Contains(a.Value, "ZgotmplZ") || strings.HasPrefix(a.Value, "javascript:") {
			c.t.Errorf("%s: <%s %s=%q>", c.name, tag, a.Name.Local, a.Value)
		}
	}
	if id, has := get["id"]; has {
		if c.ids[id] {
			c.t.Errorf("%s: the id %s stands twice", c.name, id)
		}
		c.ids[id] = true
	}
	for _, a := range []string{"aria-labelledby", "aria-describedby"} {
		c.named = append(c.named, strings.Fields(get[a])...)
	}
	switch tag {
	case "script", "style", "iframe", "object", "embed":
		if tag != "script" || len(e.Attr) != 1 || get["type"] != "application/ld+json" { // data, which no browser runs
			c.t.Errorf("%s has <%s>", c.name, tag)
		}
	case "h1", "h2", "h3", "h4":
		level := int(tag[1] - '0')
		if level > c.level+1 {
			c.t.Errorf("%s: <%s> after a heading of level %d", c.name, tag, c.level)
		}
		c.level = level
		c.text = ""
	case "a", "button":
		c.text = get["aria-label"]
		if to := get["href"]; strings.HasPrefix(to, "/") {
			c.links = append(c.links, to)
		}
	case "label":
		c.labelled[get["for"]] = true
	case "input", "select", "textarea":
		if get["type"] != "hidden" && get["aria-label"] == "" && !slices.Contains(c.open, "label") {
			c.fields = append(c.fields, get["id"])
		}
	case "th":
		if get["scope"] == "" {
			c.t.Errorf("%s: <th> without a scope", c.name)
		}
	case "img":
		if _, has := get["alt"]; !has {
			c.t.Errorf("%s: <img> without alt", c.name)
		}
	}
}

func (c *pageCheck) end(tag string) {
	c.open = c.open[:len(c.open)-1]
	switch tag {
	case "h1", "h2", "h3", "h4", "a", "button", "title":
		if strings.TrimSpace(c.text) == "" {
			c.t.Errorf("%s: <%s> without words", c.name, tag)
		}
	}
}
