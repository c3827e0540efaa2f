package check

import (
	"waymark/diag"
	"waymark/source"
)

var voidBeforeFirst = &Rule{
	Name: "void-before-first", Since: "0.1", Severity: diag.Error,
	Why: "What stopped counting before it could first be had can count for nobody.",
	facts: func(r *run, f *source.Facts) {
		for _, fact := range f.Facts {
			if fact.First.Given() && fact.Void.Given() && fact.Void.Date <= fact.First.Date {
				r.add(diag.Finding{
					Severity: diag.Error, Pos: fact.Void.Pos, Length: fact.Void.Length,
					Operands: ops{op("item", fact.Kind.String()+" "+fact.Code.Value), op("first", fact.First.Date), op("void", fact.Void.Date)},
				})
			}
		}
	},
}
