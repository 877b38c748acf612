/** What fetching promises, wherever a document lies. Each way of fetching runs all of it. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { isWorthRetrying } from './faults.ts'
import { documentDefaults, documentReader } from './index.ts'
import type { DocumentReader, DocumentSettings } from './index.ts'

/** A place that documents can be put into, made anew for each test. */
export interface Shelf {
  /** What a reader needs to reach the place. */
  readonly settings: Partial<DocumentSettings>
  /** Puts the bytes there and gives their link. */
  put(name: string, bytes: Uint8Array, contentEncoding?: string): Promise<string>
  linkToNothing(): string
  /** A link to a server of this kind that is not there. */
  linkToNobody(): { readonly link: string; readonly settings: Partial<DocumentSettings> }
}

export function documentsAreFetched(from: string, open: () => Promise<Shelf>): void {
  documentsAreRead(from, open)
  sizesAreKept(from, open)
  faultsAreTold(from, open)
  readingEnds(from, open)
}

const text = new Uint8Array(Buffer.from('Ada Lovelace, analyst'))

const reader = (shelf: Shelf, more: Partial<DocumentSettings> = {}): DocumentReader =>
  documentReader({ ...documentDefaults, ...shelf.settings, ...more })

function documentsAreRead(from: string, open: () => Promise<Shelf>): void {
  test(`${from}: a document is read`, async () => {
    const shelf = await open()
    const link = await shelf.put('ada.pdf', text)
    await expect(reader(shelf).read(link)).resolves.toMatchObject({ text: 'Ada Lovelace, analyst', kind: 'text' })
  })

  test(`${from}: the name tells Markdown`, async () => {
    const shelf = await open()
    const link = await shelf.put('ada.md', text)
    await expect(reader(shelf).read(link)).resolves.toMatchObject({ kind: 'markdown' })
  })

  test.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
  ])(`${from}: a document that was put there as %s is undone`, async (encoding, bytes) => {
    const shelf = await open()
    const link = await shelf.put('ada.txt', bytes, encoding)
    await expect(reader(shelf).read(link)).resolves.toMatchObject({ text: 'Ada Lovelace, analyst' })
  })
}

function sizesAreKept(from: string, open: () => Promise<Shelf>): void {
  test(`${from}: a document of just the size is read, a byte more is not`, async () => {
    const shelf = await open()
    const link = await shelf.put('ada.txt', text)
    await expect(reader(shelf, { sizeBytesMax: text.length }).read(link)).resolves.toMatchObject({ kind: 'text' })
    const problem = await problemOf(reader(shelf, { sizeBytesMax: text.length - 1 }).read(link))
    expect(problem).toMatchObject({ code: 'resume.too_large', detail: 'The document is larger than 20 bytes.' })
    expect(isWorthRetrying(problem)).toBe(false)
  })

  test(`${from}: a small body that decodes to a large one is too large`, async () => {
    const shelf = await open()
    const link = await shelf.put('bomb.txt', gzipSync(new Uint8Array(50 * 1024 * 1024)), 'gzip')
    expect(await problemOf(reader(shelf).read(link))).toMatchObject({ code: 'resume.too_large' })
  })
}

function faultsAreTold(from: string, open: () => Promise<Shelf>): void {
  test(`${from}: a body that is not in the encoding it claims is damaged`, async () => {
    const shelf = await open()
    const link = await shelf.put('ada.txt', text, 'gzip')
    expect(await problemOf(reader(shelf).read(link))).toMatchObject({ code: 'resume.unreadable' })
  })

  test(`${from}: an empty document contains no text`, async () => {
    const shelf = await open()
    const problem = await problemOf(reader(shelf).read(await shelf.put('empty.pdf', new Uint8Array())))
    expect(problem).toMatchObject({ code: 'resume.unreadable', detail: 'The document contains no text.' })
  })

  test(`${from}: a document that is not there stays so`, async () => {
    const shelf = await open()
    const problem = await problemOf(reader(shelf).read(shelf.linkToNothing()))
    expect(problem).toMatchObject({ code: 'resume.unreachable', detail: 'There is no document at the link.' })
    expect(isWorthRetrying(problem)).toBe(false)
  })

  test(`${from}: a server that is away is worth another try`, async () => {
    const { link, settings } = (await open()).linkToNobody()
    const problem = await problemOf(documentReader({ ...documentDefaults, ...settings }).read(link))
    expect(problem).toMatchObject({ code: 'resume.unreachable', detail: 'The server could not be reached.' })
    expect(isWorthRetrying(problem)).toBe(true)
  })
}

function readingEnds(from: string, open: () => Promise<Shelf>): void {
  test(`${from}: an abort ends the reading with its own reason`, async () => {
    const shelf = await open()
    const link = await shelf.put('ada.txt', text)
    const controller = new AbortController()
    const reading = reader(shelf).read(link, controller.signal)
    controller.abort(new Error('changed my mind'))
    await expect(reading).rejects.toThrow('changed my mind')
  })

  test(`${from}: a closed reader reads nothing more and says that the server stops`, async () => {
    const shelf = await open()
    const link = await shelf.put('ada.txt', text)
    const closed = reader(shelf)
    const reading = problemOf(closed.read(link))
    await closed.close()
    expect(await reading).toMatchObject({ code: 'server.stopping' })
    expect(await problemOf(closed.read(link))).toMatchObject({ code: 'server.stopping' })
  })
}

async function problemOf(reading: Promise<unknown>): Promise<Problem> {
  const outcome = await reading.catch((error: unknown) => error)
  if (outcome instanceof Problem) return outcome
  throw new Error('It did not end with a problem.', { cause: outcome })
}
