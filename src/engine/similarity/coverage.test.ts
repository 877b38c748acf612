import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import table from '../../../models/word-weights/en-1.json' with { type: 'json' }
import { wordSimilarity } from '../text/bm25.ts'
import { wordWeights } from '../text/word-weights.ts'
import { calibrate, coveredMin } from './calibrate.ts'
import { coverage } from './coverage.ts'
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
  test('a list answers itself fully', () => {
    const { score, best, uncovered } = compare([bread, piano], [bread, piano])
    expect(score).toBeCloseTo(1, 7)
    expect(best).toEqual([
      { asked: 0, answered: 0, similarity: expect.closeTo(1, 7) },
      { asked: 1, answered: 1, similarity: expect.closeTo(1, 7) },
    ])
    expect(uncovered).toEqual([])
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
    expect(score).toBeCloseTo(calibrate(0.5), 7)
  })

  test('opposite meaning counts as none, not as less than none', () => {
    expect(compare([passage([1, 0, 0])], [passage([-1, 0, 0])]).score).toBe(0)
  })

  test('what is answered too faintly counts as not answered', () => {
    const faint = passage([1, 0, 0], 9001, 9002)
    const near = passage([0.3, 1, 0], 9003)
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
