package api

import (
	"context"
	"net/http"
	"time"
)

// What takes a processor for seconds waits for one of a few places, so that other requests get through.
const (
	thinkers  = 2
	patience  = 20 * time.Second // for a place
	thinkTime = 10 * time.Second // for a plan's search
)

// mayThink waits for a place; [API.thought] gives it back.
func (a *API) mayThink(ctx context.Context) error {
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case a.thinker <- struct{}{}:
		return nil
	case <-wait.Done():
		return withHeaders(refusal(http.StatusServiceUnavailable, "api.busy"), "Retry-After", "5")
	}
}

func (a *API) thought() { <-a.thinker }
