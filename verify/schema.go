package verify

import (
	"waymark/credential"
	"waymark/credential/flaw"
	"waymark/credential/jsontree"
	"waymark/credential/schema"
)

// schema holds the credential to the official schema of its types and to the built-in ones that it names itself.
func (j *judge) schema() {
	s := j.step(StepSchema)
	defer j.resources(s)
	// A single proof may stand without its array in the data model, though 1EdTech's schema asks for one.
	v := arrays(j.doc.value)
	own := credential.SchemaOf(&v)
	if own == "" {
		s.note(Skipped, flaw.New("verify.no-schema"))
	} else {
		j.check(s, &v, own)
	}
	asked := map[string]bool{own: true}
	for _, named := range v.Get("credentialSchema").Each() {
		id := named.Str("id")
		if asked[id] { // each once, however often it is named
			continue
		}
		asked[id] = true
		switch {
		case !schema.Known(id):
			s.Notes = append(s.Notes, flaw.New("schema.unknown", flaw.Op("address", id)))
		case !j.doc.one:
			j.check(s, &v, id)
		}
	}
}

// arrays gives a copy in which every single proof, also of an endorsement inside, stands in an array.
func arrays(v jsontree.Value) jsontree.Value {
	switch v.Kind {
	case jsontree.List:
		items := make([]jsontree.Value, len(v.Items))
		for i := range v.Items {
			items[i] = arrays(v.Items[i])
		}
		v.Items = items
	case jsontree.Map:
		members := make([]jsontree.Member, len(v.Members))
		for i, m := range v.Members {
			if members[i] = jsontree.M(m.Name, arrays(m.Value)); m.Name == "proof" && m.Value.Kind == jsontree.Map {
				members[i].Value = jsontree.Array(m.Value)
			}
		}
		v.Members = members
	default:
	}
	return v
}

func (j *judge) check(s *Step, v *jsontree.Value, address string) {
	found, err := schema.Check(v, address)
	if err != nil {
		s.fail(err)
		return
	}
	for _, f := range found {
		s.note(Failed, f)
	}
	if len(found) == 0 && s.Outcome != Failed {
		s.note(Passed, flaw.New("verify.schema-holds"))
	}
}

// resources holds the documents that the credential names to their digests.
func (j *judge) resources(s *Step) {
	err := credential.CheckResources(&j.doc.value, j.options.Fetch, func(address string) {
		s.Notes = append(s.Notes, flaw.New("verify.resource-unfetched", flaw.Op("address", address)))
	})
	if err != nil {
		s.fail(err)
	}
}
