import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileLines } from './file-lines.ts'
import type { FileLine } from './file-lines.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'reciprocity-lines-'))))
afterAll(() => rm(folder, { recursive: true }))

async function linesOf(content: string | Uint8Array): Promise<FileLine[]> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return (await Array.fromAsync(fileLines(path))).flat()
}

test('lines come with their numbers, whatever ends them, and blank ones are counted', async () => {
  expect(await linesOf('\uFEFFone\r\n\n  \ntwo\nthree')).toEqual([
    { number: 1, text: 'one' },
    { number: 4, text: 'two' },
    { number: 5, text: 'three' },
  ])
})

test('an empty file has no lines', async () => {
  expect(await linesOf('')).toEqual([])
  expect(await linesOf('\n\n')).toEqual([])
})

test('lines and letters that lie across the pieces in which a file is read stay whole', async () => {
  const text = `${'ä'.repeat(700_000)}x`
  const lines = await linesOf(`a\n${text}\n${text}\nb`)
  expect(lines.map(({ text: each }) => each === text || each)).toEqual(['a', true, true, 'b'])
})

test('a line that never ends is not kept, and the next one is', async () => {
  const lines = await linesOf(`a\n${'x'.repeat(5_000_000)}\nb\n${'y'.repeat(1_100_000)}`)
  expect(lines).toEqual([
    { number: 1, text: 'a' },
    { number: 2, text: null },
    { number: 3, text: 'b' },
    { number: 4, text: null },
  ])
})

test('what is no UTF-8 is read as far as it is', async () => {
  expect(await linesOf(Uint8Array.of(0x61, 0xff, 0x0a, 0x62))).toEqual([
    { number: 1, text: 'a\uFFFD' },
    { number: 2, text: 'b' },
  ])
})

test('a file that is not there, and a folder, are said to be so', async () => {
  const read = (path: string) => Array.fromAsync(fileLines(path))
  await expect(read(join(folder, 'gone.csv'))).rejects.toMatchObject({
    detail: `There is no file ${join(folder, 'gone.csv')}.`,
  })
  await expect(read(folder)).rejects.toMatchObject({ detail: `${folder} is not a file.` })
})
