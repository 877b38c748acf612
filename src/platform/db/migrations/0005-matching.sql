-- Who fits whom. Everything here is made for a generation: one embedding model with one set of rules. Answers come from
-- the active one; another is built beside it and takes its place when it is whole.

create table generations (
  id integer generated always as identity primary key,
  model text not null,
  dimension integer not null check (dimension between 1 and 4000),
  rules text not null,
  state text not null check (state in ('building', 'active', 'retired')),
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  unique (model, rules)
);
create unique index one_active_generation on generations (state) where state = 'active';

-- What a person asks for and offers, ready to be compared. The vectors of the gate are indexed per generation.
create table facets (
  generation integer not null references generations,
  person_id text collate "C" not null references people on delete cascade,
  revision integer not null,
  is_current boolean not null,
  is_listed boolean not null,
  need halfvec,
  offer halfvec,
  needs text[] not null,
  offers text[] not null,
  need_passages bytea not null,
  offer_passages bytea not null,
  created_at timestamptz not null default now(),
  primary key (generation, person_id, revision)
);
alter table facets alter column need set storage plain;
alter table facets alter column offer set storage plain;
alter table facets alter column need_passages set storage external;
alter table facets alter column offer_passages set storage external;
create unique index current_facets on facets (generation, person_id) where is_current;
create index facets_of_person on facets (person_id);

-- Kept apart from the facets: a change here must not touch a vector index.
create table match_lists (
  generation integer not null references generations,
  person_id text collate "C" not null references people on delete cascade,
  matched_revision integer not null,
  -- The score of the hundredth best in a full list, by needs and by offers; whoever is below it has no place there.
  need_cut double precision,
  offer_cut double precision,
  primary key (generation, person_id)
);
create index match_lists_of_person on match_lists (person_id);

-- One row per unordered pair holds both directions: ab is how well b offers what a needs.
create table pairs (
  -- Of the pair, not of the row: the next generation keeps it.
  id uuid not null,
  generation integer not null references generations,
  a_id text collate "C" not null references people on delete cascade,
  b_id text collate "C" not null references people on delete cascade,
  a_revision integer not null,
  b_revision integer not null,
  score_ab double precision,
  score_ba double precision,
  mutual double precision not null,
  -- Triples of [need, offer, thousandths of similarity], best first.
  reasons_ab smallint[] not null,
  reasons_ba smallint[] not null,
  unmet_a smallint[] not null,
  unmet_b smallint[] not null,
  created_at timestamptz not null default now(),
  check (a_id < b_id),
  primary key (generation, id),
  unique (generation, a_id, b_id)
);
create index pairs_needs_of_a on pairs (generation, a_id, score_ab desc, mutual desc, b_id);
create index pairs_offers_of_a on pairs (generation, a_id, score_ba desc, mutual desc, b_id);
create index pairs_needs_of_b on pairs (generation, b_id, score_ba desc, mutual desc, a_id);
create index pairs_offers_of_b on pairs (generation, b_id, score_ab desc, mutual desc, a_id);

-- Pairs that the host was told of. A pair that vanishes takes its line with it, and is news when it comes back.
create table announcements (
  a_id text collate "C" not null references people on delete cascade,
  b_id text collate "C" not null references people on delete cascade,
  batch_id uuid,
  announced_at timestamptz not null default now(),
  primary key (a_id, b_id)
);
create index announcements_of_b on announcements (b_id);
create index announcements_of_batch on announcements (batch_id) where batch_id is not null;

create table feedback (
  id uuid primary key,
  person_id text collate "C" not null references people on delete cascade,
  kind text not null check (kind in ('match', 'chat')),
  subject_id text not null,
  pair_id uuid,
  other_id text collate "C" references people on delete cascade,
  text text not null,
  rating smallint check (rating between 1 and 5),
  outcome text check (outcome in ('accepted', 'declined', 'met', 'no_reply')),
  -- -1 to 1: what was felt, by outcome, else rating, else the words.
  sentiment double precision not null check (sentiment between -1 and 1),
  created_at timestamptz not null default now()
);
create index feedback_of_person on feedback (person_id, other_id);
create index feedback_of_other on feedback (other_id);

-- The update batch: a parent row that ends when every member has gone through the three phases.
create table batches (
  id uuid primary key,
  phase text not null check (phase in ('compose', 'embed', 'match', 'tell', 'done')),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  pairs_told integer
);
create unique index one_open_batch on batches ((true)) where finished_at is null;

create table batch_members (
  batch_id uuid not null references batches on delete cascade,
  person_id text collate "C" not null references people on delete cascade,
  version integer not null,
  state text not null check (state in ('compose', 'embed', 'match', 'matched', 'failed')),
  reason text,
  primary key (batch_id, person_id)
);
create index batch_members_of_person on batch_members (person_id);

-- What was written into the host's own table of matches. No reference to people: it outlives them until it is undone.
create table mirrored_pairs (
  a_id text collate "C" not null,
  b_id text collate "C" not null,
  score double precision not null,
  primary key (a_id, b_id)
);
create index mirrored_pairs_of_b on mirrored_pairs (b_id);
