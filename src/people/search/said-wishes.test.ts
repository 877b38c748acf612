/** Sentences that demand or exclude what a profile says, from the reading to the database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nothingUnderstood, questionOf } from '../../../test/support/candidates.ts'
import { profilesCorner } from '../../../test/support/profiles-corner.ts'
import type { ProfilesCorner } from '../../../test/support/profiles-corner.ts'
import { readSentence } from '../asking/index.ts'
import type { Understood } from '../asking/index.ts'
import { listFitting } from '../profiles/index.ts'
import { planSearch } from './plan.ts'

let corner: ProfilesCorner
beforeAll(async () => {
  corner = await profilesCorner()
})
afterAll(() => corner.close())

const today = '2026-03-01'
/** Of those who write this about themselves, who is found. */
async function foundOf(abouts: readonly string[], understood: Understood): Promise<string[]> {
  const facts = { age: 30, latitude: 0, longitude: 0, languages: ['en'] }
  await corner.clear()
  await corner.put(abouts.map((about, index) => ({ personId: String(100 + index), about, ...facts })))
  const question = questionOf({ place: { latitude: 0, longitude: 0 } })
  const rest = { asker: null, blockedIds: [], seenIds: [], now: new Date(today), inactiveDays: 45 }
  const { conditions } = planSearch(question, { ...rest, understood })
  const ids = await listFitting(corner.db.query, { conditions, today }, 1000)
  return ids.map((id) => abouts[Number(id) - 100] ?? '')
}

const cases: readonly (readonly [sentence: string, stays: readonly string[], goes: readonly string[]])[] = [
  [
    'someone between 25 and 35 near me who can teach me climbing, not looking for anything serious',
    [
      'I teach climbing.',
      'Looking for a climbing partner.',
      'A serious climber looking for a partner.',
      'I keep up to date.',
      'I commit code.',
      'Dating, and see what comes.',
      'I manage long-term projects.',
      "I'm not looking for anything serious either.",
      'My last relationship taught me to climb.',
      'Happily married, I teach climbing.',
    ],
    [
      'I look for something serious.',
      'I want a serious relationship.',
      'A long-term relationship would be lovely.',
      'Looking for something long-term.',
      'In search of a long term partner.',
      'Open to marriage.',
      'A committed relationship, please.',
      'Where is my soulmate?',
      'Ready to settle down.',
    ],
  ],
  [
    'a woman or a man, no hookups',
    ['Dating with intentions.', 'Casual clothes, casual gamer.', 'Fun and sunny.', 'No hookups!', 'I teach friends.'],
    ['Hookups welcome.', 'Here for a hookup.', 'Something casual.', 'No strings attached.', 'A one-night stand.'],
  ],
  [
    'strictly platonic friendship',
    ['Looking for new friends.', 'A gaming buddy.', 'Companionship.'],
    ['I run a company.', 'I enjoy hangouts in offices.', 'I play chess.', 'I want no friends.'],
  ],
  [
    'no therapists',
    ['I train models.', 'A good fit for talks.', 'I exercise caution.'],
    ['I am a therapist.', 'Therapy is my profession.'],
  ],
  [
    'no gym selfies',
    ['I love the gym.', 'My workout is a walk.', 'Fitness!', 'I take selfies of my cat.'],
    ['Selfies at the gym, daily.', 'Workout selfies.'],
  ],
  [
    'must have a driving licence',
    ['I hold a driving licence.', 'Licence for driving lorries.'],
    ['I know the driving range.', 'A fishing licence.'],
  ],
  ['table tennis is a must', ['Table tennis!', 'I play ping-pong.'], ['My table is round.', 'Tennis.']],
]

describe('of those who say such things', () => {
  test.each(cases)('“%s” finds some and not others', async (sentence, stays, goes) => {
    const read = readSentence(sentence)
    // Of all that is read, what profiles say in words decides here.
    const isSpoken = ({ kind }: { readonly kind: string }): boolean => kind !== 'gender'
    const understood = { ...read, filters: read.filters.filter(isSpoken) }
    expect(await foundOf([...stays, ...goes], understood)).toEqual(stays)
  })

  test('a wish of nothing that profiles are searched for keeps nobody out', async () => {
    const wishes = [{ kind: 'words', text: 'help', terms: ['help'], from: 'must be of help' }] as const
    const everybody = ['I am free.', 'I help out.']
    expect(await foundOf(everybody, { ...nothingUnderstood, filters: wishes })).toEqual(everybody)
    expect(await foundOf(everybody, { ...nothingUnderstood, excluded: wishes })).toEqual(everybody)
  })
})
