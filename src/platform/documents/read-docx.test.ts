import { expect, test } from 'vitest'
import { docxOf, documentXml, frameFor, zipOf } from '../../../test/fixtures/documents/docx.ts'
import { archiveFault, docxLimits, readDocx } from './read-docx.ts'
import type { ZipEntry } from './read-docx.ts'

const DOCUMENT: ZipEntry = { name: 'word/document.xml', sizeBytes: 100, isEncrypted: false }
const BIG = docxLimits.unpackedBytesMax + 1

test('paragraphs come out with a blank line between them', async () => {
  expect(await readDocx(docxOf(['Ada Lovelace', 'R&D <analyst>']))).toEqual({
    text: 'Ada Lovelace\n\nR&D <analyst>\n\n',
  })
})

test('a document that some programs call by another number is found', async () => {
  const part = 'word/document2.xml'
  const docx = zipOf([...frameFor(part), { name: part, bytes: documentXml(['Ada']) }])
  expect(await readDocx(docx)).toEqual({ text: 'Ada\n\n' })
})

test('an archive is judged by its directory before anything is unpacked', () => {
  expect(archiveFault([DOCUMENT])).toBe(null)
  expect(archiveFault([])).toBe('kind_unknown')
  expect(archiveFault([{ ...DOCUMENT, name: 'xl/workbook.xml' }])).toBe('kind_unknown')
  expect(archiveFault([DOCUMENT, { ...DOCUMENT, name: 'word/media/a.png', sizeBytes: BIG }])).toBe('unpacks_too_large')
  expect(archiveFault([{ ...DOCUMENT, isEncrypted: true }])).toBe('encrypted')
  expect(archiveFault([DOCUMENT, DOCUMENT])).toBe('damaged')
})

test('an archive of as many files as allowed is read, one of more is not', async () => {
  const files = (count: number): Buffer =>
    docxOf(
      ['Ada'],
      Array.from({ length: count - 3 }, (_, index) => ({ name: `word/media/${index}.png`, bytes: '' })),
    )
  expect(await readDocx(files(docxLimits.entriesMax))).toEqual({ text: 'Ada\n\n' })
  expect(await readDocx(files(docxLimits.entriesMax + 1))).toBe('unpacks_too_large')
})

test('a bomb that says what it is is refused', async () => {
  expect(await readDocx(docxOf(['Ada'], [{ name: 'word/bomb.xml', bytes: new Uint8Array(BIG) }]))).toBe(
    'unpacks_too_large',
  )
})

test('a bomb whose directory lies is stopped while it unpacks', async () => {
  const bomb = docxOf(['Ada'], [{ name: 'word/bomb.xml', bytes: new Uint8Array(BIG), claimedBytes: 10 }])
  await expect(readDocx(bomb)).rejects.toThrow(/too many bytes/u)
})

test('an archive that says it holds less than it does is not read', async () => {
  const lying = zipOf([
    ...frameFor('word/document.xml'),
    { name: 'word/document.xml', bytes: documentXml(['Ada']), claimedBytes: 20 },
  ])
  await expect(readDocx(lying)).rejects.toThrow(/too many bytes/u)
})

test('an archive inside the archive is left alone', async () => {
  const inner = zipOf([{ name: 'zeros', bytes: new Uint8Array(BIG) }])
  expect(await readDocx(docxOf(['Ada'], [{ name: 'word/embeddings/inner.docx', bytes: inner }]))).toEqual({
    text: 'Ada\n\n',
  })
})

test('two documents of one name are none', async () => {
  const twice = docxOf(['Ada'], [{ name: 'word/document.xml', bytes: documentXml(['Eve']) }])
  expect(await readDocx(twice)).toBe('damaged')
})

test('an archive with a password is encrypted', async () => {
  const locked = zipOf([{ name: 'word/document.xml', bytes: documentXml(['Ada']), isEncrypted: true }])
  expect(await readDocx(locked)).toBe('encrypted')
})

test('a spreadsheet is an archive but no document', async () => {
  expect(await readDocx(zipOf([{ name: 'xl/workbook.xml', bytes: '<workbook/>' }]))).toBe('kind_unknown')
})

test('an archive that is cut off cannot be opened', async () => {
  const whole = docxOf(['Ada'])
  await expect(readDocx(whole.subarray(0, whole.length - 30))).rejects.toThrow(/central directory/u)
})

test('entities of XML do not multiply', async () => {
  const entities = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
  ).join('')
  const bomb = documentXml(['&'])
    .replace('<w:document', `<!DOCTYPE x [<!ENTITY e0 "ha">${entities}]><w:document`)
    .replace('&amp;', '&e9;')
  const outcome = await readDocx(
    zipOf([...frameFor('word/document.xml'), { name: 'word/document.xml', bytes: bomb }]),
  ).catch(() => null)
  expect(JSON.stringify(outcome).length).toBeLessThan(200)
})
