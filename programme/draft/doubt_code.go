package draft

import (
	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// doubtCodes tells of a code that the facts of its issuer do not know, once for every place that names it.
func (r *reading) doubtCodes(doubts *diag.List) {
	if r.known.set == nil {
		return
	}
	covered := issuersOf(r.known.set)
	for _, m := range r.mentions {
		ref := m.ref.Within(r.subject.issuer)
		if !covered[ref.Issuer()][ref.Kind] || r.known.set.Fact(ref) != nil {
			continue
		}
		if ref.Kind == record.Credential && r.known.set.Awarding(ref.ID) != nil {
			continue
		}
		f := warning("import-unknown-code", m.at, message.Op("item", shown(m.ref)), message.Op("name", m.name))
		if m.name != ref.Code() {
			f.Code = "finding.import-unknown-code.name"
		}
		doubts.Add(f)
	}
}

// issuersOf says of which issuers the facts know any thing of a kind, so that an unknown code says something.
func issuersOf(set *programme.Set) map[string]map[record.Kind]bool {
	covered := map[string]map[record.Kind]bool{}
	for _, f := range set.Facts() {
		issuer := f.Ref.Issuer()
		if covered[issuer] == nil {
			covered[issuer] = map[record.Kind]bool{}
		}
		covered[issuer][f.Ref.Kind] = true
	}
	return covered
}
