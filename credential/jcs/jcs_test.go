package jcs_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	oracle "github.com/gowebpki/jcs"
	"pgregory.net/rapid"

	"waymark/credential/jcs"
	"waymark/credential/jsontree"
)

// The examples of RFC 8785.
func TestExamplesOfTheRFC(t *testing.T) {
	for in, want := range map[string]string{
		`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`:                                        `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`: "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
	} {
		got, err := jcs.Transform([]byte(in))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Error(diff)
		}
	}
}

// The number table of RFC 8785, appendix B.
func TestNumbersOfTheRFC(t *testing.T) {
	for bits, want := range map[uint64]string{
		0x0000000000000000: "0", 0x8000000000000000: "0", 0x0000000000000001: "5e-324", 0x8000000000000001: "-5e-324",
		0x7fefffffffffffff: "1.7976931348623157e+308", 0xffefffffffffffff: "-1.7976931348623157e+308",
		0x4340000000000000: "9007199254740992", 0xc340000000000000: "-9007199254740992", 0x4430000000000000: "295147905179352830000",
		0x44b52d02c7e14af5: "9.999999999999997e+22", 0x44b52d02c7e14af6: "1e+23", 0x44b52d02c7e14af7: "1.0000000000000001e+23",
		0x444b1ae4d6e2ef4e: "999999999999999700000", 0x444b1ae4d6e2ef4f: "999999999999999900000", 0x444b1ae4d6e2ef50: "1e+21",
		0x3eb0c6f7a0b5ed8c: "9.999999999999997e-7", 0x3eb0c6f7a0b5ed8d: "0.000001", 0x41b3de4355555553: "333333333.3333332",
		0x41b3de4355555554: "333333333.33333325", 0x41b3de4355555555: "333333333.3333333", 0x41b3de4355555556: "333333333.3333334",
		0x41b3de4355555557: "333333333.33333343", 0xbecbf647612f3696: "-0.0000033333333333333333", 0x43143ff3c1cb0959: "1424953923781206.2",
	} {
		text := strconv.FormatFloat(math.Float64frombits(bits), 'e', 20, 64)
		if got := string(jcs.AppendNumber(nil, text)); got != want {
			t.Errorf("%016x is %s, want %s", bits, got, want)
		}
	}
}

func value(depth int) *rapid.Generator[jsontree.Value] {
	return rapid.Custom(func(t *rapid.T) jsontree.Value {
		switch kind := rapid.IntRange(0, 6).Draw(t, "kind"); {
		case kind == 0:
			return jsontree.Value{}
		case kind == 1:
			return jsontree.Bool(rapid.Bool().Draw(t, "bool"))
		case kind == 2:
			return jsontree.Value{Kind: jsontree.Number, Text: strconv.FormatFloat(rapid.Float64().Draw(t, "n"), 'g', -1, 64)}
		case kind == 3 || depth == 0:
			return jsontree.String(rapid.String().Draw(t, "text"))
		case kind == 4:
			return jsontree.Array(rapid.SliceOfN(value(depth-1), 0, 4).Draw(t, "items")...)
		default:
			v := jsontree.Object()
			for _, name := range rapid.SliceOfNDistinct(rapid.String(), 0, 5, rapid.ID[string]).Draw(t, "names") {
				v.Members = append(v.Members, jsontree.M(name, value(depth-1).Draw(t, "value")))
			}
			return v
		}
	})
}

func TestAgreesWithTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := jsontree.Object(jsontree.M("v", value(3).Draw(t, "v")))
		text := jsontree.Append(nil, &v)
		want, err := oracle.Transform(text)
		if err != nil {
			t.Skip(err) // the oracle refuses some numbers and names
		}
		got, err := jcs.Transform(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Error(diff)
		}
	})
}

func FuzzTransform(f *testing.F) {
	f.Add([]byte(`{"b":[1.0,1e21,-0],"a":"\u20ac"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := jcs.Transform(data)
		if err != nil {
			return
		}
		twice, err := jcs.Transform(once)
		if err != nil || string(twice) != string(once) {
			t.Errorf("canonical twice differs: %q, %q, %v", once, twice, err)
		}
	})
}
