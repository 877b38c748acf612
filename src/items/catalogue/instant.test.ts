import { expect, test } from 'vitest'
import { futureFaults, instant, instantOf } from './instant.ts'

test('without an offset an instant is UTC, with one it is what it says', () => {
  const read = (text: string) => instantOf(instant.parse(text)).toISOString()
  expect(read('2026-05-01T10:00:00')).toBe('2026-05-01T10:00:00.000Z')
  expect(read('2026-05-01T10:00:00Z')).toBe('2026-05-01T10:00:00.000Z')
  expect(read('2026-05-01T10:00:00.5+03:00')).toBe('2026-05-01T07:00:00.500Z')
})

test.each(['2026-05-01', 'yesterday', '', '1969-12-31T23:59:59Z', '2200-01-01T00:00:00Z', '2026-13-01T00:00:00Z'])(
  '%j is no instant that is taken',
  (text) => {
    expect(instant.safeParse(text).success).toBe(false)
  },
)

test('a clock may go wrong by a day, and no more', () => {
  const now = new Date('2026-05-01T00:00:00Z')
  expect(futureFaults('2026-05-02T00:00:00Z', 'time', now)).toEqual([])
  expect(futureFaults('2026-05-02T00:00:01Z', 'time', now)).toEqual([{ path: 'time', message: 'lies in the future' }])
  expect(futureFaults(null, 'time', now)).toEqual([])
})
