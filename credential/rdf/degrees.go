package rdf

import (
	"slices"
	"strconv"
	"strings"

	"waymark/credential/flaw"
)

// manyDegrees is the Hash N-Degree Quads algorithm: it tells alike blank nodes apart by what is around them, trying the
// orders of their neighbours. Each order, each recursion and each hash of a neighbour is a step; their number is bounded.
func (c *canonicalizer) manyDegrees(blank int, path *issuer) (string, *issuer, error) {
	related, err := c.related(blank, path)
	if err != nil {
		return "", nil, err
	}
	hashes := make([]string, 0, len(related))
	for hash := range related {
		hashes = append(hashes, hash)
	}
	slices.Sort(hashes)
	var data []byte
	for _, hash := range hashes {
		data = append(data, hash...)
		var chosen string
		var chosenIssuer *issuer
		err = permute(related[hash], func(order []int) error {
			candidate, next, err := c.follow(order, path, chosen)
			if err != nil || next == nil {
				return err
			}
			if chosenIssuer == nil || candidate < chosen {
				chosen, chosenIssuer = candidate, next
			}
			return nil
		})
		if err != nil {
			return "", nil, err
		}
		data = append(data, chosen...)
		path = chosenIssuer
	}
	return c.sum(data), path, nil
}

// step counts work: one, and more where a long path has to be copied and searched.
func (c *canonicalizer) step(path *issuer) error {
	if c.steps += 1 + len(path.order)/64; c.steps > MaxSteps {
		return flaw.New("rdf.poison", flaw.Op("limit", MaxSteps))
	}
	return nil
}

// follow writes the path of one order of neighbours; a nil issuer means that it cannot be the least.
func (c *canonicalizer) follow(order []int, from *issuer, chosen string) (string, *issuer, error) {
	c.steps += len(order) / 4
	if err := c.step(from); err != nil {
		return "", nil, err
	}
	path, next := make([]byte, 0, len(chosen)+64), from.clone()
	worse := func() bool { return chosen != "" && len(path) >= len(chosen) && string(path) > chosen }
	var deeper []int
	for _, blank := range order {
		if n, ok := c.issued.number(blank); ok {
			path = strconv.AppendInt(append(path, "_:c14n"...), int64(n), 10)
		} else {
			if _, known := next.number(blank); !known {
				deeper = append(deeper, blank)
			}
			path = strconv.AppendInt(append(path, "_:b"...), int64(next.issue(blank)), 10)
		}
		if worse() {
			return "", nil, nil
		}
	}
	for _, blank := range deeper {
		if err := c.step(next); err != nil {
			return "", nil, err
		}
		hash, result, err := c.manyDegrees(blank, next)
		if err != nil {
			return "", nil, err
		}
		path = strconv.AppendInt(append(path, "_:b"...), int64(next.issue(blank)), 10)
		path = append(append(append(path, '<'), hash...), '>')
		next = result.clone()
		if worse() {
			return "", nil, nil
		}
	}
	return string(path), next, nil
}

// related groups the neighbours of a blank node by the hash of how they stand to it.
func (c *canonicalizer) related(blank int, path *issuer) (map[string][]int, error) {
	groups := map[string][]int{}
	for _, i := range c.quads[blank] {
		q := &c.data.Quads[i]
		for _, side := range []struct {
			position byte
			term     Term
		}{{'s', q.Subject}, {'o', q.Object}, {'g', q.Graph}} {
			if side.term.Blank == 0 || side.term.Blank == blank {
				continue
			}
			if err := c.step(path); err != nil {
				return nil, err
			}
			hash := c.relatedHash(side.term.Blank, q, path, side.position)
			groups[hash] = append(groups[hash], side.term.Blank)
		}
	}
	return groups, nil
}

func (c *canonicalizer) relatedHash(blank int, q *Quad, path *issuer, position byte) string {
	var b strings.Builder
	b.WriteByte(position)
	if position != 'g' {
		b.WriteString(q.Predicate)
	}
	if n, ok := c.issued.number(blank); ok {
		b.WriteString("_:c14n" + strconv.Itoa(n))
	} else if n, ok := path.number(blank); ok {
		b.WriteString("_:b" + strconv.Itoa(n))
	} else {
		b.WriteString(c.first[blank])
	}
	return c.sum([]byte(b.String()))
}

// permute calls visit with every order of items.
func permute(items []int, visit func([]int) error) error {
	items = slices.Clone(items)
	var from func(k int) error
	from = func(k int) error {
		if k >= len(items)-1 {
			return visit(items)
		}
		for i := k; i < len(items); i++ {
			items[k], items[i] = items[i], items[k]
			if err := from(k + 1); err != nil {
				return err
			}
			items[k], items[i] = items[i], items[k]
		}
		return nil
	}
	return from(0)
}
