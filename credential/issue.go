package credential

import (
	"waymark/credential/jsontree"
	"waymark/credential/jwt"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/rdf"
)

// Issue signs a credential with a Data Integrity proof and gives its bytes. What its contexts do not define is refused,
// whatever the suite: a verifier that reads it as JSON-LD would not see it.
func Issue(p *rdf.Processor, v jsontree.Value, o proof.Options, signer key.Signer) ([]byte, error) {
	if err := CheckModel(&v); err != nil {
		return nil, err
	}
	unsigned := v.Without("proof")
	if err := p.Compacted(&unsigned); err != nil {
		return nil, err
	}
	made, err := proof.Sign(p, v, o, signer)
	if err != nil {
		return nil, err
	}
	signed := proof.Attach(v, made)
	return jsontree.Append(make([]byte, 0, 4096), &signed), nil
}

// IssueToken secures a credential as a JSON Web Token (ES256 or RS256) and gives its compact form.
func IssueToken(p *rdf.Processor, v jsontree.Value, kid string, signer key.Signer) (string, error) {
	if err := CheckModel(&v); err != nil {
		return "", err
	}
	if err := p.Compacted(&v); err != nil {
		return "", err
	}
	return jwt.Sign(v, kid, signer)
}
