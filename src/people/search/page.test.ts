import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgedOf, questionOf } from '../../../test/support/candidates.ts'
import { Problem } from '../../base/index.ts'
import { inOrder } from './judge.ts'
import { pageOf, startOf } from './page.ts'
import type { SearchQuestion } from './question.ts'

const question = (some: Partial<SearchQuestion> = {}): SearchQuestion => questionOf({ prompt: 'climbing', ...some })

const people = fc
  .uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.constantFrom(0.25, 0.5, 0.75)), {
    selector: ([id]) => id,
    maxLength: 60,
  })
  .map((list) => list.map(([id, exact]) => judgedOf(id, exact)).toSorted(inOrder))

describe('paging', () => {
  test('page after page shows everybody once, in order, whatever the length of a page', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 20 }), (ordered, limit) => {
        const asked = question({ limit })
        const shown: string[] = []
        let cursor: string | null = null
        do {
          const page = pageOf(asked, { ordered, steps: 0 }, startOf(asked, cursor))
          shown.push(...page.shown.map(({ candidate }) => candidate.personId))
          cursor = page.nextCursor
        } while (cursor !== null)
        expect(shown).toEqual(ordered.map(({ candidate }) => candidate.personId))
      }),
    )
  })

  test('a page may be longer or shorter than the one before', () => {
    const ordered = ['a', 'b', 'c'].map((id) => judgedOf(id, 0.5))
    const { nextCursor } = pageOf(question({ limit: 1 }), { ordered, steps: 2 }, null)
    const next = question({ limit: 5 })
    const start = startOf(next, nextCursor)
    expect(start?.steps).toBe(2)
    expect(pageOf(next, { ordered, steps: 2 }, start).shown).toHaveLength(2)
  })

  test.each([
    ['of another sentence', question({ prompt: 'chess' })],
    ['of somebody else', question({ askerId: 'otto' })],
    ['with other filters', question({ candidateIds: [] })],
  ])('a cursor of a search %s is refused', (_, other) => {
    const { nextCursor } = pageOf(
      question({ limit: 1 }),
      { ordered: [judgedOf('a', 1), judgedOf('b', 0.5)], steps: 0 },
      null,
    )
    expect(() => startOf(other, nextCursor)).toThrow(Problem)
  })

  test.each(['', 'no cursor', Buffer.from('{"of":1}').toString('base64url')])('“%s” is no cursor', (cursor) => {
    expect(() => startOf(question(), cursor)).toThrow(Problem)
  })

  test('nobody turns more than a thousand places', () => {
    const ordered = Array.from({ length: 1200 }, (_, index) => judgedOf(`p${String(index).padStart(5, '0')}`, 0.5))
    const asked = question({ limit: 100 })
    let cursor: string | null = null
    let shown = 0
    do {
      const page = pageOf(asked, { ordered, steps: 0 }, startOf(asked, cursor))
      shown += page.shown.length
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(shown).toBe(1000)
  })
})
