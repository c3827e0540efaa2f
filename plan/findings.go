package plan

import (
	"waymark/audit"
	"waymark/diag"
)

// Findings are the faults of the record that is planned for, as an audit for the first goal on the question's day finds them: what a
// plan leaves out of account without a word to whoever believes it counted. The error is that of [Planner.Best].
func (p *Planner) Findings(q *Question) (diag.List, error) {
	if len(q.Goals) == 0 || len(q.People) != 1 {
		_, err := p.search(q, Options{})
		return nil, err
	}
	found, err := p.auditor.Run(q.Goals[0].Programme, q.People[0].Record, q.Day, audit.Options{Steps: lookSteps})
	if err != nil {
		return nil, err
	}
	return found.Findings, nil
}
