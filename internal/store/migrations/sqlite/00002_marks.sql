-- What is no fact: work to do, sessions, links, answers kept for a repeated question.
-- +goose Up
-- +goose StatementBegin
-- Candidates whose standing is to be audited again.
CREATE TABLE due (
    candidate INTEGER NOT NULL,
    PRIMARY KEY (candidate)
) STRICT;
-- What the installation remembers of itself, such as the last business day that began.
CREATE TABLE setting (
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    hash    BLOB NOT NULL,
    account INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE token (
    hash    BLOB NOT NULL,
    id      INTEGER NOT NULL,
    account INTEGER NOT NULL,
    name    TEXT NOT NULL,
    scopes  TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    revoked INTEGER NOT NULL,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX token_of_account ON token (account);
CREATE TABLE sign_in_link (
    hash    BLOB NOT NULL,
    email   TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    used    INTEGER NOT NULL,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (
    subject TEXT NOT NULL,
    since   INTEGER NOT NULL,
    count   INTEGER NOT NULL,
    PRIMARY KEY (subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency (
    actor   TEXT NOT NULL,
    name    TEXT NOT NULL,
    request BLOB NOT NULL,
    status  INTEGER NOT NULL,
    answer  BLOB NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (actor, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
    id        INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    subject   TEXT NOT NULL,
    body      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    sent      INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
-- +goose StatementEnd
