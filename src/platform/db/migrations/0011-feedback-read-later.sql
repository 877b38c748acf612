-- Null: the text waits for a model that reads it, and moves nothing until then.
alter table feedback alter column sentiment drop not null;
-- Whoever leaves takes along what names her, also where it was given before she came.
create index feedback_of_subject on feedback (subject_id);
