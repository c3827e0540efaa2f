-- Keys of programs are facts: who made one, for what, and who took it back. Those in the table token are written here by the program.
-- +goose Up
-- +goose StatementBegin
CREATE TABLE access_key (
    id      BIGINT NOT NULL,
    step    BIGINT NOT NULL,
    account BIGINT NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    scopes  TEXT COLLATE "C" NOT NULL,
    hash    BYTEA NOT NULL,
    made    BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    taken   BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (id, step)
);
CREATE INDEX access_key_by_hash ON access_key (hash);
CREATE INDEX access_key_of_account ON access_key (account);
CREATE TRIGGER facts_stay BEFORE UPDATE OR DELETE ON access_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- +goose StatementEnd
