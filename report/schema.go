package report

import _ "embed" // for the schema

// Schema is the JSON Schema of what [JSON] and [OverviewJSON] write.
//
//go:embed schema/audit.schema.json
var Schema string
