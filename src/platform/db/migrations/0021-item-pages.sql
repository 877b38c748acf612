-- What the pages of a list have shown, so that the next one shows something else. Old rows are removed each quarter of an hour.
create table item_pages (
  -- Of who asked and of everything that was asked for but the page.
  digest bytea primary key,
  user_id text collate "C" not null,
  -- In their positions: page 2 of 20 begins with the twenty-first.
  shown text[] not null,
  turned_at timestamptz not null default now()
);
create index item_pages_of_person on item_pages (user_id);
create index item_pages_by_age on item_pages (turned_at);
