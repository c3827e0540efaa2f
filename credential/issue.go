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
	if err := CheckResources(&v, nil, nil); err != nil {
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
	return jsontree.Append(make([]byte, 0, 6144), &signed), nil
}

// IssueToken secures a credential as a JSON Web Token (ES256 or RS256) and gives its compact form.
func IssueToken(p *rdf.Processor, v jsontree.Value, kid string, signer key.Signer) (string, error) {
	if err := CheckModel(&v); err != nil {
		return "", err
	}
	if err := CheckResources(&v, nil, nil); err != nil {
		return "", err
	}
	if err := p.Compacted(&v); err != nil {
		return "", err
	}
	return jwt.Sign(v, kid, signer)
}

// Present signs a presentation and gives its bytes: the holder shows who they are to the one who asked, by the options'
// Challenge and Domain. What is presented keeps its own proofs.
func Present(p *rdf.Processor, v jsontree.Value, o proof.Options, signer key.Signer) ([]byte, error) {
	if err := CheckPresentation(&v); err != nil {
		return nil, err
	}
	own := v.Without("proof", "verifiableCredential")
	if err := p.Compacted(&own); err != nil {
		return nil, err
	}
	if o.Purpose == "" {
		o.Purpose = "authentication"
	}
	made, err := proof.Sign(p, v, o, signer)
	if err != nil {
		return nil, err
	}
	signed := proof.Attach(v, made)
	return jsontree.Append(make([]byte, 0, 6144), &signed), nil
}
