-- Credentials of awards: their making, their documents, their status lists.
-- +goose Up
-- +goose StatementBegin
-- One list of bits that says which credentials hold no more; its seed spreads places at random.
CREATE TABLE status_list (
    id      BIGINT NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    size    BIGINT NOT NULL,
    seed    BYTEA NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (id)
);
-- One making of an award's credential: its code, and its place in a status list. The step counts the makings.
CREATE TABLE issuance (
    candidate BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    step      BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    list      BIGINT NOT NULL,
    turn      BIGINT NOT NULL,
    place     BIGINT NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (candidate, number, step)
);
-- The documents of an issuance: what was meant to be signed, its proof, its token.
CREATE TABLE credential (
    candidate BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    step      BIGINT NOT NULL,
    form TEXT COLLATE "C" NOT NULL,
    body      BYTEA NOT NULL,
    entry     BIGINT NOT NULL,
    PRIMARY KEY (candidate, number, step, form)
);
-- What a place of a status list says, step after step; a place without a row is clear.
CREATE TABLE status_bit (
    list  BIGINT NOT NULL,
    place BIGINT NOT NULL,
    step  BIGINT NOT NULL,
    value BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (list, place, step)
);
-- Awards whose credential is on its way, by the step that is next; 0 is one that could not be made, and why.
CREATE TABLE to_issue (
    candidate BIGINT NOT NULL,
    number    BIGINT NOT NULL,
    next      BIGINT NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (candidate, number)
);
-- Status lists as they are signed: the entry of the journal up to which they tell, when they were signed and until when they hold.
CREATE TABLE status_published (
    list  BIGINT NOT NULL,
    body  BYTEA NOT NULL,
    entry BIGINT NOT NULL,
    at    BIGINT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (list)
);
CREATE UNIQUE INDEX issuance_by_code ON issuance (code);
CREATE UNIQUE INDEX issuance_by_turn ON issuance (list, turn);
CREATE UNIQUE INDEX issuance_by_place ON issuance (list, place);
CREATE INDEX to_issue_next ON to_issue (next, candidate, number);
INSERT INTO counter VALUES ('status_list', 1);
-- Awards decided before there were credentials get theirs too, unless they are taken away.
INSERT INTO to_issue SELECT a.candidate, a.number, 2, '' FROM award a WHERE NOT EXISTS (SELECT 1 FROM award_event e
    WHERE e.candidate = a.candidate AND e.number = a.number AND e.kind IN (2, 3, 4, 5, 7, 8, 9));
CREATE TRIGGER facts_stay BEFORE UPDATE OR DELETE ON status_list FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER facts_stay BEFORE UPDATE OR DELETE ON issuance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER facts_stay BEFORE UPDATE OR DELETE ON credential FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER facts_stay BEFORE UPDATE OR DELETE ON status_bit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- +goose StatementEnd
