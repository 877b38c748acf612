-- What was recommended, and what came of it. Old rows are removed each hour.
create table recommendations (
  -- Made in the order of time.
  id uuid primary key,
  user_id text collate "C",
  algorithm text not null,
  -- The experiment and its arm, as "name/b"; null outside of any.
  variant text,
  made_at timestamptz not null,
  items text[] not null,
  -- What brought each of the items.
  sources text[] not null
);
create index recommendations_of_person on recommendations (user_id) where user_id is not null;
create index recommendations_by_age on recommendations (made_at);

-- Who was forgotten when: what another process still holds of her in memory is not written any more. Without her id.
create table recommendation_erasures (
  user_digest bytea primary key,
  erased_at timestamptz not null
);

-- Counts of five minutes each, which every process adds to.
create table answer_slots (
  slot timestamptz not null,
  algorithm text not null,
  variant text,
  answers integer not null,
  hits integer not null,
  -- Answers by the milliseconds that they took, in steps that grow.
  histogram integer[] not null,
  unique nulls not distinct (slot, algorithm, variant)
);
create table shown_slots (
  slot timestamptz not null,
  source text not null,
  variant text,
  shown integer not null,
  unique nulls not distinct (slot, source, variant)
);
create table outcome_slots (
  slot timestamptz not null,
  source text not null,
  variant text,
  type text not null,
  outcomes integer not null,
  unique nulls not distinct (slot, source, variant, type)
);

-- When each item was last shown, to the minute: coverage of any time until now is one count, and no log of what was shown is needed.
create table shown_items (
  item_id text collate "C" not null,
  source text not null,
  variant text,
  shown_at timestamptz not null,
  unique nulls not distinct (item_id, source, variant)
);
create index shown_items_by_time on shown_items (shown_at);

-- Whether an event that names an answer was counted under what that answer showed.
alter table interactions add column is_counted boolean not null default false;
create index interactions_to_count on interactions (received_at, event_id)
  where recommendation_id is not null and not is_counted;

-- One answer that is kept ready may bring about the events of a hundred thousand people.
drop index interactions_of_recommendation;
create index interactions_of_recommendation on interactions (recommendation_id, user_id, item_id)
  where recommendation_id is not null;
