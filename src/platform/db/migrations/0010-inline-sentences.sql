-- The sentences of a person are read with every list that shows her: they stay in her row, as they are. Beside two vectors
-- they were squeezed and carried out of it, and had to be fetched and unpacked each time. Rows written before stay so.
alter table facets alter column needs set storage external;
alter table facets alter column offers set storage external;
alter table facets set (toast_tuple_target = 4080);
