package report_test

import (
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"waymark/report"
)

var (
	tag       = regexp.MustCompile(`<(/?)([a-z0-9]+)([^>]*)>`)
	attribute = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
	void      = []string{"meta", "br"}
)

// Every page is balanced, says its language, has one main heading, names only headings that it has, and says of every
// column and row what it is; it loads and runs nothing.
func TestHTMLIsWellFormed(t *testing.T) {
	set := auditSet()
	pages := map[string]string{}
	for _, s := range scenarios() {
		r, o := s.audit(t, set)
		pages[s.name] = render(t, func(w io.Writer) error { return report.HTML(w, set, r, o) })
	}
	all, o := overview(t, set)
	pages["overview"] = render(t, func(w io.Writer) error { return report.OverviewHTML(w, set, all, o) })
	for name, page := range pages {
		t.Run(name, func(t *testing.T) { checkPage(t, page) })
	}
}

func checkPage(t *testing.T, page string) {
	t.Helper()
	_, afterStyle, _ := strings.Cut(page, "</style>")
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en\">") {
		t.Errorf("begins %.60s", page)
	}
	for _, never := range []string{"<script", "<b>", "src=", "href=", "url(", "@import", "ZgotmplZ"} {
		if strings.Contains(page, never) {
			t.Errorf("has %s", never)
		}
	}
	var open []string
	count := map[string]int{}
	ids := map[string]bool{}
	var named []string
	for _, m := range tag.FindAllStringSubmatch(afterStyle, -1) {
		closing, name := m[1] == "/", m[2]
		if closing {
			if len(open) > 0 && open[len(open)-1] == name {
				open = open[:len(open)-1]
			} else if name != "html" && name != "head" {
				t.Fatalf("</%s> closes %v", name, open)
			}
			continue
		}
		if !slices.Contains(void, name) {
			open = append(open, name)
		}
		count[name]++
		for _, a := range attribute.FindAllStringSubmatch(m[3], -1) {
			switch a[1] {
			case "id":
				if ids[a[2]] {
					t.Errorf("the id %s stands twice", a[2])
				}
				ids[a[2]] = true
			case "aria-labelledby":
				named = append(named, a[2])
			}
		}
		if name == "th" && !strings.Contains(m[3], "scope=") {
			t.Error("a th without scope")
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v", open)
	}
	if count["h1"] != 1 || count["main"] != 1 || count["header"] != 1 || count["table"] != count["caption"] {
		t.Errorf("counts %v", count)
	}
	for _, id := range named {
		if !ids[id] {
			t.Errorf("no heading %s", id)
		}
	}
}

// Every colour of text stands out from every ground by 4.5 to 1 or more (WCAG 2.2, level AA), by day, by night and on
// paper.
func TestHTMLContrast(t *testing.T) {
	text, err := os.ReadFile("page.html.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	themes := regexp.MustCompile(`:root \{[^}]*\}`).FindAllString(string(text), -1)
	if len(themes) != 3 {
		t.Fatalf("%d themes", len(themes))
	}
	colour := regexp.MustCompile(`--([a-z-]+): #([0-9a-f]+)`)
	for _, theme := range themes {
		light := map[string]float64{}
		for _, m := range colour.FindAllStringSubmatch(theme, -1) {
			light[m[1]] = luminance(t, m[2])
		}
		for _, ink := range []string{"ink", "soft", "met", "undecided", "not-met"} {
			for _, ground := range []string{"page", "panel"} {
				a, b := max(light[ink], light[ground]), min(light[ink], light[ground])
				if ratio := (a + 0.05) / (b + 0.05); ratio < 4.5 {
					t.Errorf("%s on %s has %.2f in %s", ink, ground, ratio, theme)
				}
			}
		}
	}
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
