-- Every reason for which a person turned her persona down, oldest first: the next persona heeds them all. Null in a row
-- of the version before, which knows the last one alone and goes on reading and writing it in `rejection`.
alter table person_texts add column rejections jsonb;
