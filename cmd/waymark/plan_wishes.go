package main

import (
	"math"
	"slices"
	"strings"
	"time"

	"waymark/message"
	"waymark/plan"
	"waymark/programme"
	"waymark/record"
	"waymark/source"
)

// wishes reads what the flags wish for; the budget is the question's, and read once its currency is known.
func (p planCommand) wishes(q *plan.Question) (plan.Wishes, error) {
	w := plan.Wishes{
		Places: p.Place, Currency: p.Currency, HoursAWeek: p.Hours, Earliest: p.Earliest, Latest: p.Latest, AtOnce: p.AtOnce, Retakes: p.Retakes,
		Manner: map[string]plan.Manner{"any": plan.AnyManner, "alone": plan.Alone, "class": plan.InClass}[p.Manner],
	}
	for _, asked := range []struct {
		flag    string
		n, most int
	}{
		{"--hours", p.Hours, 7 * 24},
		{"--at-once", p.AtOnce, 100},
		{"--retakes", p.Retakes, 10},
		{"--alternatives", p.Alternatives, 1000},
		{"--steps", p.Steps, math.MaxInt},
	} {
		switch {
		case asked.n < 0:
			return w, usage("command.below-zero", "", message.Op("flag", asked.flag))
		case asked.n > asked.most:
			return w, usage("command.above-most", "", message.Op("flag", asked.flag), message.Op("most", asked.most))
		}
	}
	if from := max(p.AsOf, p.Earliest); p.Latest != 0 && p.Latest < from {
		return w, usage("command.latest-first", "", message.Op("latest", p.Latest), message.Op("from", from))
	}
	if p.Currency != "" && !programme.IsCurrency(p.Currency) {
		return w, usage("command.bad-currency", "command.hint.bad-currency", message.Op("code", p.Currency))
	}
	var err error
	if w.Order, err = objectives(p.Order); err != nil {
		return w, err
	}
	issuer := record.Ref{ID: q.Goals[0].Programme}.Issuer()
	if w.Avoid, err = within(p.Avoid, issuer); err != nil {
		return w, err
	}
	if w.Include, err = within(p.Include, issuer); err != nil {
		return w, err
	}
	if w.Failed, err = attempts(p.Failed, issuer); err != nil {
		return w, err
	}
	for _, text := range p.Away {
		span, err := days(text)
		if err != nil {
			return w, err
		}
		w.Away = append(w.Away, span)
	}
	for _, text := range p.NotOn {
		day, known := weekdays[strings.ToLower(strings.TrimSpace(text))]
		if !known {
			return w, usage("command.bad-weekday", "command.hint.bad-weekday", message.Op("text", text))
		}
		w.AwayOn = append(w.AwayOn, day)
	}
	return w, nil
}

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday,
}

func objectives(words []string) ([]plan.Objective, error) {
	var out []plan.Objective
	for _, word := range words {
		o, known := plan.ObjectiveOf(strings.TrimSpace(word))
		if !known {
			return nil, usage("command.bad-order", "command.hint.bad-order", message.Op("word", word))
		}
		out = append(out, o)
	}
	return out, nil
}

// within reads items whose bare codes are an issuer's; a code without a kind is an exam's.
func within(texts []string, issuer string) ([]record.Ref, error) {
	texts = slices.Clone(texts)
	for i, text := range texts {
		if text = strings.TrimSpace(text); text != "" && !strings.ContainsAny(text, " \t") {
			texts[i] = "exam " + text
		}
	}
	refs, err := items(texts)
	for i := range refs {
		refs[i] = refs[i].Within(issuer)
	}
	return refs, err
}

// days reads 2005-07-01..2005-07-31, or one day.
func days(text string) (programme.Span, error) {
	from, until, two := strings.Cut(text, "..")
	if !two {
		until = from
	}
	first, err := record.ParseDate(from)
	if err != nil {
		return programme.Span{}, usage("command.misread", "", message.Op("what", err.Error()))
	}
	last, err := record.ParseDate(until)
	if err != nil {
		return programme.Span{}, usage("command.misread", "", message.Op("what", err.Error()))
	}
	if last < first {
		return programme.Span{}, usage("command.days-turned", "", message.Op("what", text))
	}
	return programme.Span{From: first, Until: last}, nil
}

// attempts reads failed tries such as exam 70-290@2005-05-20.
func attempts(texts []string, issuer string) ([]plan.Attempt, error) {
	var out []plan.Attempt
	for _, text := range texts {
		item, day, _ := strings.Cut(text, "@")
		on, err := record.ParseDate(day)
		if err != nil {
			return nil, usage("command.bad-failed", "command.hint.bad-failed", message.Op("text", text))
		}
		refs, err := within([]string{item}, issuer)
		if err != nil {
			return nil, err
		}
		out = append(out, plan.Attempt{Ref: refs[0], Date: on})
	}
	return out, nil
}

// budget reads what a plan may cost, in minor units of the plan's own currency.
func budget(text, currency string) (int64, error) {
	_, named, _ := strings.Cut(strings.TrimSpace(text), " ")
	if named = strings.TrimSpace(named); programme.IsCurrency(named) && currency != "" && named != currency {
		return 0, usage("command.budget-currency", "command.hint.budget-currency", message.Op("text", text), message.Op("currency", currency))
	}
	n, ok := source.ParseAmount(text, currency)
	if !ok || n == 0 {
		return 0, usage("command.bad-budget", "command.hint.bad-budget", message.Op("text", text))
	}
	return n, nil
}
