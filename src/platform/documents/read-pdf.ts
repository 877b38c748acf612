/** Reads the text of a PDF, page by page. */
import { getDocumentProxy } from 'unpdf'
import type { FaultName } from './faults.ts'

export interface PdfText {
  readonly text: string
  readonly pages: number
  /** A page could not be read, or the text was long enough before the last page. */
  readonly isPartial: boolean
}

export interface PdfLimits {
  readonly pagesMax: number
  readonly charactersMax: number
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

/** Moves `bytes` into the library: they are empty afterwards. */
export async function readPdf(bytes: Uint8Array, limits: PdfLimits): Promise<PdfText | FaultName> {
  const pdf = await openPdf(bytes)
  if (typeof pdf === 'string') return pdf
  if (pdf.numPages > limits.pagesMax) return 'pages_too_many'
  return readPages(pdf, limits.charactersMax)
}

async function openPdf(bytes: Uint8Array): Promise<Pdf | FaultName> {
  try {
    return await getDocumentProxy(bytes, { verbosity: 0, useSystemFonts: false, disableFontFace: true })
  } catch (error) {
    return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'damaged'
  }
}

/** One bad page does not cost the person the others. */
async function readPages(pdf: Pdf, charactersMax: number): Promise<PdfText | FaultName> {
  const texts: string[] = []
  let length = 0
  let page = 1
  for (; page <= pdf.numPages && length <= charactersMax; page += 1) {
    const text = await pageText(pdf, page).catch(() => null)
    if (text === null) continue
    length += text.length
    texts.push(text)
  }
  if (texts.length === 0 && pdf.numPages > 0) return 'damaged'
  return { text: texts.join('\n\n'), pages: pdf.numPages, isPartial: texts.length < pdf.numPages }
}

/** The library says where lines end; its marks for structure carry no text. */
async function pageText(pdf: Pdf, page: number): Promise<string> {
  const { items } = await (await pdf.getPage(page)).getTextContent()
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}
