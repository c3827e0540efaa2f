-- What is no fact: work to do, sessions, links, answers kept for a repeated question.
-- +goose Up
-- +goose StatementBegin
-- Candidates whose standing is to be audited again.
CREATE TABLE due (
    candidate BIGINT NOT NULL,
    PRIMARY KEY (candidate)
);
-- What the installation remembers of itself, such as the last business day that began.
CREATE TABLE setting (
    name  TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE session (
    hash    BYTEA NOT NULL,
    account BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    seen    BIGINT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE token (
    hash    BYTEA NOT NULL,
    id      BIGINT NOT NULL,
    account BIGINT NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    scopes  TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    revoked BIGINT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE INDEX token_of_account ON token (account);
CREATE TABLE sign_in_link (
    hash    BYTEA NOT NULL,
    email   TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    used    BIGINT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE attempt (
    subject TEXT COLLATE "C" NOT NULL,
    since   BIGINT NOT NULL,
    count   BIGINT NOT NULL,
    PRIMARY KEY (subject)
);
CREATE TABLE idempotency (
    actor   TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    request BYTEA NOT NULL,
    status  BIGINT NOT NULL,
    answer  BYTEA NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (actor, name)
);
CREATE TABLE outbox (
    id        BIGINT NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    subject   TEXT COLLATE "C" NOT NULL,
    body      TEXT COLLATE "C" NOT NULL,
    at        BIGINT NOT NULL,
    sent      BIGINT NOT NULL,
    PRIMARY KEY (id)
);
-- +goose StatementEnd
