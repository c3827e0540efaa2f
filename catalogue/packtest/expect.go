package packtest

import (
	"slices"
	"strings"

	"waymark/audit"
	"waymark/message"
	"waymark/record"
	"waymark/source"
)

// all audits the case and compares whatever it expects.
func (r *run) all() error {
	rep, err := r.audit(&r.test.Record)
	if err != nil {
		return err
	}
	r.outcome.Report = rep
	want := &r.test.Expect
	r.same("packtest.verdict", want.Verdict, rep.Verdict.String())
	if want.MetOn.Given() && want.MetOn.Date != rep.MetOn {
		r.fail("packtest.met-on", want.MetOn.Pos, want.MetOn.Length,
			message.Op("want", want.MetOn.Date), message.Op("got", day(rep.MetOn)))
	}
	r.leastLeft(rep, want)
	for _, item := range want.Left {
		if err := r.left(rep, item); err != nil {
			return err
		}
	}
	for _, e := range want.Requirements {
		r.requirement(rep, e)
	}
	for _, d := range want.Derived {
		r.derived(rep, d)
	}
	if want.QuestionsPos.Known() {
		r.questions(rep, want)
	}
	for _, c := range want.Counts {
		r.counts(rep, c)
	}
	return nil
}

// same compares a word of the report with the expected one.
func (r *run) same(code string, want source.Text, got string, more ...message.Operand) {
	if want.Given() && want.Value != got {
		r.fail(code, want.Pos, want.Length, append(more, message.Op("want", want.Value), message.Op("got", got))...)
	}
}

func (r *run) leastLeft(rep *audit.Report, want *source.Expect) {
	if n := want.LeastLeft; n.Given() {
		switch {
		case rep.Unreachable:
			r.fail("packtest.least-left-unreachable", n.Pos, n.Length, message.Op("want", n.Value))
		case rep.LeastLeft != n.Value:
			r.fail("packtest.least-left", n.Pos, n.Length, message.Op("want", n.Value), message.Op("got", rep.LeastLeft))
		}
	}
	if u := want.Unreachable; u.Given() && u.Value != rep.Unreachable {
		code := "packtest.unreachable"
		if rep.Unreachable {
			code = "packtest.reachable"
		}
		r.fail(code, u.Pos, 0)
	}
}

// left holds that the item is in some smallest set of what is left.
func (r *run) left(rep *audit.Report, item source.Item) error {
	ref := item.Ref.Within(r.programme.Issuer())
	for _, set := range rep.Alternatives {
		if slices.Contains(set, ref) {
			return nil
		}
	}
	if !rep.AlternativesComplete && rep.LeastLeft > 0 {
		// The report lists only so many sets: the item is in one of them if having it leaves one fewer.
		more := r.test.Record
		more.Evidence = append(slices.Clone(more.Evidence), record.Evidence{Ref: ref, Date: r.test.AsOf.Date, State: record.Verified})
		nearer, err := r.audit(&more)
		if err != nil || !nearer.Unreachable && nearer.LeastLeft == rep.LeastLeft-1 {
			return err
		}
	}
	r.fail("packtest.left", item.Pos, item.Length, message.Op("item", ref))
	return nil
}

func (r *run) requirement(rep *audit.Report, e source.Entry) {
	j := judged(rep.Requirements, e.Key.Value)
	if j == nil {
		r.fail("packtest.no-requirement", e.Key.Pos, e.Key.Length, message.Op("requirement", e.Key.Value))
		return
	}
	r.same("packtest.requirement", e.Value, j.Verdict.String(), message.Op("requirement", e.Key.Value))
}

func (r *run) derived(rep *audit.Report, d source.DerivedDay) {
	id := record.Ref{Kind: record.Credential, ID: d.Credential.Value}.Within(r.programme.Issuer()).ID
	at := slices.IndexFunc(rep.Derived, func(a audit.Award) bool { return a.Credential == id })
	switch {
	case at < 0:
		r.fail("packtest.not-derived", d.Credential.Pos, d.Credential.Length, message.Op("credential", id))
	case rep.Derived[at].Date != d.On.Date:
		r.fail("packtest.derived", d.On.Pos, d.On.Length,
			message.Op("credential", id), message.Op("want", d.On.Date), message.Op("got", rep.Derived[at].Date))
	}
}

func (r *run) questions(rep *audit.Report, want *source.Expect) {
	var expected, turned []string
	for _, q := range want.Questions {
		expected = append(expected, q.Value)
	}
	for _, q := range rep.Questions {
		turned = append(turned, q.ID)
	}
	slices.Sort(expected)
	slices.Sort(turned)
	if !slices.Equal(expected, turned) {
		r.fail("packtest.questions", want.QuestionsPos, 0, message.Op("want", names(expected)), message.Op("got", names(turned)))
	}
}

// counts holds that the piece counts in the requirement, or in a part of it.
func (r *run) counts(rep *audit.Report, c source.CountsIn) {
	ref := c.Item.Ref.Within(r.programme.Issuer())
	j := judged(rep.Requirements, c.In.Value)
	if j == nil {
		r.fail("packtest.no-requirement", c.In.Pos, c.In.Length, message.Op("requirement", c.In.Value))
		return
	}
	if !uses(rep, j, ref) {
		r.fail("packtest.counts", c.Item.Pos, c.Item.Length, message.Op("item", ref), message.Op("requirement", c.In.Value))
	}
}

func uses(rep *audit.Report, j *audit.Judged, ref record.Ref) bool {
	return slices.ContainsFunc(j.Evidence, func(at int) bool { return rep.Evidence[at].Ref == ref }) ||
		slices.ContainsFunc(j.Of, func(part *audit.Judged) bool { return uses(rep, part, ref) })
}

// judged finds a requirement by its path.
func judged(in []*audit.Judged, path string) *audit.Judged {
	for _, j := range in {
		if j.Path == path {
			return j
		}
		if found := judged(j.Of, path); found != nil {
			return found
		}
	}
	return nil
}

func day(d record.Date) string {
	if d == 0 {
		return "never"
	}
	return d.String()
}

func names(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	return strings.Join(ids, ", ")
}
