package source

import (
	"cmp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"waymark/programme"
)

// money reads `125.00 USD`: whole units, or with exactly as many digits after the point as the currency has.
func (r *reader) money(n *yaml.Node) Money {
	t := r.text(n)
	if !t.Given() {
		return Money{}
	}
	minor, currency, ok := parseMoney(t.Value)
	if !ok {
		r.bad("bad-money", t)
		return Money{}
	}
	return Money{minor, currency, t.Pos, t.Length}
}

// ParseAmount reads an amount in minor units of a currency as files write it, such as 2500, 2500.00 or 2500.00 CAD; false where it
// is none, or names another currency. Without a currency the amount has two digits after the point.
func ParseAmount(s, currency string) (minor int64, ok bool) {
	amount, named, _ := strings.Cut(strings.TrimSpace(s), " ")
	named = strings.TrimSpace(named)
	if currency == "" {
		currency = cmp.Or(named, "XXX")
	}
	if named != "" && named != currency {
		return 0, false
	}
	minor, _, ok = parseMoney(amount + " " + currency)
	return minor, ok
}

func parseMoney(s string) (minor int64, currency string, ok bool) {
	amount, currency, found := strings.Cut(s, " ")
	if !found || len(currency) != 3 || strings.Trim(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return 0, "", false
	}
	after := programme.MinorDigits(currency)
	whole, part, point := strings.Cut(amount, ".")
	const most = 12
	if whole == "" || len(whole) > most || point && (len(part) != after || after == 0) {
		return 0, "", false
	}
	if !point {
		part = strings.Repeat("0", after)
	}
	if strings.Trim(whole+part, "0123456789") != "" {
		return 0, "", false
	}
	minor, err := strconv.ParseInt(whole+part, 10, 64)
	return minor, currency, err == nil
}

// term reads `lifetime`, `36 months` or `3 years`.
func (r *reader) term(n *yaml.Node) Term {
	t := r.text(n)
	if !t.Given() {
		return Term{}
	}
	months, ok := parseTerm(t.Value)
	if !ok {
		r.bad("bad-term", t)
		return Term{}
	}
	return Term{months, t.Pos, t.Length}
}

func parseTerm(s string) (months int, ok bool) {
	if s == "lifetime" {
		return 0, true
	}
	digits, unit, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(digits)
	const most = 100 * 12
	if err != nil || n < 1 || strconv.Itoa(n) != digits || n > most {
		return 0, false
	}
	switch unit {
	case "month", "months":
		return n, true
	case "year", "years":
		return 12 * n, 12*n <= most
	default:
		return 0, false
	}
}
