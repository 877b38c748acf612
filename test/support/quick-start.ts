/** A program of a test lives for seconds, and starting it is most of its work: what makes a start cheap, and nothing else. */

/** WebAssembly is compiled once: compiling the embedded database again for speed takes longer than a test is faster by it. */
export const quickFlags = ['--liftoff-only'] as const

/** Where compiled code is kept from one process to the next, as `vitest.config.ts` has it. */
export const quickEnvironment = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '' }
