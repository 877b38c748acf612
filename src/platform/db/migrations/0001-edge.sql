-- Keys of services. A secret is 256 random bits, so a plain SHA-256 of it cannot be searched; the secret is not kept.
create table api_keys (
  id text primary key check (id ~ '^[a-z0-9]{8}$'),
  name text not null check (char_length(name) between 1 and 100),
  scopes text[] not null check (cardinality(scopes) > 0),
  secret_hash bytea not null,
  -- After a rotation the old secret opens until this instant, so that its users can change over without a pause.
  previous_hash bytea,
  previous_until timestamptz,
  created_at timestamptz not null default now(),
  rotated_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  check ((previous_hash is null) = (previous_until is null))
);

-- Answers to requests that carried an Idempotency-Key. `run_id` names the request that holds the key: a request whose
-- lease ran out finds another name there and leaves the row alone.
create table idempotency_keys (
  caller text not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  run_id uuid not null,
  lease_until timestamptz not null,
  answer jsonb,
  expires_at timestamptz not null,
  primary key (caller, route, key)
);

create index idempotency_keys_expiry on idempotency_keys (expires_at);
