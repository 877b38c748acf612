/** The thread of the built-in model, but `die` ends it in the way of an error that nobody caught. */
import { parentPort } from 'node:worker_threads'

await import('../../src/platform/models/built-in/worker.ts')

parentPort?.on('message', (message: unknown) => {
  if (message === 'die') throw new Error('the thread was told to die')
})
