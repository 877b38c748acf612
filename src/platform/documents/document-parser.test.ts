import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { docxOf } from '../../../test/fixtures/documents/docx.ts'
import { pdfOfContents, pdfOfNestedForms, pdfOfPages, pdfStream } from '../../../test/fixtures/documents/pdf.ts'
import { overwritten } from '../../../test/fixtures/documents/overwritten.ts'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { Problem } from '../../base/index.ts'
import { WorkerStopped } from '../compute/index.ts'
import { documentParser, stoppedProblem } from './document-parser.ts'
import { documentDefaults } from './port.ts'
import type { DocumentSettings, ReadDocument } from './port.ts'

const never = new AbortController().signal

const parse = (bytes: Uint8Array, more: Partial<DocumentSettings> = {}, signal = never): Promise<ReadDocument> =>
  documentParser({ ...documentDefaults, ...more })({ bytes: new Uint8Array(bytes), name: 'resume' }, signal)

test('a document is read in a thread', async () => {
  await expect(parse(pdfOfPages([['Ada Lovelace']]))).resolves.toMatchObject({ text: 'Ada Lovelace' })
})

test('too many pages are told with the limit', async () => {
  const problem = await problemOf(parse(pdfOfPages([['a'], ['b']]), { pagesMax: 1 }))
  expect(problem).toMatchObject({ code: 'resume.too_large', detail: 'The document has more than 1 page.' })
})

test('what is sound in a damaged PDF is read, and it says that something is missing', async () => {
  const whole = pdfOfPages([['Ada'], ['Lovelace']]).toString('latin1')
  const wounded = whole.replace('/Count', 'xCount').replace('7 0 R /Resources <<', '7 0 R /Resources [ ')
  await expect(parse(Buffer.from(wounded, 'latin1'))).resolves.toMatchObject({ text: 'Ada', truncated: true })
})

test('property: a PDF with any bytes overwritten is a document or a problem of documents', async () => {
  const whole = pdfOfPages([['Ada'], ['Lovelace']])
  const wound = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }))
  await fc.assert(
    fc.asyncProperty(fc.array(wound, { minLength: 1, maxLength: 4 }), async (wounds) => {
      const outcome = await parse(overwritten(whole, wounds)).catch((error: unknown) => error)
      expect(outcome instanceof Problem ? outcome.code : outcome).toSatisfy(isTextOrResumeCode)
    }),
    { numRuns: 20 },
  )
})

const isTextOrResumeCode = (outcome: ReadDocument | string): boolean =>
  typeof outcome === 'string' ? outcome.startsWith('resume.') : outcome.text.length > 0

test('a PDF that goes on for ever is left at the time limit', async () => {
  const problem = await problemOf(parse(pdfOfNestedForms(), { parseSeconds: 1 }))
  expect(problem).toMatchObject({ code: 'resume.too_slow', detail: 'Reading the document took more than 1 second.' })
})

test('a PDF whose 2 KB unpack to a gigabyte is left when it has taken its memory', async () => {
  const bomb = deflateSync(deflateSync(Buffer.alloc(1024 ** 3, ' ')))
  const pdf = pdfOfContents([pdfStream(bomb, '/Filter [/FlateDecode /FlateDecode]')])
  expect(pdf.length).toBeLessThan(5000)
  expect(await problemOf(parse(pdf))).toMatchObject({ code: 'resume.too_large' })
})

test('a DOCX whose text alone fills the memory is left', async () => {
  const paragraphs = Array.from({ length: 400_000 }, () => 'a')
  expect(await problemOf(parse(docxOf(paragraphs)))).toMatchObject({ code: 'resume.too_large' })
})

test('a text of 10 MB is read within its limits', async () => {
  const text = 'Ten years of engines. '.repeat((10 * 1024 * 1024) / 22)
  await expect(parse(Buffer.from(text))).resolves.toMatchObject({ truncated: true, kind: 'text' })
})

test('hostile documents side by side leave the good ones alone', async () => {
  const read = documentParser({ ...documentDefaults, parseSeconds: 2 })
  const give = (bytes: Uint8Array): Promise<ReadDocument> =>
    read({ bytes: new Uint8Array(bytes), name: 'resume' }, never)
  const bad = [pdfOfNestedForms(), randomBytes(5000), pdfOfNestedForms()].map((bytes) => problemOf(give(bytes)))
  const good = Array.from({ length: 6 }, (_, index) => give(pdfOfPages([[`Ada ${index}`]])))
  expect((await Promise.all(good)).map(({ text }) => text)).toEqual([0, 1, 2, 3, 4, 5].map((index) => `Ada ${index}`))
  expect((await Promise.all(bad)).map(({ code }) => code)).toEqual([
    'resume.too_slow',
    'resume.unreadable',
    'resume.too_slow',
  ])
})

test('an abort ends the reading', async () => {
  const controller = new AbortController()
  const reading = parse(pdfOfNestedForms(), {}, controller.signal)
  setTimeout(() => controller.abort(new Error('changed my mind')), 200)
  await expect(reading).rejects.toThrow('changed my mind')
})

test.each([
  ['too_slow', 'resume.too_slow'],
  ['too_much_memory', 'resume.too_large'],
  ['failed', 'resume.unreadable'],
] as const)('a parser that was stopped (%s) is the problem %s', (reason, code) => {
  expect(stoppedProblem(new WorkerStopped(reason), 7).code).toBe(code)
})
