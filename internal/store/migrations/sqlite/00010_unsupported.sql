-- Awards in doubt are few among the events of many; those who decide ask for them each day.
-- +goose Up
-- +goose StatementBegin
CREATE INDEX award_event_unsupported ON award_event (candidate, number, step) WHERE kind = 9;
-- +goose StatementEnd
