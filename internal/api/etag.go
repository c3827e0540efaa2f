package api

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// tagOf is the entity tag of an answer: the version of what it shows, where that has one, and a hash of what it says, which may
// change with the day too.
func tagOf(version string, body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + version + "-" + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// versionsIn gives the versions in the strong entity tags of a list; weak ones never match where a change depends on it (RFC 9110,
// 13.1.1).
func versionsIn(list string) []string {
	versions := []string{}
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if version, found := strings.CutPrefix(part, `"`); found && strings.HasSuffix(version, `"`) && version != `"` {
			version, _, _ = strings.Cut(version[:len(version)-1], "-")
			versions = append(versions, version)
		}
	}
	return versions
}

// matches tells whether a list of entity tags has one, weak or strong (RFC 9110, 13.1.2).
func matches(list, one string) bool {
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == one {
			return true
		}
	}
	return false
}
