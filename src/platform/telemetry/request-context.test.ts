import { expect, test } from 'vitest'
import { currentRequest, currentRequestId, withRequest } from './request-context.ts'

test('outside a request there is no id', () => {
  expect([currentRequest(), currentRequestId()]).toEqual([undefined, undefined])
})

test('what a request starts belongs to it: promises, timers and callbacks', async () => {
  const seen = await withRequest({ requestId: 'r-1', route: '/health' }, async () => {
    const timed = new Promise((resolve) => setTimeout(() => resolve(currentRequestId()), 1))
    const soon = new Promise((resolve) => queueMicrotask(() => resolve(currentRequest()?.route)))
    return Promise.all([currentRequestId(), timed, soon])
  })
  expect(seen).toEqual(['r-1', 'r-1', '/health'])
})

test('a request within a request has its own id, and the outer one comes back', () => {
  withRequest({ requestId: 'outer' }, () => {
    expect(withRequest({ requestId: 'inner' }, currentRequestId)).toBe('inner')
    expect(currentRequestId()).toBe('outer')
  })
})

test('a request that fails is over', async () => {
  const fail = async (): Promise<void> => {
    await Promise.resolve()
    throw new Error('failed')
  }
  await expect(withRequest({ requestId: 'r-1' }, fail)).rejects.toThrow('failed')
  expect(currentRequestId()).toBeUndefined()
})
