package main

import (
	"context"
	"maps"
	"strconv"
	"strings"
	"time"

	"waymark/credential/jsontree"
	"waymark/internal/fetch"
	"waymark/internal/keyring"
	"waymark/internal/published"
	"waymark/internal/registrar"
	"waymark/internal/server"
	"waymark/internal/site"
	"waymark/message"
	"waymark/verify"
)

// signing gives who signs in this process and the ring, whose public part is published. Without a passphrase nothing is signed here,
// and what another process signed is published all the same; without keys nothing is.
func (f signerFlags) signing(c *Command, address string) (*registrar.Issuing, *keyring.Ring, error) {
	if f.Keys == "" {
		return nil, nil, nil
	}
	ring, err := keysFile{f.Keys}.ring(c)
	if err != nil {
		return nil, nil, undone(err)
	}
	if address != "" && strings.TrimRight(address, "/") != ring.Issuer.URL {
		return nil, nil, usage("command.other-address", "command.hint.other-address", message.Op("address", address), message.Op("url", ring.Issuer.URL))
	}
	if f.PassphraseFile == "" && c.Env(passphraseVariable) == "" {
		return nil, ring, nil
	}
	how, err := f.issuing(c)
	return how, ring, err
}

// patience is how long all that one verification fetches may take together: a document may name many slow hosts.
const patience = 30 * time.Second

// verifier judges credentials for the site: what this installation publishes is read here, everything else is fetched with care.
func (s *serving) verifier() func(context.Context, []byte, verify.Options) verify.Told {
	client := fetch.New(fetch.Options{Agent: "waymark/" + versionName(), Size: 4 << 20})
	trusted := s.trustedAndOwn()
	return func(ctx context.Context, data []byte, o verify.Options) verify.Told {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		o.Now, o.Trusted = s.now(), trusted
		o.Fetch = func(address string) ([]byte, error) {
			if s.ring != nil {
				if rest, own := strings.CutPrefix(address, s.ring.Issuer.URL+"/"); own {
					return s.ownDocument(ctx, rest)
				}
			}
			return client.Get(ctx, address)
		}
		return verify.Tell(data, o, message.English())
	}
}

// trustedAndOwn are the issuers that the operator trusts, and this one under every name that it has had; nil where there is no list.
func (s *serving) trustedAndOwn() map[string]string {
	if s.trusted == nil || s.ring == nil {
		return s.trusted
	}
	all := maps.Clone(s.trusted)
	for _, id := range s.ring.Identifiers() {
		all[id] = s.ring.Issuer.Name
	}
	return all
}

// ownDocument is what this installation publishes at a path that a verifier asks for.
func (s *serving) ownDocument(ctx context.Context, path string) ([]byte, error) {
	if id, is := strings.CutPrefix(path, "status/"); is {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, err
		}
		list, err := s.registrar.StatusList(ctx, n)
		if err != nil {
			return nil, err
		}
		return list.Body, nil
	}
	document, _ := s.keys.read().Document()
	return jsontree.Append(nil, &document), nil
}

// publish mounts what the issuer publishes, where this installation has keys.
func (s *serving) publish(on *server.Server, pages *site.Site) {
	if s.ring == nil {
		return
	}
	published.New(published.Options{Registrar: s.registrar, Ring: s.ring, Keys: s.keys.read, Today: s.today, Page: pages.Credential, Log: s.log}).Mount(on.Mux)
}

// issuerOf is who signs, for the site.
func (s *serving) issuerOf() site.Issuer {
	if s.ring == nil {
		return site.Issuer{}
	}
	return site.Issuer{Name: s.ring.Issuer.Name, URL: s.ring.Issuer.URL}
}
