-- What was learnt from who likes what: a model, or the favourites of groups. The row becomes ready when all of its parts are in.
create table fits (
  id uuid primary key,
  kind text not null check (kind in ('model', 'popularity')),
  state text not null default 'building' check (state in ('building', 'ready', 'retired', 'failed')),
  -- A refreshed model holds only what is new: its other parts are those of the one that was fitted.
  base_id uuid references fits on delete cascade,
  -- What the fit chose: kept, so that a fit with the same settings on the same events is the same model.
  settings jsonb not null default '{}',
  seed bigint,
  -- Of the people, items and events that it was made from, in whatever order they were read.
  fingerprint text,
  -- From where on changes of the events are news to it.
  mark text,
  -- What was tried, what came of it, and how long each step took.
  report jsonb not null default '{}',
  -- Names and lengths of its parts; empty until it is ready.
  parts jsonb not null default '[]',
  -- Who builds it now, and when she was last heard of.
  run_id uuid,
  seen_at timestamptz not null default now(),
  begun_at timestamptz not null default now(),
  made_at timestamptz
);
-- One leader, and one that answers.
create unique index fits_building on fits (kind) where state = 'building';
create unique index fits_ready on fits (kind) where state = 'ready';
create index fits_by_age on fits (kind, made_at);
create index fits_of_base on fits (base_id) where base_id is not null;

-- At most a megabyte each, so that neither writing nor reading one keeps others waiting.
create table fit_parts (
  fit_id uuid not null references fits on delete cascade,
  name text not null,
  number integer not null,
  bytes bytea not null,
  primary key (fit_id, name, number)
);
-- Numbers do not shrink, and whoever reads them should not wait for a try.
alter table fit_parts alter column bytes set storage external;
