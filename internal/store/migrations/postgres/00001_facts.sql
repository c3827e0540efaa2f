-- Facts. A fact is never changed and never deleted; entry is the act of the journal that wrote it. No day is 0, no text is empty.
-- +goose Up
-- +goose StatementBegin
-- The journal: one entry an act, each holding the hash of the one before.
CREATE TABLE journal (
    seq     BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    act     TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    reason  TEXT COLLATE "C" NOT NULL,
    before  TEXT COLLATE "C" NOT NULL,
    after   TEXT COLLATE "C" NOT NULL,
    facts   BYTEA NOT NULL,
    hash    BYTEA NOT NULL,
    PRIMARY KEY (seq)
);
-- The head of the journal; whoever writes an act holds this row.
CREATE TABLE journal_head (
    id   BIGINT NOT NULL,
    seq  BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE counter (
    name TEXT COLLATE "C" NOT NULL,
    next BIGINT NOT NULL,
    PRIMARY KEY (name)
);
-- Candidates: a step for each change of name; the last step holds.
CREATE TABLE candidate (
    id    BIGINT NOT NULL,
    step  BIGINT NOT NULL,
    name  TEXT COLLATE "C" NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (id, step)
);
-- How test vendors and people know a candidate; candidate 0 means the identity was given up.
CREATE TABLE identity (
    kind      TEXT COLLATE "C" NOT NULL,
    value     TEXT COLLATE "C" NOT NULL,
    step      BIGINT NOT NULL,
    candidate BIGINT NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (kind, value, step)
);
CREATE INDEX identity_of_candidate ON identity (candidate);
-- Evidence lies clustered by candidate. A piece is one thing had; its steps are its history, the last one holds.
CREATE TABLE evidence (
    candidate BIGINT NOT NULL,
    piece     BIGINT NOT NULL,
    step      BIGINT NOT NULL,
    act       BIGINT NOT NULL,
    kind      BIGINT NOT NULL,
    item      TEXT COLLATE "C" NOT NULL,
    day       BIGINT NOT NULL,
    until     BIGINT NOT NULL,
    revoked   BIGINT NOT NULL,
    state     BIGINT NOT NULL,
    source    TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    detail    TEXT COLLATE "C" NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (candidate, piece, step)
);
-- The number under which a source knows a piece.
CREATE TABLE reference (
    source    TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    candidate BIGINT NOT NULL,
    piece     BIGINT NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (source, reference)
);
-- Texts, each kept once under its SHA-256: programmes' files, rule sets, profiles.
CREATE TABLE document (
    hash  BYTEA NOT NULL,
    body  BYTEA NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE feed (
    id      BIGINT NOT NULL,
    source  TEXT COLLATE "C" NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    digest  BYTEA NOT NULL,
    profile BYTEA NOT NULL,
    header  BYTEA NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX feed_by_digest ON feed (source, digest);
CREATE TABLE feed_batch (
    feed        BIGINT NOT NULL,
    number      BIGINT NOT NULL,
    rows        BIGINT NOT NULL,
    recorded    BIGINT NOT NULL,
    same        BIGINT NOT NULL,
    corrected   BIGINT NOT NULL,
    quarantined BIGINT NOT NULL,
    left_out    BIGINT NOT NULL,
    entry       BIGINT NOT NULL,
    PRIMARY KEY (feed, number)
);
CREATE TABLE quarantine (
    feed     BIGINT NOT NULL,
    row      BIGINT NOT NULL,
    body     BYTEA NOT NULL,
    code     TEXT COLLATE "C" NOT NULL,
    operands TEXT COLLATE "C" NOT NULL,
    entry    BIGINT NOT NULL,
    PRIMARY KEY (feed, row)
);
CREATE TABLE quarantine_outcome (
    feed    BIGINT NOT NULL,
    row     BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    body    BYTEA NOT NULL,
    reason  TEXT COLLATE "C" NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (feed, row)
);
CREATE TABLE award (
    candidate  BIGINT NOT NULL,
    number     BIGINT NOT NULL,
    programme  TEXT COLLATE "C" NOT NULL,
    credential TEXT COLLATE "C" NOT NULL,
    version    TEXT COLLATE "C" NOT NULL,
    day        BIGINT NOT NULL,
    until      BIGINT NOT NULL,
    rules      BYTEA NOT NULL,
    decided_on BIGINT NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    entry      BIGINT NOT NULL,
    PRIMARY KEY (candidate, number)
);
-- What an award was decided on: the audit's report and the evidence it names.
CREATE TABLE award_basis (
    candidate BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    evidence  TEXT COLLATE "C" NOT NULL,
    report    BYTEA NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (candidate, number)
);
CREATE TABLE award_event (
    candidate BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    step      BIGINT NOT NULL,
    kind      BIGINT NOT NULL,
    day       BIGINT NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (candidate, number, step)
);
-- What takes two people: one moves it, another seconds or refuses it.
CREATE TABLE motion (
    id        BIGINT NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    candidate BIGINT NOT NULL,
    award     BIGINT NOT NULL,
    body      TEXT COLLATE "C" NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    author    BIGINT NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE motion_outcome (
    motion  BIGINT NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    reason  TEXT COLLATE "C" NOT NULL,
    person  BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (motion)
);
-- Rulings on one candidate, or on everyone (candidate 0).
CREATE TABLE ruling (
    id            BIGINT NOT NULL,
    candidate     BIGINT NOT NULL,
    kind          BIGINT NOT NULL,
    programme     TEXT COLLATE "C" NOT NULL,
    question      TEXT COLLATE "C" NOT NULL,
    requirement   TEXT COLLATE "C" NOT NULL,
    evidence_kind BIGINT NOT NULL,
    evidence      TEXT COLLATE "C" NOT NULL,
    for_kind      BIGINT NOT NULL,
    for_item      TEXT COLLATE "C" NOT NULL,
    from_day      BIGINT NOT NULL,
    until_day     BIGINT NOT NULL,
    author        TEXT COLLATE "C" NOT NULL,
    seconded_by   TEXT COLLATE "C" NOT NULL,
    reason        TEXT COLLATE "C" NOT NULL,
    motion        BIGINT NOT NULL,
    entry         BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ruling_of_candidate ON ruling (candidate);
CREATE TABLE relation (
    id        BIGINT NOT NULL,
    step      BIGINT NOT NULL,
    account   BIGINT NOT NULL,
    candidate BIGINT NOT NULL,
    kind      TEXT COLLATE "C" NOT NULL,
    from_day  BIGINT NOT NULL,
    until_day BIGINT NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (id, step)
);
CREATE INDEX relation_of_account ON relation (account);
CREATE INDEX relation_of_candidate ON relation (candidate);
-- The claim that two records are of one person.
CREATE TABLE merge (
    id       BIGINT NOT NULL,
    keeper   BIGINT NOT NULL,
    absorbed BIGINT NOT NULL,
    proof    TEXT COLLATE "C" NOT NULL,
    entry    BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE merge_undo (
    merge  BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    entry  BIGINT NOT NULL,
    PRIMARY KEY (merge)
);
-- Files of programmes and facts as published; the latest whose day has come is in effect.
CREATE TABLE publication (
    file     TEXT COLLATE "C" NOT NULL,
    step     BIGINT NOT NULL,
    document BYTEA NOT NULL,
    day      BIGINT NOT NULL,
    entry    BIGINT NOT NULL,
    PRIMARY KEY (file, step)
);
CREATE TABLE account (
    id        BIGINT NOT NULL,
    step      BIGINT NOT NULL,
    email     TEXT COLLATE "C" NOT NULL,
    name      TEXT COLLATE "C" NOT NULL,
    candidate BIGINT NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (id, step)
);
CREATE INDEX account_by_email ON account (email);
CREATE TABLE account_role (
    account BIGINT NOT NULL,
    step    BIGINT NOT NULL,
    role    TEXT COLLATE "C" NOT NULL,
    granted BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (account, step)
);
INSERT INTO journal_head VALUES (1, 0, '');
INSERT INTO counter VALUES ('candidate', 1), ('piece', 1), ('feed', 1), ('motion', 1), ('ruling', 1), ('relation', 1), ('merge', 1), ('account', 1), ('token', 1), ('outbox', 1);
-- +goose StatementEnd
