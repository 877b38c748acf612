import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { storedZip } from './stored-zip.ts'

async function unzip(archive: Buffer): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>()
  const zip = await fromBufferPromise(archive)
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk)
    parts.set(entry.fileName, new Uint8Array(Buffer.concat(chunks)))
  }
  return parts
}

test('what goes in comes out, in order, names in any script', async () => {
  const parts = new Map([
    ['word/document.xml', new Uint8Array([1, 2, 3])],
    ['пусто', new Uint8Array()],
    ['[Content_Types].xml', new Uint8Array(70_000).fill(7)],
  ])
  const out = await unzip(storedZip(parts))
  expect([...out.keys()]).toEqual([...parts.keys()])
  expect(out).toEqual(parts)
})

test('an archive of nothing is an archive', async () => {
  expect(await unzip(storedZip(new Map()))).toEqual(new Map())
})

test('property: any parts come out as they went in', async () => {
  const name = fc.stringMatching(/^[a-z]{1,8}(?:\/[a-z]{1,8})?$/u)
  const entries = fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 50 })), {
    selector: ([key]) => key,
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(entries, async (given) => {
      const parts = new Map(given.map(([key, bytes]) => [key, new Uint8Array(bytes)]))
      expect(await unzip(storedZip(parts))).toEqual(parts)
    }),
    { numRuns: 30 },
  )
})
