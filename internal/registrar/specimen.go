package registrar

import (
	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

// packing gives what packs the reports of a programme: its specimen is the report on somebody who had just enough, from the first day of
// its last version. It is nobody's, so that no person's report is needed to read another's.
func (s *Rules) packing(id string, day record.Date) (*packer, error) {
	if p, known := s.packers.Load(id); known {
		return p.(*packer), nil
	}
	rec := everything(s.Set, s.Set.Programme(id))
	var found *audit.Report
	for range 2 { // with everything, then with what of it counted
		var err error
		if found, err = s.auditor.Run(id, rec, day, audit.Options{VerifiedOnly: true}); err != nil {
			return nil, err
		}
		rec = &record.Record{}
		for _, p := range found.Evidence {
			if len(p.CountsAt) > 0 {
				rec.Evidence = append(rec.Evidence, *p.Entry)
			}
		}
	}
	text, err := reportText(s, found)
	if err != nil {
		return nil, err
	}
	p, _ := s.packers.LoadOrStore(id, newPacker(text))
	return p.(*packer), nil
}

// everything is the record of somebody who has all that an audit of the programme can turn on but its own credential.
func everything(set *programme.Set, p *programme.Programme) *record.Record {
	day := p.Versions[len(p.Versions)-1].InForce.From
	refs, _ := reach(set, p)
	rec := &record.Record{}
	for _, ref := range refs {
		if ref.ID != p.Awards.Credential {
			rec.Evidence = append(rec.Evidence, record.Evidence{Ref: ref, Date: day, State: record.Verified, Source: "specimen"})
		}
	}
	return rec
}
