package draft

import (
	"slices"
	"strconv"

	"waymark/diag"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
)

// spot is a place of an item in the rules, with the parts above it, the whole first.
type spot struct {
	item  *programme.Item
	above []programme.Requirement
}

// maxSpots is how many places of one item are held against each other.
const maxSpots = 30

// doubtPlaces tells of an item that stands where it cannot count: twice in one list, in two lists without a note that it
// counts once, or demanded twice.
func (r *reading) doubtPlaces(titles *pairing, doubts *diag.List) {
	for i := range r.tree.Versions {
		v := &r.tree.Versions[i]
		spots := map[record.Ref][]spot{}
		var order []record.Ref
		collect(v.Requires, nil, func(s spot) {
			ref := s.item.Ref
			if len(spots[ref]) == 0 {
				order = append(order, ref)
			}
			spots[ref] = append(spots[ref], s)
		})
		told := r.doubtMeant(v, titles, doubts)
		for _, ref := range order {
			r.doubtSpots(v, ref, spots[ref], func(s spot) bool { return r.suspect(s, titles) }, told[ref], doubts)
		}
	}
}

func collect(q programme.Requirement, above []programme.Requirement, visit func(spot)) {
	if it, ok := q.(*programme.Item); ok {
		visit(spot{it, above})
		return
	}
	above = append(slices.Clip(above), q)
	for _, part := range programme.Parts(q) {
		collect(part, above, visit)
	}
}

// doubtSpots holds the places of one item against each other. suspect tells of a place that must mean another item, told
// that the item's two lists are doubted already.
func (r *reading) doubtSpots(v *programme.Version, ref record.Ref, spots []spot, suspect func(spot) bool, told bool, doubts *diag.List) {
	spots = spots[:min(len(spots), maxSpots)]
	for i, one := range spots {
		repeats, rule, where := -1, "", spot{}
		for j, other := range spots {
			if i == j {
				continue
			}
			meet := meeting(one, other)
			found := ""
			switch {
			case meet.repeated:
				if j < i && repeats < 0 {
					repeats = j
				}
			case !meet.both || r.shared(v, ref, one, other):
			case meet.direct || mandatory(one) && mandatory(other):
				found = "import-mandatory-twice"
			case r.saidOnce(v, ref):
			case !suspect(one) && !suspect(other):
				found = "import-two-lists"
			case !told:
				found = "import-fills-two"
			}
			if found != "" && (rule == "" || found == "import-mandatory-twice" && rule != found) {
				rule, where = found, other
			}
		}
		if repeats >= 0 {
			doubts.Add(seeAlso(warning("import-option-repeated", r.place(one.item), message.Op("item", shown(ref)),
				message.Op("list", r.called(one))), r.place(spots[repeats].item), "related.import-first"))
		}
		if rule != "" {
			r.doubtBoth(rule, ref, one, where, doubts)
		}
	}
}

func (r *reading) doubtBoth(rule string, ref record.Ref, here, there spot, doubts *diag.List) {
	f := warning(rule, r.place(here.item), message.Op("item", shown(ref)), message.Op("list", r.called(here)), message.Op("other", r.called(there)))
	doubts.Add(seeAlso(hinted(f, "hint."+rule), r.place(there.item), "related.import-there", message.Op("list", r.called(there))))
}

// called is what people call the list that a spot is in; one without a name goes by its line.
func (r *reading) called(s spot) string {
	for i := len(s.above) - 1; i > 0; i-- {
		if n := name(s.above[i]); n != "" {
			return n
		}
	}
	if len(s.above) > 1 {
		return "line " + strconv.Itoa(r.place(s.above[1]).Line)
	}
	return orElse(name(s.item), "line "+strconv.Itoa(r.place(s.item).Line))
}

// junction says how two places of one item relate.
type junction struct {
	// direct tells that both are entries of one list, repeated that this is a list to choose from; both tells that both may
	// have to be filled.
	direct, repeated, both bool
}

// meeting finds the part in which two places meet.
func meeting(a, b spot) junction {
	depth := 0
	for depth < len(a.above) && depth < len(b.above) && a.above[depth] == b.above[depth] {
		depth++
	}
	j := junction{direct: depth == len(a.above) && depth == len(b.above)}
	switch q := a.above[depth-1].(type) {
	case *programme.All:
		j.both = true
	case *programme.Choose:
		j.repeated, j.both = j.direct, q.N > 1 && !j.direct
	case *programme.Any:
		j.repeated = j.direct
	case *programme.Item: // has no parts
	}
	return j
}

// mandatory tells whether an item is demanded whatever else is chosen.
func mandatory(s spot) bool {
	for _, q := range s.above {
		if all, ok := q.(*programme.All); !ok || len(all.Given) > 0 || all.Open != nil || !all.Listed.Always() {
			if c, choose := q.(*programme.Choose); !choose || c.N < len(c.From) || len(c.Given) > 0 {
				return false
			}
		}
	}
	return len(s.item.Heading().Given) == 0 && s.item.Heading().Open == nil && s.item.Heading().Listed.Always()
}

// shared tells whether the rules let the item count in both places.
func (r *reading) shared(v *programme.Version, ref record.Ref, a, b spot) bool {
	for _, s := range v.Shares {
		if len(s.Items) > 0 && !has(s.Items, ref, r.tree.Issuer()) {
			continue
		}
		inA, inB := within(s.Between, a), within(s.Between, b)
		if inA != "" && inB != "" && inA != inB {
			return true
		}
	}
	return false
}

func has(refs []record.Ref, ref record.Ref, issuer string) bool {
	for _, one := range refs {
		if one.Within(issuer) == ref.Within(issuer) {
			return true
		}
	}
	return false
}

func within(ids []string, s spot) string {
	for _, id := range ids {
		if s.item.Heading().ID == id {
			return id
		}
		for _, q := range s.above {
			if q.Heading().ID == id {
				return id
			}
		}
	}
	return ""
}

// saidOnce tells whether the page says that the item counts once.
func (r *reading) saidOnce(v *programme.Version, ref record.Ref) bool {
	if v.OnceWritten {
		return true
	}
	for _, n := range r.once {
		if len(n.codes) == 0 || n.codes[ref.Code()] {
			return true
		}
	}
	return false
}

// suspect tells whether the page's own title for the item belongs to another code.
func (r *reading) suspect(s spot, titles *pairing) bool {
	m := r.items[s.item]
	return m != nil && titles.meant(m) != m.ref
}

// doubtMeant reads wrong codes as the codes that their titles belong to, and tells of an item that then stands in two
// lists. It gives the items told of.
func (r *reading) doubtMeant(v *programme.Version, titles *pairing, doubts *diag.List) map[record.Ref]bool {
	mistaken := map[record.Ref][]spot{}
	collect(v.Requires, nil, func(s spot) {
		if r.suspect(s, titles) {
			ref := titles.meant(r.items[s.item])
			mistaken[ref] = append(mistaken[ref], s)
		}
	})
	told := map[record.Ref]bool{}
	collect(v.Requires, nil, func(s spot) {
		ref := s.item.Ref
		if len(mistaken[ref]) == 0 || r.suspect(s, titles) || r.saidOnce(v, ref) {
			return
		}
		for _, other := range mistaken[ref][:min(len(mistaken[ref]), maxSpots)] {
			if meet := meeting(s, other); meet.both && !meet.direct && !r.shared(v, ref, s, other) {
				r.doubtBoth("import-two-lists", ref, s, other, doubts)
				told[ref] = true
				return
			}
		}
	})
	return told
}
