package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"waymark/internal/fault"
	"waymark/message"
)

func TestKindSurvivesWrapping(t *testing.T) {
	cause := errors.New("disk full")
	err := fmt.Errorf("record evidence: %w", fault.Because(cause, fault.Unavailable, "fault.unavailable"))
	if got := fault.KindOf(err); got != fault.Unavailable {
		t.Errorf("kind is %v", got)
	}
	if !errors.Is(err, cause) {
		t.Error("the cause is lost")
	}
	if got := fault.KindOf(cause); got != fault.Unknown {
		t.Errorf("an error of others is %v", got)
	}
	if fault.Is(nil, fault.Unknown) {
		t.Error("no error is no fault")
	}
}

func TestSentence(t *testing.T) {
	err := fault.New(fault.NotFound, "fault.no-candidate", message.Op("candidate", 7))
	if got, want := err.Error(), "there is no candidate 7"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The cause is told once: by the sentence, or after it.
func TestTheCauseIsToldOnce(t *testing.T) {
	why := errors.New("the host is not on the public Internet")
	told := fault.Because(why, fault.Forbidden, "fetch.failed", message.Op("address", "https://a.example"), message.Op("why", why.Error()))
	if n := strings.Count(told.Error(), why.Error()); n != 1 {
		t.Errorf("%s", told)
	}
	if after := fault.Because(why, fault.Unavailable, "fault.unavailable"); !strings.HasSuffix(after.Error(), ": "+why.Error()) {
		t.Errorf("%s", after)
	}
}
