import { expect, test } from 'vitest'
import { rankWithin, spectralSeconds } from './spectral-cost.ts'

const public30k = { rows: 30_000, columns: 41_000, indices: { length: 800_000 } as Uint32Array }
const unlimited = { secondsMax: Infinity, bytesMax: Infinity, slowness: 1 }

test('a fit of the public split at rank 1,024 is thought to take half a minute', () => {
  expect(spectralSeconds(public30k, 1024)).toBeGreaterThan(20)
  expect(spectralSeconds(public30k, 1024)).toBeLessThan(35)
})

test('more of anything takes longer', () => {
  const base = spectralSeconds(public30k, 256)
  expect(spectralSeconds(public30k, 512)).toBeGreaterThan(base)
  expect(spectralSeconds({ ...public30k, rows: 60_000 }, 256)).toBeGreaterThan(base)
  expect(spectralSeconds({ ...public30k, indices: { length: 1_600_000 } as Uint32Array }, 256)).toBeGreaterThan(base)
})

test('the largest rank that fits into the time is taken', () => {
  const rank = rankWithin(public30k, { ...unlimited, secondsMax: 33 }) as number
  expect(rank).toBe(1024)
  expect(rankWithin(public30k, { ...unlimited, secondsMax: 33, slowness: 4 })).toBeLessThan(rank)
})

test('a machine that seems quicker than it can be is not believed', () => {
  const limits = { ...unlimited, secondsMax: 33 }
  expect(rankWithin(public30k, { ...limits, slowness: 0.1 })).toBe(rankWithin(public30k, limits))
})

test('a million people get a rank that fits into the memory', () => {
  const large = { rows: 1_000_000, columns: 100_000, indices: { length: 50_000_000 } as Uint32Array }
  const rank = rankWithin(large, { ...unlimited, bytesMax: 1.1 * 2 ** 30 }) as number
  expect(rank).toBeGreaterThanOrEqual(64)
  expect(rank).toBeLessThanOrEqual(256)
})

test('where nothing fits there is no rank', () => {
  expect(rankWithin(public30k, { ...unlimited, secondsMax: 0.001 })).toBeNull()
})
