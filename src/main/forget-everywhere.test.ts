import { expect, test } from 'vitest'
import { withoutPerson } from './forget-everywhere.ts'

test('a callback about several people goes on without the one who left', () => {
  const pair = (a: string, b: string) => ({ user_a_id: a, user_b_id: b })
  expect(withoutPerson({ batch_id: 'b', match_pairs: [pair('ada', 'bo'), pair('bo', 'cy')] }, 'ada')).toEqual({
    batch_id: 'b',
    match_pairs: [pair('bo', 'cy')],
  })
  expect(
    withoutPerson(
      { batch_id: 'b', user_id: 'bo', matches: [{ target_user_id: 'ada' }, { target_user_id: 'cy' }] },
      'ada',
    ),
  ).toEqual({
    batch_id: 'b',
    user_id: 'bo',
    matches: [{ target_user_id: 'cy' }],
  })
})

test('a callback that has nobody left to tell of is not sent', () => {
  expect(withoutPerson({ match_pairs: [{ user_a_id: 'ada', user_b_id: 'bo' }] }, 'bo')).toBeUndefined()
  expect(withoutPerson({ user_id: 'ada', matches: [] }, 'ada')).toBeUndefined()
  expect(withoutPerson({ user_id: 'ada', persona: {} }, 'ada')).toBeUndefined()
  expect(withoutPerson('text', 'ada')).toBeUndefined()
})
