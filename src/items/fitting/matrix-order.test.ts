import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matrixOrder } from './matrix-order.ts'

test('entries come by row, then by column, and equal ones as they were', () => {
  const entry = fc.record({ row: fc.nat(4), column: fc.nat(6) })
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const places = {
        rows: Uint32Array.from(entries, ({ row }) => row),
        columns: Uint32Array.from(entries, ({ column }) => column),
      }
      const expected = entries
        .map((each, at) => ({ ...each, at }))
        .toSorted((one, other) => one.row - other.row || one.column - other.column || one.at - other.at)
      expect([...matrixOrder(places, { rows: 5, columns: 7 })]).toEqual(expected.map(({ at }) => at))
    }),
  )
})
