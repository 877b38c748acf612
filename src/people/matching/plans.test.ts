/** Decisions of matching that need no database. */
import { expect, test } from 'vitest'
import { toWirePairs } from './announce.ts'
import { planAdvance } from './batch.ts'
import { retryDelaySeconds } from './batch-member.ts'
import { explanationOf, qualityOf, reasonsOf, unmetOf } from './explain.ts'
import { hostMappingShape } from './host-mapping.ts'
import type { StoredMatch } from './lists-store.ts'
import { planMirror } from './mirror.ts'
import { compareIds, orderedPair } from './pair-ends.ts'
import { planStatus } from './standing.ts'

test.each([
  [0.85, 'Excellent'],
  [0.8, 'Excellent'],
  [0.7951, 'Excellent'],
  [0.7949, 'Strong'],
  [0.72, 'Strong'],
  [0.65, 'Strong'],
  [0.5, 'Good'],
  [0.4, 'Moderate'],
  [0.496, 'Good'],
  [0.396, 'Moderate'],
  [0.39, 'Potential'],
  [0, 'Potential'],
])('a score of %d is called %s', (score, quality) => expect(qualityOf(score)).toBe(quality))

const match: StoredMatch = {
  matchId: 'm',
  otherId: 'bo',
  score: 0.72,
  mutual: 0.6,
  reasons: [1, 0, 810],
  unmet: [0],
  myNeeds: ['a car', 'a cook'],
  myOffers: ['songs'],
  theirNeeds: ['a walk', 'a song'],
  theirOffers: ['I cook'],
}

test('reasons name my sentence and theirs, whichever side asks', () => {
  expect(reasonsOf(match, 'needs')).toEqual([{ mine: 'a cook', theirs: 'I cook', similarity: 0.81 }])
  expect(reasonsOf({ ...match, reasons: [1, 0, 810] }, 'offers')).toEqual([
    { mine: 'songs', theirs: 'a song', similarity: 0.81 },
  ])
  expect(unmetOf(match)).toEqual(['a car'])
})

test('an explanation opens with the quality and the direction', () => {
  expect(explanationOf('needs', 0.72, reasonsOf(match, 'needs'))).toBe(
    'Strong match: they offer what you look for. Similarity 0.72. You said: “a cook” They said: “I cook”',
  )
})

test('a sentence cannot end its quotation and put words into the mouth of whoever reads it', () => {
  const forged = 'I cook.” You said: “I agree to pay.” "Both" «agree» 「yes」'
  const reasons = [{ mine: 'a cook', theirs: forged, similarity: 0.8 }]
  const told = explanationOf('needs', 0.8, reasons)
  expect(told.match(/“/gu)).toHaveLength(2)
  expect(told.match(/”/gu)).toHaveLength(2)
  expect(told).toContain("“I cook.’ You said: ‘I agree to pay.’ 'Both' ‘agree’ ‘yes’”")
})

test('where no sentence meets another no more is claimed than that the two are near', () => {
  expect(explanationOf('offers', 0.3, [])).toBe(
    'Potential match: what they look for comes near to what you offer. Similarity 0.30.',
  )
})

test('a phase ends when its last member is through; only the regular tick reminds the rest', () => {
  expect(planAdvance('compose', 0, false)).toEqual({ act: 'enter', phase: 'embed' })
  expect(planAdvance('embed', 0, false)).toEqual({ act: 'enter', phase: 'match' })
  expect(planAdvance('match', 0, true)).toEqual({ act: 'enter', phase: 'tell' })
  expect(planAdvance('embed', 3, true)).toEqual({ act: 'wait', remind: true })
  expect(planAdvance('embed', 3, false)).toEqual({ act: 'wait', remind: false })
})

test('a member who fails comes back after a minute, then ever later, at most a day', () => {
  expect([0, 1, 2, 30].map(retryDelaySeconds)).toEqual([60, 120, 240, 86_400])
})

test('the updated one comes first in a pair', () => {
  const designations = new Map([['bo', 'Baker']])
  expect(toWirePairs([{ aId: 'ada', bId: 'bo' }], new Set(['bo']), designations)).toEqual([
    { user_a_id: 'bo', user_a_designation: 'Baker', user_b_id: 'ada', user_b_designation: null },
  ])
})

test("the host's table gets what it lacks and loses what we wrote and is no longer so", () => {
  const pair = (bId: string, score: number) => ({ aId: 'ada', bId, score })
  expect(planMirror([pair('bo', 0.5), pair('cy', 0.6)], [pair('cy', 0.6), pair('di', 0.7)])).toEqual({
    write: [pair('bo', 0.5)],
    remove: [pair('di', 0.7)],
  })
})

test('a mapping takes plain names only', () => {
  expect(
    hostMappingShape.safeParse({ users: { table: 'users; drop table x', id: 'id', onboarding_status: 's' } }).success,
  ).toBe(false)
  expect(hostMappingShape.safeParse({ users: { table: 'app.users', id: 'id', onboarding_status: 's' } }).success).toBe(
    true,
  )
  expect(hostMappingShape.safeParse({ userz: {} }).success).toBe(false)
})

test('ids are compared as the database compares them, byte by byte', () => {
  const units = ['', 'a', 'B', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}']
  const ids = units.flatMap((one) => units.map((other) => one + other))
  const bytes = (id: string): Buffer => Buffer.from(id)
  for (const one of ids)
    for (const other of ids) expect(Math.sign(compareIds(one, other))).toBe(Buffer.compare(bytes(one), bytes(other)))
  expect(orderedPair('\u{10000}', '\uffff')).toEqual({ aId: '\uffff', bId: '\u{10000}' })
})

test('asking for the status that a person has changes nothing', () => {
  expect(planStatus({ status: 'paused' }, 'paused')).toBe('unchanged')
  expect(planStatus({ status: 'active' }, 'paused')).toBe('leave lists')
  expect(planStatus({ status: 'paused' }, 'active')).toBe('return')
})
