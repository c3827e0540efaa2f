package describe

import (
	"waymark/message"
	"waymark/record"
)

// profiles says needs in condition profiles, all of which must be met: one with everything that is asked for outright, and
// one for each choice of one of several. ok is false where that does not suffice.
func (c *ctdl) profiles(n *need) (profiles []object, ok bool) {
	if n.n != n.size() {
		n = all(n)
	}
	outright := c.profile(c.say("all"))
	some := c.aim(outright, n.pieces)
	if !some {
		return nil, false
	}
	if len(n.pieces) > 0 {
		profiles = append(profiles, outright)
	}
	for _, part := range n.of {
		choice, ok := c.choiceProfile(part)
		if !ok {
			return nil, false
		}
		profiles = append(profiles, choice)
	}
	return profiles, len(profiles) > 0
}

func (c *ctdl) profile(description string) object {
	return object{"@type": "ceterms:ConditionProfile", "ceterms:description": c.ours(description)}
}

// choiceProfile says one of several: each an alternative.
func (c *ctdl) choiceProfile(n *need) (object, bool) {
	if n.n != 1 || n.size() < 2 {
		return nil, false
	}
	description := c.say("one")
	if n.title != "" {
		description = c.say("one-for", message.Op("title", n.title))
	}
	out := c.profile(description)
	var options []object
	for _, p := range n.pieces {
		option := c.profile(c.title(p.ref))
		if !c.aim(option, []piece{p}) {
			return nil, false
		}
		options = append(options, option)
	}
	for _, part := range n.of {
		option, ok := c.optionProfile(part)
		if !ok {
			return nil, false
		}
		options = append(options, option)
	}
	out["ceterms:alternativeCondition"] = options
	return out, true
}

// optionProfile says an alternative that asks for several things, one of which may be a choice again.
func (c *ctdl) optionProfile(n *need) (object, bool) {
	if n.n != n.size() || n.n == 0 || len(n.of) > 1 {
		return nil, false
	}
	out := c.profile(c.say("all"))
	if !c.aim(out, n.pieces) {
		return nil, false
	}
	for _, part := range n.of {
		inner, ok := c.choiceProfile(part)
		if !ok {
			return nil, false
		}
		out["ceterms:alternativeCondition"] = inner["ceterms:alternativeCondition"]
	}
	return out, true
}

// aim names the pieces as a profile's targets; it cannot for what is no exam, credential or course, or was only ever held.
func (c *ctdl) aim(profile object, pieces []piece) bool {
	for _, p := range pieces {
		name := map[record.Kind]string{
			record.Exam: "ceterms:targetAssessment", record.Credential: "ceterms:targetCredential", record.Course: "ceterms:targetLearningOpportunity",
		}[p.ref.Kind]
		if name == "" || p.ever {
			return false
		}
		have, _ := profile[name].([]string)
		profile[name] = append(have, c.target(p.ref))
	}
	return true
}
