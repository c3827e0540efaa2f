-- The last publication is asked for each time rules are needed.
-- +goose Up
-- +goose StatementBegin
CREATE INDEX publication_by_entry ON publication (entry);
-- +goose StatementEnd
