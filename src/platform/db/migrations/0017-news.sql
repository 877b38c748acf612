-- By the day: the order of two people tells nobody which of them was there a minute later.
drop index profiles_by_activity;
create index profiles_by_activity on profiles (((last_active at time zone 'UTC')::date) desc nulls last, person_id);

-- Whoever is both is found by it alone as well.
update profiles set genders = array_append(genders, 'trans female') where genders @> '{female,trans}';
update profiles set genders = array_append(genders, 'trans male') where genders @> '{male,trans}';
