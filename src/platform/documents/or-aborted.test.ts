import { expect, test } from 'vitest'
import { orAborted } from './or-aborted.ts'

const endless = new Promise<never>(() => {})

test('work that ends gives what it gives', async () => {
  await expect(orAborted(Promise.resolve(7), new AbortController().signal)).resolves.toBe(7)
  await expect(orAborted(Promise.reject(new Error('broken')), new AbortController().signal)).rejects.toThrow('broken')
})

test('work that does not end is left with the reason of the abort', async () => {
  const controller = new AbortController()
  const waiting = orAborted(endless, controller.signal)
  controller.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
})

test('an abort that came before wins over work that is done', async () => {
  await expect(orAborted(Promise.resolve(7), AbortSignal.abort(new Error('late')))).rejects.toThrow('late')
})

test('work that breaks after it was left disturbs nobody', async () => {
  const work = Promise.withResolvers<never>()
  await expect(orAborted(work.promise, AbortSignal.abort(new Error('late')))).rejects.toThrow('late')
  work.reject(new Error('unheard'))
  await expect(new Promise((resolve) => void setTimeout(resolve, 10, 'calm'))).resolves.toBe('calm')
})
