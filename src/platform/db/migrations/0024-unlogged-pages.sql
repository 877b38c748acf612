-- What pages have shown is worth ten minutes: its loss at a crash is borne, a wait for the disk at each answer is not.
alter table item_pages set unlogged;
