import { expect, test } from 'vitest'
import { finish, rowOf, sparseMatrix, unlimitedEffort } from '../../engine/index.ts'
import type { QuantisedProducts, Scorer, SparseMatrix, SpectralModel } from '../../engine/index.ts'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import { decodeMember, encodeMember, fitMember, openingMember, openMember } from './members.ts'
import type { MemberSettings } from './members.ts'

const { matrix } = plantedLikes()
const effort = unlimitedEffort(1)

const settings: readonly MemberSettings[] = [
  { kind: 'spectral', rank: 32, weights: { gamma: 0.7, beta: 1, rank: 16 } },
  { kind: 'ease', lambda: 50, dropout: 0.25, itemsMax: 200 },
  { kind: 'neighbours' },
]

const scoresOf = (scorer: Scorer, row = 3): Float32Array => {
  const scores = new Float32Array(scorer.columns).fill(7)
  scorer.score(rowOf(matrix, row), scores)
  return scores
}

const opening = () => ({
  matrix,
  folded: null,
  opened: new WeakMap<SpectralModel, QuantisedProducts>(),
})

test.each(settings)(
  'a model of kind $kind says the same when it comes back from bytes, and when fewer components are opened',
  (each) => {
    const member = fitMember(matrix, each, effort)
    const expected = scoresOf(openMember(member, matrix))
    expect(new Set(expected).size).toBeGreaterThan(20)
    const again = decodeMember(each, encodeMember(member))
    expect(again.settings).toBe(each)
    expect(scoresOf(openMember(again, matrix))).toEqual(expected)
    expect(scoresOf(finish(openingMember(again, opening())))).toEqual(expected)
  },
)

test.each(settings)('the same settings, seed and data give the same bytes of a model of kind $kind', (each) => {
  const bytes = [1, 2].map(() => encodeMember(fitMember(matrix, each, effort)))
  expect(Buffer.compare(bytes[0] as Uint8Array, bytes[1] as Uint8Array)).toBe(0)
})

/** With two more columns, which everybody has. */
function widened({ rows, columns, starts, indices }: SparseMatrix): SparseMatrix {
  const pairs = Array.from({ length: rows }, (_, row) =>
    [...indices.subarray(starts[row], starts[row + 1]), columns, columns + 1].map((column) => ({ row, column })),
  ).flat()
  return sparseMatrix(
    { rows, columns: columns + 2 },
    { rows: Uint32Array.from(pairs, ({ row }) => row), columns: Uint32Array.from(pairs, ({ column }) => column) },
  )
}

test.each(settings)('a model of kind $kind is asked with columns that came after it', (each) => {
  const member = fitMember(matrix, each, effort)
  const wide = widened(matrix)
  const scorer = openMember(member, wide)
  const scores = new Float32Array(scorer.columns)
  scorer.score(rowOf(wide, 3), scores)
  expect(scorer.columns).toBe(tiny.columns + 2)
  expect(scores.every(Number.isFinite)).toBe(true)
  if (each.kind === 'spectral') expect(scores[tiny.columns]).toBeGreaterThan(0)
  else expect(scores.slice(tiny.columns)).toEqual(new Float32Array(2))
})

test.each(settings)('other bytes are refused: $kind', (each) => {
  expect(() => decodeMember(each, Uint8Array.of(1, 2, 3))).toThrow(RangeError)
})

test('vectors that were copied once are not copied again for the next matrix', () => {
  const member = fitMember(matrix, settings[0] as MemberSettings, effort)
  const first = opening()
  finish(openingMember(member, first))
  const kept = first.opened.get(member.model as SpectralModel)
  finish(openingMember(member, { ...first, matrix: widened(matrix) }))
  expect(kept).toBeTypeOf('object')
  expect(first.opened.get(member.model as SpectralModel)).toBe(kept)
})
