package report

import (
	"waymark/programme"
	"waymark/record"
)

// conditionVerb is the word before a condition's thing: holds, ever held or passed.
func conditionVerb(c programme.Condition) string {
	switch {
	case c.Ref.Kind == record.Exam:
		return "passed"
	case c.Ever:
		return "ever held"
	default:
		return "holds"
	}
}
