import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Each test file is a process, and so is each program that a test starts: what one compiled the next need not.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'reciprocity-compiled')

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // The product is loaded once in each of the two processes, and not once for each of hundreds of files.
    isolate: false,
    setupFiles: ['test/support/each-file.ts'],
  },
})
