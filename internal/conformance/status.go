package conformance

import (
	"encoding/json"
	"net/http"

	"waymark/credential"
	"waymark/credential/jsontree"
	"waymark/credential/key"
	"waymark/credential/proof"
	"waymark/credential/status"
)

func (c *Instance) listAddress(purpose string) string { return c.base + "/status-lists/" + purpose }

// listed gives a credential an entry in each list.
func (c *Instance) listed(v jsontree.Value) jsontree.Value {
	if v.Get("credentialStatus") != nil {
		return v
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	index := c.next
	c.next = (c.next + 1) % status.MinSize
	c.given[v.Str("id")] = index
	return v.With("credentialStatus", jsontree.Array(
		status.Entry{Purpose: status.Revocation, Index: index, List: c.listAddress(status.Revocation)}.Value(),
		status.Entry{Purpose: status.Suspension, Index: index, List: c.listAddress(status.Suspension)}.Value(),
	))
}

// publish gives the signed credential of a list.
func (c *Instance) publish(purpose string) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.lists[purpose]
	if list == nil {
		return nil, errAway
	}
	var with *issuer
	for _, i := range c.issuers {
		if i.status {
			with = i
		}
	}
	now := c.now()
	v := list.Credential(c.listAddress(purpose), with.did(), purpose, now, now.AddDate(0, 0, 1))
	return credential.Issue(c.contexts, v, proof.Options{
		Suite: with.suite, Method: key.DIDKeyMethod(with.signer.Public()), Created: now,
	}, with.signer)
}

func (c *Instance) routeList(w http.ResponseWriter, r *http.Request) {
	data, err := c.publish(r.PathValue("purpose"))
	if err != nil {
		refuse(w, http.StatusNotFound, "MALFORMED_VALUE_ERROR", "there is no such list")
		return
	}
	answer(w, http.StatusOK, json.RawMessage(data))
}

// routePublish: lists are signed whenever they are asked for, so there is nothing left to do.
func (c *Instance) routePublish(w http.ResponseWriter, r *http.Request) {
	if c.lists[r.PathValue("purpose")] == nil {
		refuse(w, http.StatusNotFound, "MALFORMED_VALUE_ERROR", "there is no such list")
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// routeStatus sets or clears a credential's entry: {credentialId, credentialStatus: {type, statusPurpose}, status}.
func (c *Instance) routeStatus(w http.ResponseWriter, r *http.Request) {
	request, ok := body(w, r)
	if !ok {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	index, known := c.given[request.Str("credentialId")]
	if !known {
		refuse(w, http.StatusNotFound, "MALFORMED_VALUE_ERROR", "no credential of that credentialId was issued here")
		return
	}
	list := c.lists[request.Get("credentialStatus").Str("statusPurpose")]
	if list == nil {
		refuse(w, http.StatusBadRequest, "MALFORMED_VALUE_ERROR", "credentialStatus.statusPurpose must be revocation or suspension")
		return
	}
	value := request.Get("status")
	if value != nil && value.Kind != jsontree.True && value.Kind != jsontree.False {
		refuse(w, http.StatusBadRequest, "MALFORMED_VALUE_ERROR", "status must be true or false")
		return
	}
	list.Put(index, value == nil || value.Kind == jsontree.True)
	answer(w, http.StatusOK, struct{}{})
}
