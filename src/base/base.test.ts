import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  callerName,
  externalIdFault,
  isUuid,
  newId,
  oneATurn,
  Problem,
  problemCodes,
  problemFrom,
  problemList,
  requireOwn,
  silentLogger,
  systemClock,
} from './index.ts'

test.each(['ada', 'developer-001', 'Ünïcødé', '日本', 'a b', 'x'.repeat(128), 'a.b', '...', '😀'])(
  '%s is an id',
  (id) => {
    expect(externalIdFault(id)).toBeNull()
  },
)

test.each([
  ['', 'must not be empty'],
  ['x'.repeat(129), 'must be at most 128 characters long'],
  [' ', 'must have something that can be seen'],
  ['\u202E', 'must have something that can be seen'],
  ['.', 'must not be "." or ".."'],
  ['..', 'must not be "." or ".."'],
  ['a/b', 'must not contain "/"'],
  ['a\u0000b', 'must not contain control characters'],
  ['a\nb', 'must not contain control characters'],
  ['a\ud800', 'must not contain unpaired surrogates'],
])('%j is none: it %s', (id, fault) => {
  expect(externalIdFault(id)).toBe(fault)
})

test('our ids are UUIDs of version 7 that sort by the time of their birth', () => {
  const early = newId(new Date('2026-01-01T00:00:00.000Z'))
  const late = newId(new Date('2026-01-01T00:00:00.001Z'))
  expect(isUuid(early)).toBe(true)
  expect(early[14]).toBe('7')
  expect(early < late).toBe(true)
  expect(newId()).not.toBe(newId())
})

test('whatever the instant, an id holds it to the millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (ms) => {
      const id = newId(new Date(Math.min(ms, 8.64e15)))
      return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) === Math.min(ms, 8.64e15)
    }),
  )
})

test('only UUIDs are taken for UUIDs', () => {
  expect(isUuid('0190a8b0-0000-7000-8000-000000000000')).toBe(true)
  expect(['', 'ada', '0190a8b0-0000-7000-8000-00000000000', '0190a8b0-0000-0000-8000-000000000000'].some(isUuid)).toBe(
    false,
  )
})

test('a problem has the status and title of its code, and words for the caller alone', () => {
  const problem = new Problem('person.not_found', 'Nobody.', { facts: { secret: 1 }, cause: new Error('why') })
  expect(problem).toMatchObject({
    code: 'person.not_found',
    status: 404,
    title: 'There is no such person',
    detail: 'Nobody.',
    errors: [],
  })
  expect(problem.facts).toEqual({ secret: 1 })
})

test('what is no problem becomes one that gives nothing away', () => {
  const problem = problemFrom(new Error('password=hunter2'))
  expect(problem.code).toBe('server.failed')
  expect(problem.detail).not.toContain('hunter2')
  const known = new Problem('match.not_found', 'None.')
  expect(problemFrom(known)).toBe(known)
})

test('codes are a room and a word, with a status that says whose fault it is', () => {
  for (const code of problemCodes) {
    expect(code).toMatch(/^[a-z]+\.[a-z_]+$/u)
    expect(problemList[code].status).toBeGreaterThanOrEqual(400)
    expect(problemList[code].status).toBeLessThan(600)
  }
})

test('a member reaches what is theirs, a service reaches everybody', () => {
  const member = { kind: 'member', memberId: 'ada' } as const
  const service = { kind: 'service', keyId: 'k1', scopes: new Set<never>() } as const
  expect(() => requireOwn(member, 'ada')).not.toThrow()
  expect(() => requireOwn(service, 'bo')).not.toThrow()
  expect(() => requireOwn(member, 'bo')).toThrow(expect.objectContaining({ code: 'auth.not_yours' }))
})

test('callers have names that cannot be confused', () => {
  const names = [
    callerName({ kind: 'member', memberId: 'x' }),
    callerName({ kind: 'service', keyId: 'x', scopes: new Set() }),
    callerName({ kind: 'anonymous' }),
  ]
  expect(new Set(names).size).toBe(3)
})

test('the silent logger says nothing, and hands on nothing that does', () => {
  expect(silentLogger.with({ a: 1 })).toBe(silentLogger)
  expect(() => silentLogger.error('x')).not.toThrow()
  expect(Math.abs(systemClock().getTime() - Date.now())).toBeLessThan(1000)
})

test('those who became ready in one turn of the event loop go in turns of their own, in the order in which they came', async () => {
  const itsTurn = oneATurn()
  const gone: string[] = []
  let turn = 0
  const count = (): void => {
    turn += 1
    if (gone.length < 3) setImmediate(count)
  }
  setImmediate(count)
  await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      await itsTurn()
      gone.push(`${name}${turn}`)
    }),
  )
  expect(gone[0]).toBe('a0')
  expect(gone.map(([name]) => name)).toEqual(['a', 'b', 'c'])
  expect(new Set(gone.map((one) => one.slice(1))).size).toBe(3)
})
