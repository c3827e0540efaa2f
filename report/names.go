package report

import (
	"strings"

	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// names gives things the words people know them by, seen from one issuer.
type names struct {
	set    *programme.Set
	words  *message.Catalogue
	issuer string
}

func (n names) say(code string, operands ...message.Operand) string {
	return n.words.Sentence("report."+code, operands...)
}

// code is the id, bare where it is the issuer's own: 70-290, comptia/a-plus.
func (n names) code(ref record.Ref) string {
	if ref.Issuer() == n.issuer {
		return ref.Code()
	}
	return ref.ID
}

// kindCode is the code with its kind: exam 70-290.
func (n names) kindCode(ref record.Ref) string { return ref.Kind.String() + " " + n.code(ref) }

// title is what facts call the thing, or empty.
func (n names) title(ref record.Ref) string { return factTitle(n.set, ref) }

// full is the code and the title.
func (n names) full(ref record.Ref) string {
	return strings.TrimSpace(n.code(ref) + " " + n.title(ref))
}

// condition says what a requirement asks for besides.
func (n names) condition(c programme.Condition) string {
	code := map[string]string{"passed": "show.passed", "ever held": "show.ever-held", "holds": "show.holds"}[conditionVerb(c)]
	return n.say(code, op("ref", n.kindCode(c.Ref)))
}

// list joins words with commas; of more than most it tells how many are left out.
func (n names) list(words []string, most int) string {
	if len(words) <= most+1 {
		return strings.Join(words, ", ")
	}
	return strings.Join(words[:most], ", ") + ", " + n.say("show.more", op("n", len(words)-most))
}

// sayer gives the sentence of a code of this package.
type sayer func(code string, operands ...message.Operand) string

var op = message.Op

type operand = message.Operand

var printable = message.Printable
