-- Letters that wait are counted and looked for often, among many that were sent.
-- +goose Up
-- +goose StatementBegin
CREATE INDEX outbox_waiting ON outbox (id) WHERE sent = 0;
-- +goose StatementEnd
