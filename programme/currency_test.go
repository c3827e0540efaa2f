package programme_test

import (
	"testing"

	"waymark/programme"
)

func TestMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minor    int64
		currency string
		want     string
	}{
		{115500, "CAD", "1155.00 CAD"},
		{5, "CAD", "0.05 CAD"},
		{0, "USD", "0.00 USD"},
		{15000, "JPY", "15000 JPY"},
		{1234, "KWD", "1.234 KWD"},
		{7, "KWD", "0.007 KWD"},
		{-250, "EUR", "-2.50 EUR"},
		{-5, "EUR", "-0.05 EUR"},
		{340000, "ITL", "340000 ITL"},
		{100, "", "1.00"},
	} {
		if got := programme.Money(c.minor, c.currency); got != c.want {
			t.Errorf("Money(%d, %q) is %q, want %q", c.minor, c.currency, got, c.want)
		}
	}
}

func TestIsCurrency(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"CAD": true, "JPY": true, "DEM": true, "SKK": true, "ZZZ": false, "cad": false, "": false, "XAU": false} {
		if got := programme.IsCurrency(code); got != want {
			t.Errorf("IsCurrency(%q) is %t", code, got)
		}
	}
}
