-- Who hid an item since she last liked it holds nothing positive of it, as 0019 says.
create or replace function stance_weight(opinion text, is_hidden boolean, purchases integer, clicks integer) returns real
  language sql immutable
  return case
    when opinion = 'dislike' or is_hidden then 0
    when opinion = 'like' or purchases > 0 then 1
    when clicks > 0 then 1 / 3.0
    else 0
  end;

-- A column that is worked out is worked out anew when its row is written.
update stances set hidden_at = hidden_at, changed_in = pg_current_xact_id() where is_hidden and opinion = 'like';
