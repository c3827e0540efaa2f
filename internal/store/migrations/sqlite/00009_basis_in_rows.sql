-- Where the key is the table's tree, a row of two thousand bytes and more takes a page of its own, of eight thousand. What an award was
-- decided on may be as large: it goes into rows, in the order in which it comes.
-- +goose Up
-- +goose StatementBegin
CREATE TABLE award_basis_in_rows (
    candidate INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    evidence  TEXT NOT NULL,
    report    BLOB NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (candidate, number)
) STRICT;
INSERT INTO award_basis_in_rows SELECT candidate, number, evidence, report, entry FROM award_basis ORDER BY entry, candidate, number;
DROP TABLE award_basis;
ALTER TABLE award_basis_in_rows RENAME TO award_basis;
CREATE TRIGGER award_basis_update BEFORE UPDATE ON award_basis BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_basis_delete BEFORE DELETE ON award_basis BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
-- +goose StatementEnd
