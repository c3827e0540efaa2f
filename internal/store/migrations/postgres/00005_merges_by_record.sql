-- A record's merges are looked up each time the record is read.
-- +goose Up
-- +goose StatementBegin
CREATE INDEX merge_by_keeper ON merge (keeper);
CREATE INDEX merge_by_absorbed ON merge (absorbed);
-- +goose StatementEnd
