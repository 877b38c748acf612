import { expect, test, vi } from 'vitest'
import { runInWorker, WorkerStopped } from './index.ts'
import type { WorkerLimits } from './index.ts'

const TROUBLED = new URL('../../../test/fixtures/documents/troubled-worker.ts', import.meta.url)
const generous: WorkerLimits = { timeoutMs: 20_000, memoryMb: 200 }

interface Echo {
  readonly value: unknown
  readonly environment: readonly string[]
}

const run = (does: string, limits: Partial<WorkerLimits> = {}): Promise<Echo> =>
  runInWorker(TROUBLED, { does }, { ...generous, ...limits })

async function stopOf(running: Promise<unknown>): Promise<WorkerStopped> {
  const stopped = await running.catch((error: unknown) => error)
  if (stopped instanceof WorkerStopped) return stopped
  throw new Error(`It was not stopped: ${String(stopped)}`)
}

test('what the worker returns comes back', async () => {
  const value = { list: [1, 2, 3], text: 'é\u0000' }
  await expect(runInWorker(TROUBLED, { does: 'echo', value }, generous)).resolves.toMatchObject({ value })
})

test('a worker sees no environment variable', async () => {
  process.env['PLANTED_SECRET'] = 'planted'
  const { environment } = await run('echo')
  expect(environment).toEqual([])
})

test('what a worker prints is not printed by the process', async () => {
  const written = vi.spyOn(process.stdout, 'write')
  await run('echo')
  expect(written.mock.calls.flat().join('')).not.toContain('secret')
  written.mockRestore()
})

test('a buffer that is transferred is moved, not copied', async () => {
  const value = new Uint8Array([1, 2, 3])
  const limits = { ...generous, transfer: [value.buffer] }
  const echo = await runInWorker<unknown, Echo>(TROUBLED, { does: 'echo', value }, limits)
  expect(value.byteLength).toBe(0)
  expect(echo.value).toEqual(new Uint8Array([1, 2, 3]))
})

test('an input that cannot be copied to a thread is an error, not a hang', async () => {
  await expect(runInWorker(TROUBLED, { does: 'echo', value: () => 1 }, generous)).rejects.toThrow(
    /could not be cloned/u,
  )
})

test('an endless loop is stopped at the time limit', async () => {
  expect((await stopOf(run('loop', { timeoutMs: 300 }))).reason).toBe('too_slow')
})

test('a worker that waits for ever is stopped at the time limit', async () => {
  expect((await stopOf(run('wait', { timeoutMs: 300 }))).reason).toBe('too_slow')
})

test.each(['swell', 'swell in big steps', 'swell in buffers'])(
  'a worker that takes too much memory is stopped and the process lives: %s',
  async (does) => {
    expect((await stopOf(run(does))).reason).toBe('too_much_memory')
  },
)

test('what the worker throws is the cause', async () => {
  const stopped = await stopOf(run('throw'))
  expect(stopped.reason).toBe('failed')
  expect(stopped.cause).toMatchObject({ name: 'RangeError', message: 'so it goes' })
})

test.each(['leave', 'reject elsewhere'])('a worker that ends without an answer has failed: %s', async (does) => {
  expect((await stopOf(run(does))).reason).toBe('failed')
})

test('a file that is not there has failed', async () => {
  const nowhere = new URL('nowhere.ts', import.meta.url)
  expect((await stopOf(runInWorker(nowhere, {}, generous))).reason).toBe('failed')
})

test('an abort ends the work with the reason of the signal', async () => {
  const controller = new AbortController()
  const running = run('loop', { signal: controller.signal })
  controller.abort(new Error('changed my mind'))
  await expect(running).rejects.toThrow('changed my mind')
})

test('a signal that is aborted already starts nothing', async () => {
  await expect(run('echo', { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late')
})

test('the next piece of work has a fresh thread after any stop', async () => {
  await stopOf(run('swell in buffers'))
  await expect(runInWorker(TROUBLED, { does: 'echo', value: 7 }, generous)).resolves.toMatchObject({ value: 7 })
})

test('pieces of work that run at once do not disturb each other', async () => {
  const good = Array.from({ length: 4 }, (_, value) =>
    runInWorker<unknown, Echo>(TROUBLED, { does: 'echo', value }, generous),
  )
  const [slow, ...echoes] = await Promise.all([stopOf(run('loop', { timeoutMs: 500 })), ...good])
  expect(slow.reason).toBe('too_slow')
  expect(echoes.map(({ value }) => value)).toEqual([0, 1, 2, 3])
})
