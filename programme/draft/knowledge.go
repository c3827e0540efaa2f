package draft

import (
	"strings"

	"waymark/programme"
	"waymark/record"
)

// knowledge is what is known beside the page: the facts and programmes of a set, by the names that pages use. A nil set
// is no knowledge.
type knowledge struct {
	set *programme.Set
	// exams are the known exams by bare code, credentials the known credentials by plain title.
	exams       map[string][]record.Ref
	credentials map[string]record.Ref
	// loose are the same by titles without the issuer's name; two that fall together have none.
	loose map[string]record.Ref
	// issuers are the ids of issuers by the first word of their title.
	issuers map[string]string
	// names are the plain titles and abbreviations of programmes, with the credentials that bear them.
	names map[string][]string
	// titled are the titles of credentials and programmes by their first plain word.
	titled map[string][]titled
}

// titled is a title in plain words and the credential that bears it.
type titled struct {
	words []string
	id    string
}

func know(set *programme.Set) *knowledge {
	k := &knowledge{
		set: set, exams: map[string][]record.Ref{}, credentials: map[string]record.Ref{}, loose: map[string]record.Ref{},
		issuers: map[string]string{}, names: map[string][]string{}, titled: map[string][]titled{},
	}
	if set == nil {
		return k
	}
	for _, f := range set.Facts() {
		switch f.Ref.Kind {
		case record.Exam:
			k.exams[f.Ref.Code()] = append(k.exams[f.Ref.Code()], f.Ref)
		case record.Credential:
			k.credential(f.Ref.ID, f.Title)
		default: // a page of requirements names the others in words only
		}
	}
	for _, p := range set.Programmes() {
		k.credential(p.Awards.Credential, p.Title)
		if a := p.Awards.Abbreviation; a != "" {
			k.names[a] = append(k.names[a], p.Awards.Credential)
		}
	}
	for _, i := range set.Issuers() {
		if words := splitWords(i.Title); len(words) > 0 {
			k.issuers[words[0].lower] = i.ID
		}
	}
	return k
}

func (k *knowledge) credential(id, title string) {
	plain := plainTitle(title)
	if plain == "" || id == "" {
		return
	}
	if _, known := k.credentials[plain]; known {
		return
	}
	k.credentials[plain] = record.Ref{Kind: record.Credential, ID: id}
	words := strings.Fields(plain)
	if short := withoutName(words); k.loose[short].ID == "" {
		k.loose[short] = record.Ref{Kind: record.Credential, ID: id}
	} else if k.loose[short].ID != id {
		k.loose[short] = record.Ref{Kind: record.Credential}
	}
	k.titled[words[0]] = append(k.titled[words[0]], titled{words, id})
}

// exam tells whether the code is that of a known exam.
func (k *knowledge) exam(code string) bool { return len(k.exams[code]) > 0 }

// examRef is the exam that the code names on a page of the issuer: bare where it is the issuer's own.
func (k *knowledge) examRef(code, issuer string) record.Ref {
	refs := k.exams[code]
	for _, r := range refs {
		if r.Issuer() == issuer {
			return record.Ref{Kind: record.Exam, ID: code}
		}
	}
	if len(refs) == 1 {
		return refs[0]
	}
	return record.Ref{Kind: record.Exam, ID: code}
}

// titleAt is the longest known title that begins at word i: the credential that bears it, and the word after it.
func (k *knowledge) titleAt(words []word, i int) (id string, end int) {
	if words[i].sign {
		return "", 0
	}
	longest := 1 // one word alone may be anything
	for _, t := range k.titled[words[i].lower] {
		if len(t.words) <= longest {
			continue
		}
		j, n := i, 0
		for j < len(words) && n < len(t.words) && (silent(words[j]) || words[j].lower == t.words[n]) {
			if !silent(words[j]) {
				n++
			}
			j++
		}
		if n == len(t.words) {
			longest, id, end = n, t.id, j
		}
	}
	return id, end
}

// title is the title that facts give the thing, or empty.
func (k *knowledge) title(ref record.Ref) string {
	if k.set == nil {
		return ""
	}
	if f := k.set.Fact(ref); f != nil {
		return f.Title
	}
	if ref.Kind == record.Credential {
		if p := k.set.Awarding(ref.ID); p != nil {
			return p.Title
		}
	}
	return ""
}

// credentialRef is the credential that a page names so; issuer is whose page it is, and foreign tells that the page
// speaks of other bodies' credentials.
func (k *knowledge) credentialRef(name, issuer string, foreign bool) record.Ref {
	for _, form := range []string{name, afterAbbreviation(name), withoutIssuer(name)} {
		plain := plainTitle(form)
		if ref, ok := k.credentials[plain]; ok {
			return own(ref, issuer)
		}
		if ref := k.loose[withoutName(strings.Fields(plain))]; ref.ID != "" {
			return own(ref, issuer)
		}
	}
	if ids := k.names[name]; len(ids) == 1 {
		return own(record.Ref{Kind: record.Credential, ID: ids[0]}, issuer)
	}
	text := afterAbbreviation(name)
	words := splitWords(text)
	if len(words) < 2 {
		return record.Ref{Kind: record.Credential, ID: slug(text)}
	}
	first := k.issuers[words[0].lower]
	if first == "" && foreign {
		first = slug(words[0].text)
	}
	rest := strings.TrimSpace(text[words[0].end:])
	if first == "" || first == issuer {
		return record.Ref{Kind: record.Credential, ID: slug(text)}
	}
	return record.Ref{Kind: record.Credential, ID: first + "/" + slug(rest)}
}

func own(ref record.Ref, issuer string) record.Ref {
	if ref.Issuer() == issuer {
		ref.ID = ref.Code()
	}
	return ref
}

// afterAbbreviation drops the "MCSA:" of "MCSA: Microsoft Certified …".
func afterAbbreviation(name string) string {
	before, after, found := strings.Cut(name, ":")
	if found && abbreviation(strings.TrimSpace(before)) && strings.TrimSpace(after) != "" {
		return strings.TrimSpace(after)
	}
	return name
}

// withoutName joins the words of a title, leaving out every other place of its first: the issuer's name, which one page
// repeats and another does not.
func withoutName(words []string) string {
	var kept []string
	for i, w := range words {
		if i == 0 || w != words[0] {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

func withoutIssuer(name string) string {
	_, after, _ := strings.Cut(name, " ")
	return after
}

// abbreviation tells whether the word is one of capitals: MCSE, A+, MCITP.
func abbreviation(word string) bool {
	capitals := 0
	for _, c := range word {
		switch {
		case c >= 'A' && c <= 'Z':
			capitals++
		case c == '+' || c == '-' || c == '@' || c >= '0' && c <= '9':
		default:
			return false
		}
	}
	return capitals >= 2 && capitals <= 8
}

// slug makes an id of a name: lower case, digits and dashes.
func slug(name string) string {
	var b strings.Builder
	for _, w := range splitWords(name) {
		if w.sign {
			continue
		}
		text := strings.ReplaceAll(strings.ReplaceAll(w.lower, "+", "-plus"), "#", "-sharp")
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		for _, c := range text {
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' {
				b.WriteRune(c)
			}
		}
	}
	return strings.Trim(strings.ReplaceAll(b.String(), "--", "-"), "-.")
}
