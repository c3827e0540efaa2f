-- Facts. A fact is never changed and never deleted; entry is the act of the journal that wrote it. No day is 0, no text is empty.
-- +goose Up
-- +goose StatementBegin
-- The journal: one entry an act, each holding the hash of the one before.
CREATE TABLE journal (
    seq     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    act     TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason  TEXT NOT NULL,
    before  TEXT NOT NULL,
    after   TEXT NOT NULL,
    facts   BLOB NOT NULL,
    hash    BLOB NOT NULL,
    PRIMARY KEY (seq)
) STRICT;
-- The head of the journal; whoever writes an act holds this row.
CREATE TABLE journal_head (
    id   INTEGER NOT NULL,
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE counter (
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
-- Candidates: a step for each change of name; the last step holds.
CREATE TABLE candidate (
    id    INTEGER NOT NULL,
    step  INTEGER NOT NULL,
    name  TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (id, step)
) STRICT, WITHOUT ROWID;
-- How test vendors and people know a candidate; candidate 0 means the identity was given up.
CREATE TABLE identity (
    kind      TEXT NOT NULL,
    value     TEXT NOT NULL,
    step      INTEGER NOT NULL,
    candidate INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (kind, value, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_of_candidate ON identity (candidate);
-- Evidence lies clustered by candidate. A piece is one thing had; its steps are its history, the last one holds.
CREATE TABLE evidence (
    candidate INTEGER NOT NULL,
    piece     INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    act       INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    item      TEXT NOT NULL,
    day       INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    revoked   INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    source    TEXT NOT NULL,
    reference TEXT NOT NULL,
    detail    TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (candidate, piece, step)
) STRICT, WITHOUT ROWID;
-- The number under which a source knows a piece.
CREATE TABLE reference (
    source    TEXT NOT NULL,
    reference TEXT NOT NULL,
    candidate INTEGER NOT NULL,
    piece     INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (source, reference)
) STRICT, WITHOUT ROWID;
-- Texts, each kept once under its SHA-256: programmes' files, rule sets, profiles.
CREATE TABLE document (
    hash  BLOB NOT NULL,
    body  BLOB NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE feed (
    id      INTEGER NOT NULL,
    source  TEXT NOT NULL,
    name    TEXT NOT NULL,
    digest  BLOB NOT NULL,
    profile BLOB NOT NULL,
    header  BLOB NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX feed_by_digest ON feed (source, digest);
CREATE TABLE feed_batch (
    feed        INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    rows        INTEGER NOT NULL,
    recorded    INTEGER NOT NULL,
    same        INTEGER NOT NULL,
    corrected   INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    left_out    INTEGER NOT NULL,
    entry       INTEGER NOT NULL,
    PRIMARY KEY (feed, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine (
    feed     INTEGER NOT NULL,
    row      INTEGER NOT NULL,
    body     BLOB NOT NULL,
    code     TEXT NOT NULL,
    operands TEXT NOT NULL,
    entry    INTEGER NOT NULL,
    PRIMARY KEY (feed, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE quarantine_outcome (
    feed    INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    body    BLOB NOT NULL,
    reason  TEXT NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (feed, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE award (
    candidate  INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    programme  TEXT NOT NULL,
    credential TEXT NOT NULL,
    version    TEXT NOT NULL,
    day        INTEGER NOT NULL,
    until      INTEGER NOT NULL,
    rules      BLOB NOT NULL,
    decided_on INTEGER NOT NULL,
    decided_by TEXT NOT NULL,
    entry      INTEGER NOT NULL,
    PRIMARY KEY (candidate, number)
) STRICT, WITHOUT ROWID;
-- What an award was decided on: the audit's report and the evidence it names.
CREATE TABLE award_basis (
    candidate INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    evidence  TEXT NOT NULL,
    report    BLOB NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (candidate, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE award_event (
    candidate INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    kind      INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (candidate, number, step)
) STRICT, WITHOUT ROWID;
-- What takes two people: one moves it, another seconds or refuses it.
CREATE TABLE motion (
    id        INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    candidate INTEGER NOT NULL,
    award     INTEGER NOT NULL,
    body      TEXT NOT NULL,
    reason    TEXT NOT NULL,
    author    INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE motion_outcome (
    motion  INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason  TEXT NOT NULL,
    person  INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (motion)
) STRICT;
-- Rulings on one candidate, or on everyone (candidate 0).
CREATE TABLE ruling (
    id            INTEGER NOT NULL,
    candidate     INTEGER NOT NULL,
    kind          INTEGER NOT NULL,
    programme     TEXT NOT NULL,
    question      TEXT NOT NULL,
    requirement   TEXT NOT NULL,
    evidence_kind INTEGER NOT NULL,
    evidence      TEXT NOT NULL,
    for_kind      INTEGER NOT NULL,
    for_item      TEXT NOT NULL,
    from_day      INTEGER NOT NULL,
    until_day     INTEGER NOT NULL,
    author        TEXT NOT NULL,
    seconded_by   TEXT NOT NULL,
    reason        TEXT NOT NULL,
    motion        INTEGER NOT NULL,
    entry         INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ruling_of_candidate ON ruling (candidate);
CREATE TABLE relation (
    id        INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    account   INTEGER NOT NULL,
    candidate INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    from_day  INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_of_account ON relation (account);
CREATE INDEX relation_of_candidate ON relation (candidate);
-- The claim that two records are of one person.
CREATE TABLE merge (
    id       INTEGER NOT NULL,
    keeper   INTEGER NOT NULL,
    absorbed INTEGER NOT NULL,
    proof    TEXT NOT NULL,
    entry    INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE merge_undo (
    merge  INTEGER NOT NULL,
    reason TEXT NOT NULL,
    entry  INTEGER NOT NULL,
    PRIMARY KEY (merge)
) STRICT;
-- Files of programmes and facts as published; the latest whose day has come is in effect.
CREATE TABLE publication (
    file     TEXT NOT NULL,
    step     INTEGER NOT NULL,
    document BLOB NOT NULL,
    day      INTEGER NOT NULL,
    entry    INTEGER NOT NULL,
    PRIMARY KEY (file, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE account (
    id        INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    email     TEXT NOT NULL,
    name      TEXT NOT NULL,
    candidate INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_by_email ON account (email);
CREATE TABLE account_role (
    account INTEGER NOT NULL,
    step    INTEGER NOT NULL,
    role    TEXT NOT NULL,
    granted INTEGER NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (account, step)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_head VALUES (1, 0, x'');
INSERT INTO counter VALUES ('candidate', 1), ('piece', 1), ('feed', 1), ('motion', 1), ('ruling', 1), ('relation', 1), ('merge', 1), ('account', 1), ('token', 1), ('outbox', 1);
-- +goose StatementEnd
