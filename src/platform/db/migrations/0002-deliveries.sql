-- Callbacks to the host product: a row is written with the change that it tells of, then sent by a job.
create table deliveries (
  id text collate "C" primary key check (id ~ '^msg_[0-9a-f]{32}$'),
  event text not null,
  path text not null,
  -- The bytes that every attempt sends; null once there is no more reason to keep them.
  body text,
  -- The people that the body tells of, for erasure.
  subject_ids text[] not null default '{}',
  state text not null default 'pending' check (state in ('pending', 'delivered', 'failed', 'gone', 'erased')),
  -- How many attempts of the running schedule were answered.
  step int not null default 0,
  is_replay boolean not null default false,
  -- The appointment of the next attempt. A job is for one appointment; a job for another one does nothing.
  due_at timestamptz,
  -- Whoever sends right now. A lease that ran out belongs to a process that died.
  lease_id uuid,
  leased_at timestamptz,
  leased_until timestamptz,
  created_at timestamptz not null,
  -- The first 2xx that was recorded.
  delivered_at timestamptz,
  finished_at timestamptz,
  check ((state = 'pending') = (due_at is not null)),
  check ((state = 'pending') = (finished_at is null)),
  check (state <> 'pending' or body is not null)
);

create index deliveries_by_state on deliveries (state, id);
create index deliveries_by_event on deliveries (event, id);
create index deliveries_by_subject on deliveries using gin (subject_ids);
create index deliveries_due on deliveries (due_at) where state = 'pending';
create index deliveries_finished on deliveries (finished_at) where finished_at is not null;
create index deliveries_finished_with_body on deliveries (finished_at) where finished_at is not null and body is not null;

create table delivery_attempts (
  delivery_id text collate "C" not null references deliveries (id) on delete cascade,
  number int not null,
  is_replay boolean not null,
  started_at timestamptz not null,
  ms int not null,
  -- Null when no answer came.
  status int,
  -- A sentence for the operator; null for a 2xx. Never what the host wrote.
  error text,
  primary key (delivery_id, number)
);
