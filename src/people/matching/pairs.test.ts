import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodePassages, termsOf, wordWeights } from '../../engine/index.ts'
import type { Candidate } from './facets-store.ts'
import { cutOf, keptPerList, openSides, placesLost, planPairs, scorePair } from './pairs.ts'
import type { ScoredPair, Sides } from './pairs.ts'

const weights = wordWeights({ version: 'test', source: 'test', words: 'the of and design build app bread' } as never)

/** Passages along the axes of a small space: equal axis, equal meaning. */
function passages(...said: (readonly [string, number])[]): Uint8Array {
  return encodePassages(
    said.map(([text, axis]) => {
      const vector = new Float32Array(8)
      vector[axis] = 1
      return { vector, terms: termsOf(text, weights) }
    }),
  )
}
const none = passages()
const sides = (needPassages: Uint8Array, offerPassages: Uint8Array): Sides => openSides({ needPassages, offerPassages })
const candidate = (needs: Uint8Array, offers: Uint8Array): Candidate => ({
  personId: 'other',
  revision: 1,
  needPassages: needs,
  offerPassages: offers,
  needCut: null,
  offerCut: null,
})
const terms = { mine: 0, theirs: 0 }

test('a need that is met in meaning and words scores excellently, and says what met it', () => {
  const me = sides(passages(['design app', 1]), none)
  const { mine, theirs, mutual } = scorePair(me, candidate(none, passages(['bread', 2], ['design app', 1])), {
    weights,
    terms,
  })
  const score = mine.score ?? 0
  expect(score).toBeGreaterThan(0.8)
  expect(mine).toEqual({ score, reasons: [0, 1, Math.round(score * 1000)], unmet: [] })
  expect(theirs.score).toBeNull()
  expect(mutual).toBe(score)
})

test('an empty field is no evidence against anybody', () => {
  const me = sides(none, passages(['design app', 1]))
  const scored = scorePair(me, candidate(none, passages(['bread', 2])), { weights, terms })
  expect([scored.mine.score, scored.theirs.score, scored.mutual]).toEqual([null, null, 0])
})

test('a need that nothing meets is named', () => {
  const me = sides(passages(['design app', 1], ['bread', 3]), none)
  const { mine } = scorePair(me, candidate(none, passages(['design app', 1])), { weights, terms })
  expect(mine.unmet).toEqual([1])
  expect(mine.score).toBeGreaterThan(0)
  expect(mine.score).toBeLessThan(1)
})

test('the last sentence of a long list counts as much as the first', () => {
  const needs = (first: number, last: number) =>
    passages(['one', first], ...Array.from({ length: 18 }, () => ['two', 4] as const), ['one', last])
  const offer = candidate(none, passages(['one', 1]))
  const scoreOf = (list: Uint8Array) => scorePair(sides(list, none), offer, { weights, terms }).mine.score
  expect(scoreOf(needs(1, 5))).toBe(scoreOf(needs(5, 1)))
})

test('feedback moves the direction of its giver, within 0 and 1', () => {
  const me = sides(passages(['design app', 1]), passages(['bread', 2]))
  const other = candidate(passages(['bread', 2]), passages(['design app', 1]))
  const plain = scorePair(me, other, { weights, terms })
  const moved = scorePair(me, other, { weights, terms: { mine: -0.15, theirs: 0.15 } })
  expect(moved.mine.score).toBeCloseTo((plain.mine.score ?? 0) - 0.15, 5)
  expect(moved.theirs.score).toBeCloseTo((plain.theirs.score ?? 0) + 0.15, 5)
  expect(scorePair(me, other, { weights, terms: { mine: -2, theirs: 2 } })).toMatchObject({
    mine: { score: 0 },
    theirs: { score: 1 },
  })
})

const pair = (
  otherId: string,
  mine: number | null,
  theirs: number | null,
  cuts: Partial<ScoredPair> = {},
): ScoredPair => ({
  otherId,
  otherRevision: 1,
  mine: { score: mine, reasons: [], unmet: [] },
  theirs: { score: theirs, reasons: [], unmet: [] },
  mutual: Math.min(mine ?? 0, theirs ?? 0),
  otherNeedCut: null,
  otherOfferCut: null,
  ...cuts,
})

test('what is far below the threshold in both directions is not kept', () => {
  expect(
    planPairs([pair('a', 0.05, 0.09), pair('b', 0.05, 0.11), pair('c', null, null)]).map(({ otherId }) => otherId),
  ).toEqual(['b'])
})

test('beyond the last place that is kept only those are kept who still have a place for me', () => {
  const best = Array.from({ length: keptPerList }, (_, index) => pair(`best-${index}`, 0.9, 0.9))
  const crowded = pair('crowded', 0.5, 0.5, { otherNeedCut: 0.6, otherOfferCut: 0.6 })
  const roomy = pair('roomy', 0.5, 0.5, { otherNeedCut: 0.6, otherOfferCut: 0.4 })
  const kept = planPairs([...best, crowded, roomy]).map(({ otherId }) => otherId)
  expect(kept).toContain('roomy')
  expect(kept).not.toContain('crowded')
  expect(kept.length).toBe(keptPerList + 1)
})

test('whoever falls below the last place of a full list leaves a gap there, and nobody else does', () => {
  const full = { needScore: 0.7, offerScore: 0.7, needCut: 0.5, offerCut: 0.5 }
  const open = { needScore: 0.7, offerScore: 0.7, needCut: null, offerCut: null }
  const before = [
    { otherId: 'fallen', ...full },
    { otherId: 'kept', ...full },
    { otherId: 'open', ...open },
    { otherId: 'removed', ...full },
  ]
  const now = [pair('fallen', 0.6, 0.4), pair('kept', 0.6, 0.5), pair('open', 0.2, 0.2), pair('new', 0.2, 0.2)]
  expect(placesLost(before, now)).toEqual(['fallen'])
  expect(placesLost(before, [pair('kept', null, 0.6)])).toEqual(['kept'])
})

test('the cut is the score of the last place that is kept, and there is none while there is room', () => {
  const many = Array.from({ length: keptPerList + 50 }, (_, index) => pair(`p${index}`, (index + 1) / 200, null))
  expect(cutOf(many, ({ mine }) => mine.score)).toBe(51 / 200)
  expect(cutOf(many.slice(0, keptPerList - 1), ({ mine }) => mine.score)).toBeNull()
  expect(cutOf(many, ({ theirs }) => theirs.score)).toBeNull()
})

test('the order in which people are compared does not show', () => {
  const people = fc.array(
    fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    { maxLength: 250 },
  )
  fc.assert(
    fc.property(people, fc.integer(), (scores, seed) => {
      const pairs = scores.map(([mine, theirs], index) => pair(`p${index}`, mine, theirs))
      const mixed = pairs.toSorted(
        (a, b) => ((a.otherId.length * 31 + seed) % 7) - ((b.otherId.length * 31 + seed) % 7),
      )
      expect(planPairs(mixed.toReversed())).toEqual(planPairs(pairs))
    }),
  )
})
