-- The queue's library makes its own tables, under a lock of its own. Not the schema: a process that waits for that lock
-- still remembers the schema as missing, and would make it a second time.
create schema if not exists reciprocity_jobs;
