-- A block is its maker's: it may name somebody who is yet to come, and outlives the leaving of whom it keeps away.
alter table blocks drop constraint blocks_other_id_fkey;
