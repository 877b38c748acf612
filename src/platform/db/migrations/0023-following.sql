-- From when on what is new in a host's tables is read the next time, and until when what may be shown was seen to stand.
create table host_marks (
  name text primary key,
  at timestamptz not null
);
