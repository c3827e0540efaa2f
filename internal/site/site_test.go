package site

import (
	"testing"

	"github.com/jba/templatecheck"
)

// Every template asks only for what it is given.
func TestTemplatesFitWhatTheyShow(t *testing.T) {
	if len(allPages) < 10 {
		t.Fatalf("only %d pages", len(allPages))
	}
	for _, p := range allPages {
		if err := templatecheck.CheckHTMLStrict(p.template.Lookup("layout.html"), p.gets); err != nil {
			t.Errorf("%s: %v", p.name, err)
		}
	}
}
