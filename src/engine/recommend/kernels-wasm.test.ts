import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { compiledKernels, kernelsFile } from '../../../scripts/build-wasm.ts'
import { plain, relaxed } from './kernels-wasm.ts'

test('the committed kernels are what their source compiles to', async () => {
  const committed = await readFile(kernelsFile, 'utf8')
  expect(committed === (await compiledKernels())).toBe(true)
})

test('both builds are modules that this processor can run, and differ', () => {
  for (const code of [plain, relaxed]) expect(WebAssembly.validate(Buffer.from(code, 'base64'))).toBe(true)
  expect(plain).not.toBe(relaxed)
})
