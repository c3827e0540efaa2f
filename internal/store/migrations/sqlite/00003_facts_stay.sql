-- The database itself refuses to change or delete a fact.
-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER journal_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER journal_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER candidate_update BEFORE UPDATE ON candidate BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER candidate_delete BEFORE DELETE ON candidate BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER identity_update BEFORE UPDATE ON identity BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER identity_delete BEFORE DELETE ON identity BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER reference_update BEFORE UPDATE ON reference BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER reference_delete BEFORE DELETE ON reference BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER document_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER document_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER feed_update BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER feed_delete BEFORE DELETE ON feed BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER feed_batch_update BEFORE UPDATE ON feed_batch BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER feed_batch_delete BEFORE DELETE ON feed_batch BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER quarantine_update BEFORE UPDATE ON quarantine BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER quarantine_delete BEFORE DELETE ON quarantine BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER quarantine_outcome_update BEFORE UPDATE ON quarantine_outcome BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER quarantine_outcome_delete BEFORE DELETE ON quarantine_outcome BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_update BEFORE UPDATE ON award BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_delete BEFORE DELETE ON award BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_basis_update BEFORE UPDATE ON award_basis BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_basis_delete BEFORE DELETE ON award_basis BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_event_update BEFORE UPDATE ON award_event BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER award_event_delete BEFORE DELETE ON award_event BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER motion_update BEFORE UPDATE ON motion BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER motion_delete BEFORE DELETE ON motion BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER motion_outcome_update BEFORE UPDATE ON motion_outcome BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER motion_outcome_delete BEFORE DELETE ON motion_outcome BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER ruling_update BEFORE UPDATE ON ruling BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER ruling_delete BEFORE DELETE ON ruling BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER relation_update BEFORE UPDATE ON relation BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER relation_delete BEFORE DELETE ON relation BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER merge_update BEFORE UPDATE ON merge BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER merge_delete BEFORE DELETE ON merge BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER merge_undo_update BEFORE UPDATE ON merge_undo BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER merge_undo_delete BEFORE DELETE ON merge_undo BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER publication_update BEFORE UPDATE ON publication BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER publication_delete BEFORE DELETE ON publication BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER account_update BEFORE UPDATE ON account BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER account_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER account_role_update BEFORE UPDATE ON account_role BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER account_role_delete BEFORE DELETE ON account_role BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
-- +goose StatementEnd
