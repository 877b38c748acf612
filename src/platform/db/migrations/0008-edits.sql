alter table personas
  -- The lists that the member has edited since she last answered: composing again leaves them as they are.
  add column edited text[] not null default '{}',
  -- Digest of the texts that it was made from; the same texts need no second composition. Null: not known.
  add column made_of bytea;
