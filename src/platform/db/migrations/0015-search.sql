-- Who was shown whom, and when last, so that nobody need be shown twice.
create table seen_people (
  asker_id text collate "C" not null references people on delete cascade,
  person_id text collate "C" not null references people on delete cascade,
  seen_at timestamptz not null default now(),
  primary key (asker_id, person_id)
);
create index seen_people_of_person on seen_people (person_id);
create index seen_people_by_age on seen_people (seen_at);

-- A search that goes on by itself, and whom it has told of.
create table saved_searches (
  id uuid primary key,
  person_id text collate "C" not null references people on delete cascade,
  name text,
  -- As it was asked.
  question jsonb not null,
  created_at timestamptz not null default now(),
  read_at timestamptz not null default now(),
  ran_at timestamptz not null default now(),
  due_at timestamptz not null,
  paused_at timestamptz
);
create index saved_searches_of_person on saved_searches (person_id);
create index saved_searches_due on saved_searches (due_at) where paused_at is null;

create table saved_search_people (
  search_id uuid not null references saved_searches on delete cascade,
  person_id text collate "C" not null references people on delete cascade,
  told_at timestamptz not null default now(),
  primary key (search_id, person_id)
);
create index saved_search_people_of_person on saved_search_people (person_id);
