-- Credentials of awards: their making, their documents, their status lists.
-- +goose Up
-- +goose StatementBegin
-- One list of bits that says which credentials hold no more; its seed spreads places at random.
CREATE TABLE status_list (
    id      INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    size    INTEGER NOT NULL,
    seed    BLOB NOT NULL,
    entry   INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
-- One making of an award's credential: its code, and its place in a status list. The step counts the makings.
CREATE TABLE issuance (
    candidate INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    code      TEXT NOT NULL,
    list      INTEGER NOT NULL,
    turn      INTEGER NOT NULL,
    place     INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (candidate, number, step)
) STRICT, WITHOUT ROWID;
-- The documents of an issuance: what was meant to be signed, its proof, its token.
CREATE TABLE credential (
    candidate INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    form      TEXT NOT NULL,
    body      BLOB NOT NULL,
    entry     INTEGER NOT NULL,
    PRIMARY KEY (candidate, number, step, form)
) STRICT;
-- What a place of a status list says, step after step; a place without a row is clear.
CREATE TABLE status_bit (
    list  INTEGER NOT NULL,
    place INTEGER NOT NULL,
    step  INTEGER NOT NULL,
    value INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (list, place, step)
) STRICT, WITHOUT ROWID;
-- Awards whose credential is on its way, by the step that is next; 0 is one that could not be made, and why.
CREATE TABLE to_issue (
    candidate INTEGER NOT NULL,
    number    INTEGER NOT NULL,
    next      INTEGER NOT NULL,
    why       TEXT NOT NULL,
    PRIMARY KEY (candidate, number)
) STRICT, WITHOUT ROWID;
-- Status lists as they are signed: the entry of the journal up to which they tell, when they were signed and until when they hold.
CREATE TABLE status_published (
    list  INTEGER NOT NULL,
    body  BLOB NOT NULL,
    entry INTEGER NOT NULL,
    at    INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (list)
) STRICT;
CREATE UNIQUE INDEX issuance_by_code ON issuance (code);
CREATE UNIQUE INDEX issuance_by_turn ON issuance (list, turn);
CREATE UNIQUE INDEX issuance_by_place ON issuance (list, place);
CREATE INDEX to_issue_next ON to_issue (next, candidate, number);
INSERT INTO counter VALUES ('status_list', 1);
-- Awards decided before there were credentials get theirs too, unless they are taken away.
INSERT INTO to_issue SELECT a.candidate, a.number, 2, '' FROM award a WHERE NOT EXISTS (SELECT 1 FROM award_event e
    WHERE e.candidate = a.candidate AND e.number = a.number AND e.kind IN (2, 3, 4, 5, 7, 8, 9));
CREATE TRIGGER status_list_update BEFORE UPDATE ON status_list BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER status_list_delete BEFORE DELETE ON status_list BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER issuance_update BEFORE UPDATE ON issuance BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER issuance_delete BEFORE DELETE ON issuance BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER credential_update BEFORE UPDATE ON credential BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER credential_delete BEFORE DELETE ON credential BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER status_bit_update BEFORE UPDATE ON status_bit BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER status_bit_delete BEFORE DELETE ON status_bit BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
-- +goose StatementEnd
