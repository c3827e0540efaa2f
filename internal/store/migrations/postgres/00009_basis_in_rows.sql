-- A report comes packed: the database need not try to pack it again.
-- +goose Up
-- +goose StatementBegin
ALTER TABLE award_basis ALTER COLUMN report SET STORAGE EXTERNAL;
-- +goose StatementEnd
