package audit

import "waymark/record"

// ReasonCode says why a piece counts nowhere, or why a requirement is open. Its sentence is "reason." + String() in the
// message catalogue.
type ReasonCode uint8

// The reasons. Those above Closed are about evidence, the others about requirements; a few serve both.
const (
	Counts           ReasonCode = iota // it counts
	UsedElsewhere                      // another entry of the same piece counts: Ref, Date
	ListedNowhere                      // no rule of the programme asks for it
	BeforeFirst                        // dated before its first day: Date
	AfterLast                          // dated after its last day: Date
	Void                               // counts no longer from a day: Date
	Expired                            // its term ended: Date
	Revoked                            // it was taken away: Date
	Refused                            // checked and found not to be so
	NotVerified                        // only verified evidence counts, and it is not
	ConditionNotHeld                   // the option that lists it asks for something not held: Ref
	CapReached                         // the list counts at most so many of these: Text is the limit
	ExcludedBy                         // not both: another piece counts instead: Ref
	NotNeeded                          // the requirements that ask for it are met without it
	KindUnused                         // no rule here reads evidence of its kind
	NotListed                          // the option stood in its list only on other days: Date is when it ends or begins
	TermEnded                          // it earned an award whose term has ended: Date
	Unconfirmed                        // the open question that would let it count is not granted: Text is the question
	EarnsAward                         // it counts towards a credential that counts here or not: Ref
	HoldsCondition                     // it is a condition of a requirement and not used up: Text is the path
	ItemClosed                         // the item can no longer be had: Ref, Date is its last day
	NoVersion                          // no version of the rules is in force on the day
)

var reasonNames = [...]string{
	"counts", "used-elsewhere", "listed-nowhere", "before-first-day", "after-last-day", "void", "expired", "revoked",
	"refused", "not-verified", "condition-not-held", "cap-reached", "excluded", "not-needed", "kind-not-used", "not-listed",
	"term-ended", "open-question", "earns-award", "condition", "closed", "no-version",
}

// String is the reason's code in every output.
func (c ReasonCode) String() string { return reasonNames[c] }

// ReasonCodes lists every code, so that a test can hold that each has its sentence.
func ReasonCodes() []string { return reasonNames[:] }

// Reason is a code and its operands. Operands a code does not use are zero.
type Reason struct {
	Code ReasonCode
	// Ref is the other thing the reason speaks of.
	Ref  record.Ref
	Date record.Date
	Text string
}
