package programme

import (
	"strconv"
	"strings"
)

// IsCurrency tells whether a code is that of money that people pay with, such as CAD (ISO 4217), or have paid with since 1999: a
// file may be of that time.
func IsCurrency(code string) bool {
	_, is := currencies[code]
	return is
}

// MinorDigits is how many digits amounts of a currency have after the point (ISO 4217); 2 where the code is not known.
func MinorDigits(currency string) int {
	if digits, is := currencies[currency]; is {
		return digits
	}
	return 2
}

// Money writes an amount of minor units, such as 1155.00 CAD.
func Money(minor int64, currency string) string {
	sign, text := "", strconv.FormatInt(minor, 10)
	if minor < 0 {
		sign, text = "-", text[1:]
	}
	if digits := MinorDigits(currency); digits > 0 {
		text = strings.Repeat("0", max(digits+1-len(text), 0)) + text
		text = text[:len(text)-digits] + "." + text[len(text)-digits:]
	}
	return strings.TrimSpace(sign + text + " " + currency)
}

// currencies has the digits after the point of each.
var currencies = func() map[string]int {
	all := map[string]int{}
	for digits, codes := range map[int]string{
		0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
		3: "BHD IQD JOD KWD LYD OMR TND",
		2: `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
			CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD
			KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP
			PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
			USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
	} {
		for code := range strings.FieldsSeq(codes) {
			all[code] = digits
		}
	}
	// Money of the past: the European currencies to 2001, and those that gave way to others since.
	for digits, codes := range map[int]string{
		0: "BEF ESP GRD ITL LUF PTE ROL TRL BYR",
		2: `ATS DEM FIM FRF IEP NLG AZM BGL CYP EEK GHC HRK LTL LVL MGF MRO MTL MZM SDD SIT SKK SLL SRG STD TMM VEB VEF YUM CSD ZMK ZWD ZWL
			AFA AOR BYB RUR TJR`,
	} {
		for code := range strings.FieldsSeq(codes) {
			all[code] = digits
		}
	}
	return all
}()
