import { expect, test } from 'vitest'
import {
  encryptedPdf,
  pdfFile,
  pdfOfContents,
  pdfOfPages,
  pdfStream,
  pdfWithLoopingPages,
} from '../../../test/fixtures/documents/pdf.ts'
import { readPdf } from './read-pdf.ts'

const limits = { pagesMax: 10, charactersMax: 1000 }

const read = (bytes: Buffer, more: Partial<typeof limits> = {}): ReturnType<typeof readPdf> =>
  readPdf(new Uint8Array(bytes), { ...limits, ...more })

test('lines stay lines, and pages are a blank line apart', async () => {
  const pdf = pdfOfPages([['Ada Lovelace', 'Analyst (engines)'], ['Second page']])
  expect(await read(pdf)).toEqual({
    text: 'Ada Lovelace\nAnalyst (engines)\n\nSecond page',
    pages: 2,
    isPartial: false,
  })
})

test('a PDF of as many pages as allowed is read, one of more is not', async () => {
  const pages = Array.from({ length: 11 }, (_, index) => [`Page ${index}`])
  expect(await read(pdfOfPages(pages.slice(1)))).toMatchObject({ pages: 10, isPartial: false })
  expect(await read(pdfOfPages(pages))).toBe('pages_too_many')
})

test('reading stops at the page that fills the limit of characters', async () => {
  const pages = Array.from({ length: 5 }, () => ['twenty letters of it'])
  const pdf = await read(pdfOfPages(pages), { charactersMax: 30 })
  expect(pdf).toEqual({ text: 'twenty letters of it\n\ntwenty letters of it', pages: 5, isPartial: true })
})

test('a page that is damaged does not cost the others', async () => {
  const packedWrong = pdfStream('no deflated data at all', '/Filter /FlateDecode')
  const text = pdfStream('BT /F1 12 Tf 72 720 Td (Still here) Tj ET')
  expect(await read(pdfOfContents([packedWrong, text]))).toMatchObject({
    text: expect.stringContaining('Still here'),
    pages: 2,
  })
})

const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>'
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'

test.each([5, 1_000_000_000])('a PDF of one page that claims %d gives the one', async (count) => {
  const lying = pdfFile([CATALOGUE, `<< /Type /Pages /Kids [3 0 R] /Count ${count} >>`, PAGE])
  expect(await read(lying)).toEqual({ text: '', pages: 1, isPartial: false })
})

test('a page that is missing is said to be', async () => {
  const tree = (kids: string, count: number): string => `<< /Type /Pages /Kids [${kids}] /Count ${count} >>`
  const missing = 'null'
  expect(await read(pdfFile([CATALOGUE, tree('3 0 R 4 0 R 3 0 R', 3), PAGE, missing]))).toMatchObject({
    isPartial: true,
  })
  expect(await read(pdfFile([CATALOGUE, tree('4 0 R', 1), PAGE, missing]))).toBe('damaged')
})

test('a tree of pages that is a circle is damaged', async () => {
  expect(await read(pdfWithLoopingPages())).toBe('damaged')
})

test('a PDF that is cut off is damaged', async () => {
  const whole = pdfOfPages([['Ada Lovelace']])
  expect(await read(whole.subarray(0, whole.length / 2))).toBe('damaged')
})

test('a PDF with a password is encrypted, which is not the same as damaged', async () => {
  expect(await read(encryptedPdf())).toBe('encrypted')
})

test('a PDF without pages has no text', async () => {
  const empty = pdfFile(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'])
  expect(await read(empty)).toEqual({ text: '', pages: 0, isPartial: false })
})
