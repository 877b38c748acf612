/**
 * Loaded into a program under test before anything of its own (`node --import`), so that it can be harmed at exact
 * moments without a line in the product. HARM_KILL_AT is a pattern: the first log line that fits it is the last thing
 * the process does. HARM_EMBEDDING is the name of a file: while it exists, the thread of the embedding model dies, and
 * each that is started in its place.
 */
import fs from 'node:fs'
import { createRequire, syncBuiltinESMExports } from 'node:module'
import threads from 'node:worker_threads'

if (threads.isMainThread) {
  const { HARM_KILL_AT: pattern, HARM_EMBEDDING: file } = process.env
  if (pattern) killAtLine(new RegExp(pattern, 'u'))
  if (file) harmEmbedding(file)
}

/** The log is written synchronously, so between the line and the end there is not one more instruction of the program. */
function killAtLine(pattern: RegExp): void {
  const write = fs.writeSync as (...args: unknown[]) => number
  const harmful = (...args: unknown[]): number => {
    const written = write(...args)
    if (pattern.test(String(args[1]))) process.kill(process.pid, 'SIGKILL')
    return written
  }
  fs.writeSync = harmful as typeof fs.writeSync
  syncBuiltinESMExports()
}

/** Ends the thread in the way of an error that nobody caught: one that is terminated takes native code down with it. */
function harmEmbedding(file: string): void {
  const mortal = new URL('mortal-worker.ts', import.meta.url)
  const { Worker } = createRequire(import.meta.url)('node:worker_threads') as typeof threads
  class MortalWorker extends Worker {
    constructor(url: string | URL, options?: threads.WorkerOptions) {
      const isEmbedding = String(url).endsWith('/built-in/worker.ts')
      super(isEmbedding ? mortal : url, options)
      if (!isEmbedding) return
      const watch = setInterval(() => fs.existsSync(file) && this.postMessage('die', []), 50)
      watch.unref()
      this.once('exit', () => clearInterval(watch))
    }
  }
  threads.Worker = MortalWorker
  syncBuiltinESMExports()
}
