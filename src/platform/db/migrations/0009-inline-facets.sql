-- A comparison reads the passages of some hundred people: beside their vectors in the row, not one by one from elsewhere.
alter table facets set (toast_tuple_target = 8160);
