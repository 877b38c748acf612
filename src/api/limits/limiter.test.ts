import { expect, test } from 'vitest'
import type { Caller } from '../../base/index.ts'
import { limitHeaders, limiter, limitsOf, TooMany } from './limiter.ts'
import type { LimitedRequest, LimitSettings } from './limiter.ts'
import { memoryLimitStore } from './memory-store.ts'
import { parseRate, unlimited } from './rate.ts'
import type { Rate } from './rate.ts'

const rate = (text: string): Rate => parseRate(text) ?? unlimited
const settings: LimitSettings = {
  member: rate('5/min'),
  open: rate('3/min'),
  failedAuth: rate('2/15min'),
  named: { search: rate('20/s burst 2') },
}

const anna: Caller = { kind: 'member', memberId: 'anna' }
const bert: Caller = { kind: 'member', memberId: 'bert' }
const nobody: Caller = { kind: 'anonymous' }
const service: Caller = { kind: 'service', keyId: 'abcd1234', scopes: new Set() }

const request = (caller: Caller, from = '203.0.113.1'): LimitedRequest => ({ caller, address: () => from })

/** How many of so many requests in a row are let through. */
async function passed(requests: readonly LimitedRequest[], options = settings): Promise<number> {
  const gate = limiter(
    memoryLimitStore(() => 0),
    options,
  )
  let count = 0
  for (const each of requests) {
    const isIn = await gate.admit(each).then(
      () => true,
      () => false,
    )
    if (isIn) count += 1
  }
  return count
}

const times = (count: number, each: LimitedRequest): readonly LimitedRequest[] =>
  Array.from({ length: count }, () => each)

test('a service is never held up', async () => {
  expect(limitsOf({ ...request(service), limits: ['search'] }, settings)).toEqual([])
  expect(await passed(times(50, request(service)))).toBe(50)
})

test('each member is counted by themselves', async () => {
  expect(await passed([...times(9, request(anna)), ...times(9, request(bert))])).toBe(10)
})

test('a member is the same wherever they come from, and their address is nobody', async () => {
  expect(await passed([...times(4, request(anna)), ...times(4, request(anna, '198.51.100.7'))])).toBe(5)
  const gone: LimitedRequest = { ...request(anna), address: () => expect.unreachable() }
  expect(await passed([gone])).toBe(1)
})

test('whoever asks on an open route is counted by address', async () => {
  expect(await passed([...times(5, request(nobody)), ...times(5, request(nobody, '198.51.100.7'))])).toBe(6)
})

test('a limit that is none is not even counted', async () => {
  expect(limitsOf(request(anna), { ...settings, member: unlimited })).toEqual([])
  expect(await limiter(memoryLimitStore(), { ...settings, member: unlimited }).admit(request(anna))).toBe(null)
})

test('who is held up hears for how long, and what the limit is', async () => {
  const gate = limiter(
    memoryLimitStore(() => 0),
    { ...settings, open: rate('1/min') },
  )
  await gate.admit(request(nobody))
  const refusal: unknown = await gate.admit(request(nobody)).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(TooMany)
  expect(refusal).toMatchObject({
    code: 'request.too_many',
    detail: 'That was too much at once: try again in 60 s.',
    retryAfterSeconds: 60,
  })
})

const search = (caller: Caller): LimitedRequest => ({ ...request(caller), limits: ['search'] })

test('what a route names is counted for each member apart from everything else', async () => {
  expect(await passed([...times(3, search(anna)), ...times(3, search(bert))])).toBe(4)
  expect(await passed([...times(3, search(anna)), ...times(9, request(anna))])).toBe(5)
  expect(await passed([...times(5, request(anna)), search(anna)])).toBe(5)
})

test('on an open route a limit of its own is counted by address', async () => {
  expect(await passed([...times(3, search(nobody)), search(anna)])).toBe(3)
})

test('what the shorter limit refuses takes nothing from the longer one, in whatever order they stand', async () => {
  const store = memoryLimitStore(() => 0)
  const gate = limiter(store, { ...settings, member: rate('3/h') })
  for (let attempt = 0; attempt < 9; attempt += 1) await gate.admit(search(anna)).catch(() => null)
  expect(await gate.admit(request(anna))).toMatchObject({ remaining: 0 })
  const backwards = limitsOf(search(anna), { ...settings, member: rate('9/ms') })
  expect(backwards.map(({ key }) => key)).toEqual(['member:anna', 'search:member:anna'])
})

test('the tightest limit is the one that is told', async () => {
  const told = (of: string) =>
    limiter(
      memoryLimitStore(() => 0),
      { ...settings, named: { search: rate(of) } },
    ).admit(search(anna))
  expect(await told('20/s burst 10')).toMatchObject({ limit: 5, remaining: 4 })
  expect(await told('20/s burst 2')).toMatchObject({ limit: 2, remaining: 1 })
  expect(await told('5/s')).toMatchObject({ limit: 5, resetMs: 60_000 })
  expect(await told('none')).toMatchObject({ limit: 5 })
})

test('wrong keys are counted by address, apart from everything else', async () => {
  const gate = limiter(
    memoryLimitStore(() => 0),
    settings,
  )
  await gate.countFailedAuth('203.0.113.1')
  await gate.countFailedAuth('203.0.113.1')
  await expect(gate.countFailedAuth('203.0.113.1')).rejects.toMatchObject({
    code: 'request.too_many',
    retryAfterSeconds: 900,
  })
  await gate.countFailedAuth('198.51.100.7')
  expect(await gate.admit(request(nobody))).toMatchObject({ remaining: 2 })
})

test('with no limit on wrong keys they are not counted', async () => {
  const gate = limiter(
    memoryLimitStore(() => 0),
    { ...settings, failedAuth: unlimited },
  )
  for (let attempt = 0; attempt < 50; attempt += 1) await gate.countFailedAuth('203.0.113.1')
  expect(await gate.admit(request(nobody))).toMatchObject({ limit: 3 })
})

test('the headers tell whole requests and whole seconds', () => {
  const taken = { isAllowed: true, limit: 10, remaining: 4, resetMs: 1_200.5, retryAfterMs: 0 }
  expect(limitHeaders(taken)).toEqual({ 'ratelimit-limit': '10', 'ratelimit-remaining': '4', 'ratelimit-reset': '2' })
})
