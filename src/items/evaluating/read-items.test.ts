import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FEATURES, likeness } from '../shelf/index.ts'
import { contentOf, readItems } from './read-items.ts'
import type { Embed } from './read-items.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'reciprocity-items-'))))
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string) {
  const path = join(folder, 'items')
  await writeFile(path, text)
  return readItems(path)
}

/** A text is a direction of its own; the first letter decides which. */
const embed: Embed = async (texts) =>
  texts.map((text) => Float32Array.from({ length: 384 }, (_, at) => (at === text.charCodeAt(0) % 384 ? 1 : 0)))

async function contentIn(text: string, ids: readonly string[]) {
  const heard: [number, number][] = []
  const onProgress = (done: number, all: number): void => void heard.push([done, all])
  const content = await contentOf(await read(text), ids, { embed, onProgress })
  const of = (column: number): Int8Array => content.subarray(column * FEATURES, (column + 1) * FEATURES)
  return { content, of, heard }
}

test('title and description are one text, and categories come as an object or as a word', async () => {
  const { items } = await read(
    [
      '{"id": "a", "title": "Cup", "description": "Blue.", "categories": {"category": "kitchen", "age": "any"}, "price": 12.5}',
      '{"id": "b", "name": "Pen", "genre": "office", "price": -1}',
      '{"id": "c", "categories": "Drama|War", "price": "free"}',
    ].join('\n'),
  )
  expect(items.get('a')).toMatchObject({
    text: 'Cup\nBlue.',
    item: { categories: { category: 'kitchen', age: 'any' }, price: 12.5 },
  })
  expect(items.get('b')).toMatchObject({ text: 'Pen', item: { categories: { category: 'office' }, price: null } })
  expect(items.get('c')).toMatchObject({ text: '', item: { categories: { category: 'Drama|War' }, price: null } })
})

test('items are alike by their words and by what they are, and one of which nothing is said is like none', async () => {
  const { of, content } = await contentIn('id,title,category\n1,Cup,kitchen\n2,Can,kitchen\n3,Pen,office', [
    '1',
    '2',
    '3',
    'unknown',
  ])
  expect(content.length).toBe(4 * FEATURES)
  expect(likeness(of(0), of(1))).toBeGreaterThan(0.9)
  expect(likeness(of(0), of(2))).toBeLessThan(0.5)
  expect(of(3)).toEqual(new Int8Array(FEATURES))
})

test('texts are embedded a stretch at a time, and how far it is is said', async () => {
  const lines = Array.from({ length: 1000 }, (_, at) => `${at},Cup`)
  const { heard } = await contentIn(
    ['id,title', ...lines].join('\n'),
    Array.from({ length: 1000 }, (_, at) => String(at)),
  )
  expect(heard).toEqual([
    [512, 1000],
    [1000, 1000],
  ])
})

test('a file without ids is refused', async () => {
  await expect(read('title,price\nCup,3')).rejects.toMatchObject({ code: 'request.invalid' })
})
