package audit_test

import (
	"testing"

	"waymark/audit"
	"waymark/programme"
	"waymark/record"
)

func TestNoSuchProgramme(t *testing.T) {
	auditor := audit.New(&programme.Set{})
	var sheet audit.Sheet
	_, short := auditor.Standing("acme/none", &record.Record{}, 1, audit.Options{})
	_, fresh := auditor.Run("acme/none", &record.Record{}, 1, audit.Options{})
	_, again := auditor.RunOn(&sheet, "acme/none", &record.Record{}, 1, audit.Options{})
	for _, err := range []error{short, fresh, again} {
		if err == nil || err.Error() != `no programme is called "acme/none"` {
			t.Errorf("said %v", err)
		}
	}
}
