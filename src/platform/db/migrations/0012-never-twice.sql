-- What somebody was is told apart from what somebody else was who came under the same id: a number that was given once is
-- never given again. Work on the words of whoever left cannot be taken for work on those of whoever came after her. The
-- default serves the version before as well, which still adds one to change a version.
create sequence person_versions as integer;
select setval('person_versions', (select coalesce(max(version), 0) + 1 from people));
alter table people alter column version set default nextval('person_versions');

create sequence facet_revisions as integer;
select setval('facet_revisions', (select coalesce(max(revision), 0) + 1 from facets));

-- Whom a kept answer tells of: it goes with the first of them that is erased. Null in rows of the version before.
alter table idempotency_keys add column subject_ids text[];

-- What this callback tells has been replaced since: its body is kept no longer than it takes to tell.
alter table deliveries add column is_outdated boolean not null default false;
