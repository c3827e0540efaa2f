-- Keys of programs are facts: who made one, for what, and who took it back. Those in the table token are written here by the program.
-- +goose Up
-- +goose StatementBegin
CREATE TABLE access_key (
    id      INTEGER NOT NULL,
    step    INTEGER NOT NULL,
    account INTEGER NOT NULL,
    name    TEXT NOT NULL,
    scopes  TEXT NOT NULL,
    hash    BLOB NOT NULL,
    made    INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    taken   INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_key_by_hash ON access_key (hash);
CREATE INDEX access_key_of_account ON access_key (account);
CREATE TRIGGER access_key_update BEFORE UPDATE ON access_key BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER access_key_delete BEFORE DELETE ON access_key BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
-- +goose StatementEnd
