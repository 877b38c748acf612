import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import table from '../../../models/word-weights/en-1.json' with { type: 'json' }
import { wordSimilarity } from '../text/bm25.ts'
import { wordWeights } from '../text/word-weights.ts'
import { coveredAgainMin, coveredMin } from './calibrate.ts'
import { coverage, fadingMean } from './coverage.ts'
import type { Coverage } from './coverage.ts'
import { packPassages } from './passages.ts'
import type { Passage } from './passages.ts'
import { meanings, wordSimilarities } from './similarities.ts'
import { cosine } from './vectors.ts'

const weights = wordWeights(table)
const compare = (asked: readonly Passage[], answered: readonly Passage[]): Coverage =>
  coverage(packPassages(asked), packPassages(answered), weights)

const passage = (vector: readonly number[], ...terms: number[]): Passage => ({
  vector: Float32Array.from(vector),
  terms: Uint32Array.from(terms).sort(),
})
const bread = passage([1, 0, 0], 9000)
const piano = passage([0, 1, 0], 9001)
const both = passage([1, 1, 0], 9000, 9001)

const anyPassage = fc
  .record({
    vector: fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
    terms: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }),
  })
  .map(({ vector, terms }) => passage(vector, ...terms))
const anyList = fc.array(anyPassage, { minLength: 1, maxLength: 7 })

describe('coverage', () => {
  test('a list answers itself excellently, and the more surely the more it says', () => {
    const { score, best, uncovered } = compare([bread, piano], [bread, piano])
    expect(score).toBeGreaterThan(0.8)
    expect(best.map(({ answered }) => answered)).toEqual([0, 1])
    expect(uncovered).toEqual([])
    const wordy = passage([1, 0, 0], ...Array.from({ length: 12 }, (_, index) => 9000 + index))
    expect(compare([wordy], [wordy]).score).toBeGreaterThan(compare([bread], [bread]).score ?? 1)
  })

  test('one need that is met in full outranks several that are half met', () => {
    const half = (vector: readonly number[], term: number) => passage([...vector.map((step) => step * 0.6), 0.8], term)
    const needs = [passage([1, 0, 0, 0], 9000), passage([0, 1, 0, 0], 9001), passage([0, 0, 1, 0], 9002)]
    const one = compare(needs, [passage([1, 0, 0, 0], 9000)])
    const all = compare(needs, [half([1, 0, 0], 9003), half([0, 1, 0], 9004), half([0, 0, 1], 9005)])
    expect(one.score).toBeGreaterThan(all.score ?? 1)
  })

  test('a single common word of a short need is not half of the evidence', () => {
    const asked = passage([1, 0, 0], 300)
    expect(compare([asked], [passage([0, 1, 0], 300, 9000, 9001, 9002)]).score).toBeLessThan(0.3)
  })

  test('an answer that answers another passage better counts for a second only where it fits well', () => {
    const needs = [passage([1, 0, 0], 9000), passage([0.4, 1, 0], 9001), passage([1, 0.5, 0], 9002)]
    const { best, uncovered } = compare(needs, [passage([1, 0, 0], 9000)])
    expect(best[1]?.similarity).toBeGreaterThan(coveredMin)
    expect(best[1]?.similarity).toBeLessThan(coveredAgainMin)
    expect(best[2]?.similarity).toBeGreaterThan(coveredAgainMin)
    expect(uncovered).toEqual([1])
    expect(compare(needs.slice(1, 2), [passage([1, 0, 0], 9000)]).uncovered).toEqual([])
  })

  test('each asked passage is answered by its best, wherever that stands', () => {
    expect(compare([bread, piano], [piano, both, bread]).best.map(({ answered }) => answered)).toEqual([2, 0])
  })

  test('the first of equal answers is named', () => {
    expect(compare([bread], [piano, bread, bread]).best[0]?.answered).toBe(1)
  })

  test('what nobody answers is named as uncovered', () => {
    const { score, uncovered } = compare([bread, piano], [bread])
    expect(uncovered).toEqual([1])
    expect(score).toBeLessThan(compare([bread], [bread]).score ?? 0)
  })

  test('opposite meaning counts as none, not as less than none', () => {
    expect(compare([passage([1, 0, 0])], [passage([-1, 0, 0])]).score).toBe(0)
  })

  test('what is answered too faintly counts as not answered', () => {
    const faint = passage([1, 0, 0], 9001, 9002)
    const near = passage([0.2, 1, 0], 9003)
    const { best, uncovered } = compare([bread, piano], [passage([0.2, 0, 1]), both])
    expect(best.map(({ similarity }) => similarity >= coveredMin)).toEqual([true, true])
    expect(uncovered).toEqual([])
    expect(compare([faint], [near]).best[0]?.similarity).toBeGreaterThan(0)
    expect(compare([faint], [near]).uncovered).toEqual([0])
  })

  test('an empty list is no evidence', () => {
    expect(compare([], [bread])).toEqual({ score: null, best: [], uncovered: [] })
    expect(compare([bread, piano], [])).toEqual({ score: null, best: [], uncovered: [0, 1] })
    expect(compare([], [])).toEqual({ score: null, best: [], uncovered: [] })
  })

  test('lists of different models are not compared', () => {
    expect(() => compare([bread], [passage([1, 0])])).toThrow('Passages of 3 and 2 dimensions')
  })

  test('passages without words and without direction score 0, not nothing', () => {
    expect(compare([passage([0, 0, 0])], [bread]).score).toBe(0)
  })
})

test('a similarity is half the cosine and half the words', () => {
  fc.assert(
    fc.property(anyPassage, anyPassage, (one, other) => {
      const meaning = Math.max(0, cosine(one.vector, other.vector))
      const words = wordSimilarity(one.terms, other.terms, weights)
      const [asked, answered] = [packPassages([one]), packPassages([other])]
      expect(meanings(asked, answered)[0]).toBeCloseTo(meaning, 1)
      expect(wordSimilarities(asked, answered, weights)[0]).toBe(words)
    }),
  )
})

test('odd and even lists of any size are compared cell by cell', () => {
  fc.assert(
    fc.property(anyList, anyList, (asked, answered) => {
      const lists = [packPassages(asked), packPassages(answered)] as const
      const cells = meanings(...lists)
      const words = wordSimilarities(...lists, weights)
      for (const [row, one] of asked.entries()) {
        for (const [column, other] of answered.entries()) {
          const at = row * answered.length + column
          expect(cells[at]).toBe(meanings(packPassages([one]), packPassages([other]))[0])
          expect(words[at]).toBe(wordSimilarity(one.terms, other.terms, weights))
        }
      }
    }),
  )
})

test('the order of the passages changes their numbers and nothing else', () => {
  fc.assert(
    fc.property(anyList, anyList, (asked, answered) => {
      const forward = compare(asked, answered)
      const backward = compare(asked.toReversed(), answered.toReversed())
      expect(backward.score).toBe(forward.score)
      expect(backward.best.map(({ similarity }) => similarity)).toEqual(
        forward.best.map(({ similarity }) => similarity).toReversed(),
      )
      expect(backward.uncovered.map((index) => asked.length - 1 - index).toReversed()).toEqual(forward.uncovered)
    }),
  )
})

test('of equal answers one that serves nobody better is enough, in whatever order they stand', () => {
  const needs = [bread, passage([1, 1, 1])]
  expect(compare(needs, [bread, piano]).uncovered).toEqual([])
  expect(compare(needs, [piano, bread]).uncovered).toEqual([])
  expect(compare(needs, [bread]).uncovered).toEqual([1])
})

test('in the mean of answers each counts half of the better one before it', () => {
  expect(fadingMean([0.2, 0.8])).toBeCloseTo((0.8 + 0.2 / 2) / 1.5, 12)
  expect(fadingMean([0.4, 0, 0.8])).toBeCloseTo((0.8 + 0.4 / 2) / 1.75, 12)
  expect(fadingMean([0.3])).toBe(0.3)
  expect(fadingMean([])).toBe(0)
})

test('a score that reaches the default threshold has an answer to show', () => {
  fc.assert(
    fc.property(anyList, anyList, (asked, answered) => {
      const { score, uncovered } = compare(asked, answered)
      if ((score ?? 0) > coveredMin + 1e-9) expect(uncovered.length).toBeLessThan(asked.length)
    }),
  )
})

test('every figure is between 0 and 1', () => {
  fc.assert(
    fc.property(anyList, anyList, (asked, answered) => {
      const { score, best } = compare(asked, answered)
      for (const value of [score ?? -1, ...best.map(({ similarity }) => similarity)]) {
        expect(value >= 0 && value <= 1).toBe(true)
      }
      expect(best.length).toBe(asked.length)
    }),
  )
})

test('one more answer never lowers a score', () => {
  fc.assert(
    fc.property(anyList, anyList, anyPassage, (asked, answered, more) => {
      expect(compare(asked, [...answered, more]).score ?? 0).toBeGreaterThanOrEqual(compare(asked, answered).score ?? 1)
    }),
  )
})
