package registrar

import (
	"bytes"
	"crypto/rand"
	"net/url"
	"strconv"
	"strings"
	"time"

	"waymark/credential"
	"waymark/credential/jsontree"
	"waymark/credential/status"
	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
	"waymark/programme"
	"waymark/record"
	"waymark/report"
)

// pending is an award whose credential is being made, with all that the credential says.
type pending struct {
	award      *store.Award
	holder     store.Candidate
	identities []store.Identity
	counted    []piece
	programme  *programme.Programme
	version    *programme.Version
	issuance   store.Issuance
	purpose    string

	// what came of it
	draft []byte
	err   error
}

// gather reads what an award's credential says.
func (r *Registrar) gather(v *store.View, g *groups, rules *Rules, candidate, number int64) (*pending, error) {
	w, err := awardOf(v, candidate, number)
	if err != nil {
		return nil, err
	}
	p := &pending{award: w}
	members := g.members(candidate)
	if p.holder, _, err = v.Candidate(members[0]); err != nil {
		return nil, err
	}
	for _, m := range members {
		identities, err := v.Identities(m)
		if err != nil {
			return nil, err
		}
		p.identities = append(p.identities, identities...)
	}
	basis, _, err := v.Basis(candidate, number)
	if err != nil {
		return nil, err
	}
	if p.counted, err = piecesOf(basis.Evidence); err != nil {
		return nil, err
	}
	made, err := v.Issuances(candidate, number)
	if err != nil {
		return nil, err
	}
	p.issuance = store.Issuance{Candidate: candidate, Number: number, Step: int64(len(made)) + 1}
	p.err = p.rules(rules.Set, r.options.Today())
	return p, nil
}

// rules finds the programme as the award was decided by it.
func (p *pending) rules(set *programme.Set, day record.Date) error {
	if s := StatusOn(p.award, day); s != InForce {
		return fault.New(fault.Conflict, "fault.award-is", message.Op("award", awardName(p.award)), message.Op("status", s.String()))
	}
	if p.programme = set.Programme(p.award.Programme); p.programme == nil {
		return fault.New(fault.NotFound, "fault.no-programme", message.Op("programme", p.award.Programme))
	}
	for i := range p.programme.Versions {
		if p.programme.Versions[i].Name == p.award.Version {
			p.version = &p.programme.Versions[i]
		}
	}
	return nil
}

// programmePath is where a programme's page stands below the issuer's address.
func programmePath(id string) string {
	issuer, name, _ := strings.Cut(id, "/")
	return "/programmes/" + url.PathEscape(issuer) + "/" + url.PathEscape(name)
}

// CredentialPath is where a credential's page stands below the issuer's address; its other forms have its path with an ending.
func CredentialPath(code string) string { return "/c/" + code }

// StatusListPath is where a status list stands below the issuer's address.
func StatusListPath(list int64) string { return "/status/" + strconv.FormatInt(list, 10) }

// BadgePath is where the picture of a programme's badge stands below the issuer's address.
func BadgePath(id string) string {
	return strings.Replace(programmePath(id), "/programmes/", "/badges/", 1) + ".png"
}

// document is the credential that is to be made.
func (p *pending) document(set *programme.Set, base string, criteria string) credential.Award {
	at := base + programmePath(p.programme.ID)
	title := p.programme.Title
	out := credential.Award{
		ID: base + CredentialPath(p.issuance.Code), Name: title,
		Recipient: p.recipient(),
		Achievement: credential.Achievement{
			ID: at, Type: "Certification", Name: title, Description: firstText(p.programme.About.Summary.Value, title),
			CriteriaURL: at, Criteria: criteria, Image: credential.Image{ID: base + BadgePath(p.programme.ID), Caption: title},
			Code: p.programme.Awards.Abbreviation, Version: p.award.Version, InLanguage: p.programme.Language,
		},
		Awarded: p.award.DecidedOn.Time(), ValidFrom: p.award.Date.Time(),
		Status:      status.Entry{Purpose: p.purpose, Index: int(p.issuance.Place), List: base + StatusListPath(p.issuance.List)},
		NamesSchema: true,
	}
	if p.award.Until != 0 {
		out.ValidUntil = p.award.Until.Time().AddDate(0, 0, 1).Add(-time.Second)
	}
	out.Achievement.Alignments = append(out.Achievement.Alignments, credential.Alignment{URL: at, Name: title, Type: "CTDL", Framework: "CTDL"})
	for _, job := range p.programme.About.Occupations {
		out.Achievement.Alignments = append(out.Achievement.Alignments, credential.Alignment{
			URL: at + "#" + anchor(job.Value), Name: job.Value, Type: "ext:Occupation", Framework: "Job titles",
		})
	}
	p.results(set, at, &out)
	return out
}

// recipient names the holder in the clear, as a certificate does, and by a salted hash of each e-mail address.
func (p *pending) recipient() credential.Recipient {
	out := credential.Recipient{Identities: []credential.Identity{{Type: "name", Hash: p.holder.Name, Plain: true}}}
	for _, i := range p.identities {
		if i.Kind == store.Email {
			salt := rand.Text()
			out.Identities = append(out.Identities, credential.Identity{Type: "emailAddress", Hash: credential.HashIdentity(i.Value, salt), Salt: salt})
		}
	}
	return out
}

// results are the exams, courses and credentials that counted, with their scores.
func (p *pending) results(set *programme.Set, at string, out *credential.Award) {
	for _, e := range p.counted {
		kind, id, _ := strings.Cut(e.Item, " ")
		ref := record.Ref{ID: id}
		for _, k := range []record.Kind{record.Exam, record.Course, record.Credential} {
			if k.String() == kind {
				ref.Kind = k
			}
		}
		if ref.Kind == 0 {
			continue
		}
		name := ref.Code()
		if f := set.Fact(ref); f != nil && f.Title != "" {
			name += " " + f.Title
		}
		d := credential.ResultDescription{ID: at + "#" + anchor(e.Item), Name: name, Type: "Status"}
		r := credential.Result{Description: d.ID, Status: "Completed"}
		if e.Score != "" {
			d.Type, r.Value = "RawScore", e.Score
		}
		out.Achievement.Results, out.Results = append(out.Achievement.Results, d), append(out.Results, r)
	}
}

// anchor is a text as the fragment of an address.
func anchor(text string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		default:
			return '-'
		}
	}, text), "-")
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// criteriaOf is what a version asks for, in Markdown, as its credentials say it; once for each.
func (s *Rules) criteriaOf(p *programme.Programme, v *programme.Version) (string, error) {
	if v == nil {
		return p.Title, nil
	}
	key := p.ID + " " + v.Name
	if text, known := s.criteria.Load(key); known {
		return text.(string), nil
	}
	var b bytes.Buffer
	if err := report.Criteria(&b, s.Set, v); err != nil {
		return "", err
	}
	text := strings.TrimSpace(b.String())
	s.criteria.Store(key, text)
	return text, nil
}

// holderOf is the name that a credential gives its holder.
func holderOf(document []byte) string {
	v, err := jsontree.Parse(document)
	if err != nil {
		return ""
	}
	for _, i := range v.Get("credentialSubject").Get("identifier").Each() {
		if i.Str("identityType") == "name" {
			return i.Str("identityHash")
		}
	}
	return ""
}
