-- Somebody may be known by a profile alone: then there is a person, and no registration of hers.
alter table people drop constraint people_stage_check;
alter table people add constraint people_stage_check check (stage in
  ('unregistered', 'registered', 'resume', 'persona', 'awaiting_approval', 'approved', 'embedding', 'matching', 'matched', 'failed'));

-- Another with every change of what is embedded; a vector carries the one that it was made from.
create sequence profile_versions;

-- Who can be found: what the host said of her, and beside it what the persona adds that she approved.
create table profiles (
  person_id text collate "C" primary key references people on delete cascade,
  name text,
  age smallint check (age between 0 and 120),
  date_of_birth date,
  gender text,
  -- Known values that the words of hers stand for.
  genders text[] not null default '{}',
  about text,
  interests text[] not null default '{}',
  needs text[] not null default '{}',
  offers text[] not null default '{}',
  -- ISO 639-1.
  languages text[] not null default '{}',
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  last_active timestamptz,
  is_visible boolean not null default true,
  is_suspended boolean not null default false,
  -- Whom she wants to be found by.
  wants_km double precision,
  wants_age_min smallint,
  wants_age_max smallint,
  wants_genders text[] not null default '{}',
  wants_needs text[] not null default '{}',
  -- False where nothing but a persona stands behind the row.
  is_given boolean not null,
  source text not null check (source in ('api', 'host')),
  -- Of what the host's database said last: a row that says the same again costs no write. Null where our own API spoke last.
  host_digest text,
  persona jsonb,
  persona_needs text[] not null default '{}',
  persona_offers text[] not null default '{}',
  -- False while the person is paused.
  is_listed boolean not null,
  -- Distinct stems of everything that is searched word by word.
  words tsvector not null,
  version bigint not null default nextval('profile_versions'),
  needs_vectors boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((latitude is null) = (longitude is null)),
  check (is_given or persona is not null)
);
create index profiles_by_word on profiles using gin (words);
create index profiles_by_place on profiles using gist (point(longitude, latitude));
create index profiles_without_place on profiles (person_id) where latitude is null;
create index profiles_by_activity on profiles (last_active desc nulls last, person_id);
create index profiles_by_change on profiles (updated_at);
create index profiles_of_host on profiles (person_id) where host_digest is not null;
create index profiles_to_embed on profiles (version) where needs_vectors;

-- Personas that were approved before. Their words are found by the job that embeds them.
insert into profiles (person_id, is_given, source, persona, persona_needs, persona_offers, is_listed, words)
  select p.id, false, 'api', r.persona,
    array(select sentence ->> 'text' from jsonb_array_elements(r.requirements) sentence),
    array(select sentence ->> 'text' from jsonb_array_elements(r.offerings) sentence),
    p.status = 'active', ''
  from people p join personas r on r.person_id = p.id
  where p.approved_at is not null;

create table profile_vectors (
  generation integer not null references generations,
  person_id text collate "C" not null references profiles on delete cascade,
  -- Of the profile that it was made from.
  version bigint not null,
  -- What she likes, offers and writes of herself, together; then each alone.
  gives halfvec,
  about halfvec,
  needs halfvec,
  offers halfvec,
  primary key (generation, person_id)
);
alter table profile_vectors alter column gives set storage plain;
alter table profile_vectors alter column about set storage plain;
alter table profile_vectors alter column needs set storage plain;
alter table profile_vectors alter column offers set storage plain;
create index profile_vectors_of_person on profile_vectors (person_id);

-- How far a file of profiles was taken, so that it can be sent again after a break.
create table imports (
  id text collate "C" primary key,
  lines_taken integer not null default 0,
  kept integer not null default 0,
  bad_count integer not null default 0,
  -- The first thousand lines that were not kept: line, user_id where it could be read, message.
  bad jsonb not null default '[]',
  -- Who takes it now, and when she was last heard of; null when nobody does.
  run_id uuid,
  run_seen_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz not null default now()
);
create index imports_by_age on imports (created_at);
create index imports_naming on imports using gin (bad jsonb_path_ops);

-- A block that was read in the host's database goes when it goes there; one that was made here stays.
alter table blocks add column source text not null default 'api' check (source in ('api', 'host'));
create index blocks_of_host on blocks (person_id, other_id) where source = 'host';

-- How far a pass over the host's profiles, or over its blocks, has come: whoever goes on with it begins there.
create table host_passes (
  name text primary key check (name in ('profiles', 'blocks')),
  -- First what the host has is taken, then what it has no more is dropped.
  step text not null default 'taking' check (step in ('taking', 'dropping')),
  -- What names the last row: an id, or the two of a block. Empty at the beginning of a step.
  after text[] not null default '{}',
  -- Counts the pages that were ever turned.
  page bigint not null default 0
);
insert into host_passes (name) values ('profiles'), ('blocks');
