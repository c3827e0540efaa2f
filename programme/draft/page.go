package draft

import (
	"strconv"

	"waymark/diag"
	"waymark/programme"
	"waymark/record"
)

// page is what a reader found: the rules as the page writes them, every mention, and what the prose says of them. The
// doubts look at nothing else.
type page struct {
	file    string
	subject subject
	about   about
	groups  []*group
	lists   []*list
	// mentions are all of them, in the lists and in sentences.
	mentions []*mention
	claims   []claim
	// rules are the sentences and headings that speak of what is required.
	rules []ruleText
	// once are the sentences that say that something counts once only.
	once []onceNote
	// insteads are the lists of credentials that may take the place of a list's exams.
	insteads []*instead
	// advice are the sentences that recommend.
	advice []advice
	// dated is the first day that the page names as its own, and where.
	dated record.Date
	// days tells that the page names any date at all.
	days bool
}

// group is a heading and the lists under it.
type group struct {
	text  *span
	title string
	// count is what the heading says is needed in all, if it says so.
	count *quantity
	lists []*list
}

// list is one part of the rules: some exams or credentials, and how many of them.
type list struct {
	group *group
	// intro is the sentence before the list; nil where only a heading stands there.
	intro    *span
	quantity *quantity
	label    []word
	title    string
	entries  []*entry
	at       diag.Pos
	// instead is how many entries only take the place of others.
	instead int
	// inherited tells that the quantity is the heading's own.
	inherited bool
}

// entry is one part or option of a list.
type entry struct {
	joint    joint
	mentions []*mention
	at       diag.Pos
}

// claim is a count in the prose that is held against the lists.
type claim struct {
	quantity quantity
	topics   []string
	text     *span
	// own is the requirement whose own title or note the count stands in; nil elsewhere.
	own programme.Requirement
	// heading tells that it stands in a heading or title, which says how many without a verb.
	heading bool
}

// ruleText is a sentence or heading that speaks of what is required; own is the requirement it belongs to, if any.
type ruleText struct {
	*span
	own programme.Requirement
}

// onceNote is a sentence that says that the exams it names, or all, count once.
type onceNote struct {
	text  *span
	codes map[string]bool
}

// advice is a sentence that recommends.
type advice struct {
	text  *span
	at    diag.Pos
	years int
	// plain tells that it calls itself advice and cannot be taken for a condition.
	plain bool
}

// about is what the page says of the programme for people.
type about struct {
	summary, audience                 *span
	person, organisation, occupations []*span
}

// needed is how many of the list's entries must be had, and whether the page says so.
func (l *list) needed() int {
	if l.quantity == nil || l.quantity.measure == everyOne {
		return len(l.entries)
	}
	return l.quantity.n
}

// every tells whether all entries of the list must be had.
func (l *list) every() bool {
	q := l.quantity
	return q == nil || q.measure == everyOne || q.measure == so && q.n == len(l.entries) && q.n > 1
}

// name is what a doubt calls the list: one without a title by its line.
func (l *list) name() string { return orElse(l.title, "line "+strconv.Itoa(l.at.Line)) }

// topics are the words that name the list.
func (l *list) topics() []string {
	t := topics(l.label)
	if len(t) == 0 && l.group != nil {
		t = l.group.topics()
	}
	return t
}

func (g *group) topics() []string { return topics(splitWords(g.title)) }
