import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { planPage, rememberedMax, turnPage } from './pages.ts'

const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => `i${from + at}`)
const staying = (all: readonly string[]): ReadonlySet<string> => new Set(all)

test('the first page has everything to fill, the second what is not shown yet', () => {
  assert.deepEqual(planPage([], { page: 1, limit: 3 }), { again: [], missing: 3, skipped: 0, isRemembered: true })
  const second = planPage(ids(0, 3), { page: 2, limit: 3 })
  assert.deepEqual(second, { again: [], missing: 3, skipped: 0, isRemembered: true })
})

test('a page that is asked for again has what it had', () => {
  const shown = ids(0, 6)
  assert.deepEqual(planPage(shown, { page: 1, limit: 3 }).again, ids(0, 3))
  const turned = turnPage(shown, { page: 1, limit: 3 }, { mayStay: staying(ids(0, 3)), filling: [] })
  assert.deepEqual(turned, { shown, ids: ids(0, 3) })
})

test('what may not stay gives its position to the next best, and later pages keep theirs', () => {
  const turned = turnPage(ids(0, 6), { page: 1, limit: 3 }, { mayStay: staying(['i0', 'i2']), filling: ['new'] })
  assert.deepEqual(turned.ids, ['i0', 'new', 'i2'])
  assert.deepEqual(turned.shown.slice(3), ids(3, 6))
})

test('where nothing is left to fill a position, it falls away', () => {
  const turned = turnPage(ids(0, 3), { page: 1, limit: 3 }, { mayStay: staying(['i0']), filling: [] })
  assert.deepEqual(turned, { shown: ['i0'], ids: ['i0'] })
})

test('pages that were left out get their positions, so that going back shows them', () => {
  assert.deepEqual(planPage([], { page: 3, limit: 2 }), { again: [], missing: 6, skipped: 4, isRemembered: true })
  const turned = turnPage([], { page: 3, limit: 2 }, { mayStay: staying([]), filling: ids(0, 6) })
  assert.deepEqual(turned.ids, ['i4', 'i5'])
  assert.deepEqual(planPage(turned.shown, { page: 1, limit: 2 }).again, ['i0', 'i1'])
})

test('what lies beyond all memory is counted off', () => {
  const plan = planPage(ids(0, 20), { page: 1_000_000_000, limit: 20 })
  assert.equal(plan.isRemembered, false)
  assert.equal(plan.skipped, 999_999_999 * 20 - 20)
  assert.equal(planPage([], { page: rememberedMax / 20, limit: 20 }).isRemembered, true)
})

test('whatever order pages are turned in, none repeats what another shows', () => {
  const turns = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(turns, fc.integer({ min: 1, max: 7 }), (pages, limit) => {
      const all = ids(0, 60)
      let shown: readonly string[] = []
      const seen = new Map<number, readonly string[]>()
      for (const page of pages) {
        const plan = planPage(shown, { page, limit })
        const rest = all.filter((id) => !shown.includes(id))
        const turned = turnPage(
          shown,
          { page, limit },
          { mayStay: staying(plan.again), filling: rest.slice(0, plan.missing) },
        )
        const before = seen.get(page)
        if (before) assert.deepEqual(turned.ids, before)
        seen.set(page, turned.ids)
        shown = turned.shown
      }
      const together = [...seen.values()].flat()
      assert.equal(new Set(together).size, together.length)
    }),
  )
})
