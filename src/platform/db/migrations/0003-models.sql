-- Embeddings that were made already. The hash comes first in the key: a text is looked up under one model, and
-- forgotten under all of them.
create table embedding_cache (
  model text not null,
  -- sha256 of the text
  text_hash bytea not null,
  -- float32, little-endian
  vector bytea not null,
  -- to the day: a row that is read often is not written often
  used_at timestamptz not null,
  primary key (text_hash, model)
);

-- Figures do not compress.
alter table embedding_cache alter column vector set storage external;

create index embedding_cache_used_at on embedding_cache (used_at);

-- What was asked of text models, by UTC day.
create table model_usage (
  day date not null,
  provider text not null,
  model text not null,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  calls bigint not null default 0,
  refusals bigint not null default 0,
  failures bigint not null default 0,
  primary key (day, provider, model)
);

-- Tokens of a UTC day that are spent, or set aside for calls that are in the air.
create table model_budget (
  day date primary key,
  tokens bigint not null
);

-- When the next request may go out, for all processes together.
create table model_pace (
  provider text primary key,
  next_at timestamptz not null
);
