import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { docxOf, zipOf } from '../../../test/fixtures/documents/docx.ts'
import { encryptedPdf, pdfOfContents, pdfOfPages, pdfStream } from '../../../test/fixtures/documents/pdf.ts'
import { overwritten } from '../../../test/fixtures/documents/overwritten.ts'
import { faults } from './faults.ts'
import { kindOf, parseDocument } from './parse-document.ts'

const parse = (
  bytes: Uint8Array | string,
  name = 'resume',
  textCharactersMax = 1000,
): ReturnType<typeof parseDocument> =>
  parseDocument({ bytes: new Uint8Array(Buffer.from(bytes)), name, pagesMax: 5, textCharactersMax })

test('each kind that is read is told by its bytes, under a name that says otherwise', async () => {
  const pdf = pdfOfPages([['Ada'], ['Lovelace']])
  expect(await parse(pdf, 'a.docx')).toEqual({ text: 'Ada\n\nLovelace', kind: 'pdf', pages: 2, truncated: false })
  expect(await parse(docxOf(['Ada']), 'a.pdf')).toEqual({ text: 'Ada', kind: 'docx', pages: null, truncated: false })
  expect(await parse('Ada', 'a.pdf')).toEqual({ text: 'Ada', kind: 'text', pages: null, truncated: false })
  expect(await parse('Ada', 'a.md')).toEqual({ text: 'Ada', kind: 'markdown', pages: null, truncated: false })
  expect(await parse('# Ada\n\n## Work\n', 'a.pdf')).toMatchObject({ text: '# Ada\n\n## Work', kind: 'markdown' })
})

test('a PDF with something in front of it is a PDF', async () => {
  expect(kindOf(Buffer.from(`${'\n'.repeat(500)}%PDF-1.4`))).toBe('pdf')
  expect(kindOf(Buffer.from(`${' '.repeat(1100)}%PDF-1.4`))).toBe('text')
})

const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex')

test.each([
  ['an old Word file', Buffer.concat([compoundFile, randomBytes(600)]), 'old_word'],
  [
    'a Word file with a password',
    Buffer.concat([compoundFile, Buffer.from('EncryptedPackage', 'utf16le')]),
    'encrypted',
  ],
  ['a PDF with a password', encryptedPdf(), 'encrypted'],
  ['Rich Text', '{\\rtf1\\ansi Ada}', 'rich_text'],
  ['a web page', '\n<!DOCTYPE html><html><body>Sign in</body></html>', 'web_page'],
  ['a web page without a type', '<?xml version="1.0"?>\n<!-- x --><html lang="en">Sign in</html>', 'web_page'],
  ['a spreadsheet', zipOf([{ name: 'xl/workbook.xml', bytes: '<workbook/>' }]), 'kind_unknown'],
  ['an empty archive', zipOf([]), 'kind_unknown'],
  ['a broken archive', Buffer.from('PK\u0003\u0004 and so on'), 'damaged'],
  ['a picture', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(600)]), 'kind_unknown'],
  ['nothing', '', 'blank'],
  ['white space', ' \n\t\r\n ', 'blank'],
  ['one NUL', '\u0000', 'blank'],
  ['a DOCX without a word', docxOf(['', '–']), 'blank'],
  ['a scan', pdfOfContents([pdfStream('0 0 9 9 re f')]), 'scanned'],
])('%s says what it is', async (_what, bytes, fault) => expect(await parse(bytes)).toBe(fault))

test('a long text is cut and says so, whatever it came in', async () => {
  const line = 'word '.repeat(20).trim()
  for (const bytes of [Buffer.from(line), docxOf([line]), pdfOfPages([[line]])]) {
    expect(await parse(bytes, 'resume', 50)).toMatchObject({ text: line.slice(0, 50).trim(), truncated: true })
  }
})

test('text from every kind is cleaned', async () => {
  expect(await parse('Jose\u0301\u0000\r\nRust')).toMatchObject({ text: 'Jos\u00e9\nRust' })
  expect(await parse(docxOf(['Jose\u0301', '', '', 'Rust']))).toMatchObject({ text: 'Jos\u00e9\n\nRust' })
})

const wound = fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 8 }))

test('property: a DOCX with any bytes overwritten is a document or one of the faults', async () => {
  const whole = docxOf(['Ada', 'Lovelace'])
  await fc.assert(
    fc.asyncProperty(fc.array(wound, { minLength: 1, maxLength: 4 }), async (wounds) => {
      const outcome = await parse(overwritten(whole, wounds))
      expect(typeof outcome === 'string' ? outcome in faults : outcome.text.length > 0).toBe(true)
    }),
  )
})
