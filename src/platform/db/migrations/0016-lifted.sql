-- What a sentence says not to ask for was the distance alone; by now it may be an age or a gender as well.
update saved_searches
  set question = jsonb_set(
    question,
    '{understood}',
    (question -> 'understood') - 'anywhere' || jsonb_build_object(
      'lifted',
      case when question -> 'understood' -> 'anywhere' = 'true' then '["distance"]'::jsonb else '[]'::jsonb end
    )
  )
  where question -> 'understood' ? 'anywhere';
