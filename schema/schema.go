// Package schema holds the JSON Schemas (draft 2020-12) of the files that people write, so that editors complete keys,
// show what each means and mark what is wrong.
//
// [Files] has one schema for each kind of file, named after it (programme.json, facts.json, record.json, test.json,
// rulings.json), and common.json, to which they refer. A file names its schema in its first line:
//
//	# yaml-language-server: $schema=../schema/programme.json
//
// The schemas are never used to read files; package source does that and says more. A test there holds that both know
// the same keys.
package schema

import "embed"

// Files holds the schemas by name.
//
//go:embed *.json
var Files embed.FS
