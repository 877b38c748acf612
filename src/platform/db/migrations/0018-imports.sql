-- Files of other things than profiles go by their kind and their id, `items/monday`: no id holds a "/", so whoever names a
-- file of another kind the same does not meet it. The key stays one column, because the version before knows no other.
comment on column imports.id is 'The id of a file of profiles; of another kind, that kind, "/" and the id.';

-- What passes there are is the business of who makes them; each is begun when its first page is turned.
alter table host_passes drop constraint host_passes_name_check;
