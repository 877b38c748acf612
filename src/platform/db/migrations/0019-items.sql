-- What there is to give. Derived things (vectors, models, statistics) lie elsewhere and can be thrown away.
create table items (
  id text collate "C" primary key,
  title text,
  description text,
  -- Words of the host by name: gender, age, category, suitable_for, acquaintance_level, and whatever else it says.
  categories jsonb not null default '{}',
  -- By name a text, a number, true or false, or a list of texts.
  attributes jsonb not null default '{}',
  price double precision check (price >= 0 and price < 'Infinity'),
  platform text,
  -- Null: everywhere.
  geo_id integer,
  status text not null,
  -- Whose it is: nobody else sees it. Null: it is public.
  owner_id text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null default now(),
  source text not null check (source in ('api', 'host')),
  -- Of what the host's database said last: a row that says the same again costs no write. Null where our own API spoke last.
  host_digest text,
  -- When the host was last seen to have it; null where our own API spoke last.
  seen_at timestamptz,
  -- Its words are gone; the row stays for a day, so that whoever keeps a copy of the catalogue hears of it.
  is_deleted boolean not null default false,
  -- The transaction that changed it last. Transactions end in another order than they begin in, so whoever follows the
  -- changes begins at the oldest one that was under way when it last looked; a number of a sequence would pass some over.
  changed_in xid8 not null default pg_current_xact_id(),
  needs_vector boolean not null default true
);
create index items_by_change on items (changed_in);
create index items_recommendable on items (id) where status = 'in_stock' and owner_id is null and not is_deleted;
create index items_to_embed on items (changed_in) where needs_vector and owner_id is null and not is_deleted;
create index items_of_owner on items (owner_id) where owner_id is not null;
create index items_gone on items (updated_at) where is_deleted;

-- One byte a dimension; with the scale, a vector of length one.
create table item_vectors (
  item_id text collate "C" primary key references items on delete cascade,
  -- Vectors of two models are never compared.
  model text not null,
  -- Of the text that it was made from.
  digest text not null,
  vector bytea not null,
  scale real not null
);
alter table item_vectors alter column vector set storage plain;

-- What people did, once each. An event may come before its item, and outlives it.
create table interactions (
  event_id text collate "C" primary key,
  -- Null where nobody knows who it was.
  user_id text collate "C",
  item_id text collate "C" not null,
  type text not null check (type in ('view', 'click', 'like', 'unlike', 'dislike', 'purchase', 'hide')),
  time timestamptz not null,
  value double precision,
  -- The answer that brought it about.
  recommendation_id uuid,
  source text not null check (source in ('api', 'host')),
  received_at timestamptz not null default now()
);
create index interactions_of_user on interactions (user_id, time desc) where user_id is not null;
create index interactions_of_item on interactions (item_id, time);
create index interactions_of_recommendation on interactions (recommendation_id) where recommendation_id is not null;
-- Events come in about the order of their times, so a small index finds those of the last days.
create index interactions_by_time on interactions using brin (time);

-- What a positive counts: a like or a purchase 1, a click a third. Who dislikes an item, or hid it since she last liked it, has none.
create function stance_weight(opinion text, is_hidden boolean, purchases integer, clicks integer) returns real
  language sql immutable
  return case
    when opinion = 'like' then 1
    when opinion = 'dislike' or is_hidden then 0
    when purchases > 0 then 1
    when clicks > 0 then 1 / 3.0
    else 0
  end;

-- What a person holds of an item after all of her events, in whatever order they came. To have seen it is no stance.
create table stances (
  user_id text collate "C" not null,
  item_id text collate "C" not null,
  -- By the latest like, unlike or dislike; of equal times the one with the larger event id counts. Null: none, or taken back.
  opinion text check (opinion in ('like', 'dislike')),
  opinion_at timestamptz,
  opinion_event text collate "C",
  opinion_source text check (opinion_source in ('api', 'host')),
  liked_at timestamptz,
  hidden_at timestamptz,
  clicks integer not null default 0,
  purchases integer not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- A later like shows it again.
  is_hidden boolean not null generated always as
    (hidden_at is not null and (liked_at is null or liked_at <= hidden_at)) stored,
  weight real not null generated always as (
    stance_weight(opinion, hidden_at is not null and (liked_at is null or liked_at <= hidden_at), purchases, clicks)
  ) stored,
  -- The transaction that changed the weight last, as that of an item.
  changed_in xid8 not null default pg_current_xact_id(),
  primary key (user_id, item_id)
);
create index stances_likes on stances (item_id) where opinion = 'like';
create index stances_by_change on stances (changed_in);

-- Who people are, as far as it matters here, and how much of them is known.
create table tastes (
  user_id text collate "C" primary key,
  -- As the host says it: m, f or another word.
  gender text,
  age_group text,
  locale text,
  geo_id integer,
  -- Items that she likes now, and items of which she holds anything positive.
  likes integer not null default 0,
  interactions integer not null default 0,
  last_interaction_at timestamptz,
  -- Null: her likes were never counted.
  counted_at timestamptz,
  updated_at timestamptz not null default now()
);
