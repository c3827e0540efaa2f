package registrar

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"

	"waymark/internal/fault"
	"waymark/internal/store"
	"waymark/message"
)

// named is a request that its sender gave a name, so that it can be sent again where no answer came.
type named struct {
	name string
	hash [32]byte
}

type namedKey struct{}

// Named gives the acts of a context the name of a request (an idempotency key). Of a name the first act is done and its result
// kept, in one transaction; the same request again gives the same result and does nothing, another request is refused. An empty
// name is none.
func Named(ctx context.Context, name string, request []byte) context.Context {
	return context.WithValue(ctx, namedKey{}, named{name, sha256.Sum256(request)})
}

// Once does f unless the context's request was answered before; then it gives that result, and [store.ErrNothing]. At is the time,
// in microseconds since 1970 UTC.
func Once(ctx context.Context, c *store.Change, by Actor, at int64, result any, f func() error) error {
	request, _ := ctx.Value(namedKey{}).(named)
	if request.name == "" {
		return f()
	}
	before, answered, err := c.Answered(by.String(), request.name)
	if err != nil {
		return err
	}
	if answered {
		if !bytes.Equal(before.Request, request.hash[:]) {
			return fault.New(fault.Conflict, "fault.name-reused", message.Op("name", request.name))
		}
		if result != nil {
			err = json.Unmarshal(before.Body, result)
		}
		return firstError(err, store.ErrNothing)
	}
	if err := f(); err != nil {
		return err
	}
	body, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return c.Answer(store.Answer{Actor: by.String(), Name: request.name, Request: request.hash[:], Body: body, At: at})
}
