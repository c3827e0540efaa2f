package credential_test

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
)

// The digests of the published context of the data model, as others computed them, and what is not one of them.
func TestRelatedResourcesAreHeldToTheirDigests(t *testing.T) {
	page := func(address string) ([]byte, error) {
		if address == "https://a.example/page" {
			return []byte("page"), nil
		}
		return nil, errors.New("no such page")
	}
	for digest, want := range map[string]string{
		`"digestSRI":"sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"`:             "",
		`"digestSRI":"sha384-l_HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4_Tje8YyzYBM8IhqjHWiWpr8-ZbYU?ct=x"`:        "",
		`"digestSRI":"sha256-AAAA sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"`: "",
		`"digestSRI":"sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"`:             "model.digest-other",
		`"digestSRI":"md5-AAAA"`: "model.digest",
		`"digestMultibase":"uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ"`:    "",
		`"digestMultibase":"uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA"`: "",
		`"digestMultibase":"uM4RgWQc3RUDtjJCSgTJtTfvpZ7SPEg_LNO0ESlovQC0"`:    "model.digest-other",
		`"digestMultibase":"uAAAA"`:                                           "model.digest",
		`"digestMultibase":"uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ","digestSRI":"sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"`: "model.digest-other",
	} {
		v, err := jsontree.Parse([]byte(`{"relatedResource":[{"id":"https://www.w3.org/ns/credentials/v2",` + digest + `}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := flaw.Code(credential.CheckResources(&v, nil, nil)); got != want {
			t.Errorf("%s: %q, want %q", digest, got, want)
		}
	}
	for address, want := range map[string]string{"https://a.example/page": "model.digest-other", "https://a.example/none": "", "http://a.example/page": ""} {
		v, err := jsontree.Parse([]byte(`{"relatedResource":{"id":"` + address + `","digestSRI":"sha256-AAAA"}}`))
		if err != nil {
			t.Fatal(err)
		}
		missed := 0
		if got := flaw.Code(credential.CheckResources(&v, page, func(string) { missed++ })); got != want || (missed == 0) != (want != "") {
			t.Errorf("%s: %q, %d missed, want %q", address, got, missed, want)
		}
	}
}

// However many digests are given of a document, each kind is made once.
func TestDigestsAreMadeOnce(t *testing.T) {
	page := make([]byte, 8<<20)
	for _, digests := range []string{
		`"digestSRI":"` + strings.Repeat("sha512-AAAA sha256-AAAA ", 20_000) + `"`,
		`"digestMultibase":["uLa4cHgu5ZJ1x5I0hbCPR3UHLoUtLzIyHt9mjvxFqNGY"` + strings.Repeat(`,"uLa4cHgu5ZJ1x5I0hbCPR3UHLoUtLzIyHt9mjvxFqNGY"`, 20_000) + `]`,
	} {
		v, err := jsontree.Parse([]byte(`{"relatedResource":{"id":"https://a.example/page",` + digests + `}}`))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(page)
		right := "u" + base64.RawURLEncoding.EncodeToString(sum[:])
		v, err = jsontree.Parse([]byte(strings.ReplaceAll(string(jsontree.Append(nil, &v)), "uLa4cHgu5ZJ1x5I0hbCPR3UHLoUtLzIyHt9mjvxFqNGY", right)))
		if err != nil {
			t.Fatal(err)
		}
		err = credential.CheckResources(&v, func(string) ([]byte, error) { return page, nil }, nil)
		if strings.Contains(digests, "SRI") != (flaw.Code(err) == "model.digest-other") {
			t.Errorf("%v", err)
		}
	}
}
