-- People as they registered: what they said, how far their persona is, and whom they do not want to see.

create table people (
  id text collate "C" primary key check (length(id) between 1 and 128),
  -- Counts what the person told us: a new text, an edit, a rejection. Work done for an older version is thrown away.
  version integer not null default 1,
  status text not null default 'active' check (status in ('active', 'paused')),
  stage text not null check (stage in
    ('registered', 'resume', 'persona', 'awaiting_approval', 'approved', 'embedding', 'matching', 'matched', 'failed')),
  failed_stage text,
  failed_reason text,
  needs_matchmaking boolean not null default false,
  update_attempts integer not null default 0,
  update_due_at timestamptz,
  given_designation text,
  designation text,
  designation_source jsonb,
  approved_at timestamptz,
  first_matched_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((stage = 'failed') = (failed_stage is not null))
);
create index people_unfinished on people (updated_at) where stage in ('registered', 'resume', 'persona', 'approved', 'embedding', 'matching');
create index people_stale on people (update_due_at) where needs_matchmaking;

create table person_texts (
  person_id text collate "C" primary key references people on delete cascade,
  questions jsonb not null,
  resume_link text,
  resume_status text not null check (resume_status in ('none', 'waiting', 'read', 'left_out')),
  resume_reason text,
  resume_text text,
  rejection text
);

create table personas (
  person_id text collate "C" primary key references people on delete cascade,
  -- The version of the person that this was made from.
  version integer not null,
  persona jsonb not null,
  requirements jsonb not null,
  offerings jsonb not null,
  composer text not null,
  generated_at timestamptz not null
);

create table blocks (
  person_id text collate "C" not null references people on delete cascade,
  other_id text collate "C" not null references people on delete cascade,
  created_at timestamptz not null default now(),
  primary key (person_id, other_id),
  check (person_id <> other_id)
);
create index blocks_of_other on blocks (other_id);
