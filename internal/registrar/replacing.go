package registrar

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"waymark/diag"
	"waymark/internal/fault"
	"waymark/record"
	"waymark/source"
)

// Replacing gives files of programmes and facts, by whatever names they came, the names under which they would be published on the day: of a
// programme that there is that of the file which holds it, of another the issuer's folder and its own.
func (r *Registrar) Replacing(ctx context.Context, texts map[string][]byte, day record.Date) (map[string][]byte, error) {
	rules, err := r.Rules(ctx, day)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	var found diag.List
	for _, came := range slices.Sorted(maps.Keys(texts)) {
		file, faults := source.Read(came, texts[came])
		if found.Add(faults...); faults.HasErrors() {
			continue
		}
		name := path.Base(came)
		switch file.Kind {
		case source.ProgrammeFile:
			issuer, _, _ := strings.Cut(file.Programme.ID.Value, "/")
			name = path.Join(issuer, name)
			if before := rules.Set.Programme(file.Programme.ID.Value); before != nil {
				name = before.File
			}
		case source.FactsFile:
			name = path.Join(file.Facts.Issuer.Value, name)
		default:
			return nil, fault.New(fault.Invalid, "fault.no-rules")
		}
		out[name] = texts[came]
	}
	if len(texts) == 0 {
		return nil, fault.New(fault.Invalid, "fault.no-rules")
	}
	return out, faulty(found)
}
