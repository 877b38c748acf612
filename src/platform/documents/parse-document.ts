/**
 * Bytes in, text out, by what the bytes are and not by what anybody calls them. Runs in the worker, which starts anew for
 * each document: so a library is loaded only when its kind comes.
 */
import { cleanText, isBlank } from './clean-text.ts'
import type { CleanText } from './clean-text.ts'
import { decodeText, isMarkdown } from './decode-text.ts'
import type { FaultName } from './faults.ts'
import type { DocumentKind, FetchedDocument, ReadDocument } from './port.ts'

export interface ParseInput extends FetchedDocument {
  readonly pagesMax: number
  readonly textCharactersMax: number
}

/** A document, or why there is none. Never throws for what the bytes hold, unless a library does what it should not. */
export async function parseDocument(input: ParseInput): Promise<ReadDocument | FaultName> {
  const kind = kindOf(input.bytes)
  if (kind === 'pdf') return parsePdf(input)
  if (kind === 'zip') return parseDocx(input)
  return kind === 'text' ? parseText(input) : kind
}

/** What the bytes are by their first ones; or, for a kind that is known but not read, the fault. */
export function kindOf(bytes: Uint8Array): 'pdf' | 'zip' | 'text' | FaultName {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString('latin1')
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'zip'
  if (head.startsWith(COMPOUND_FILE)) return isEncryptedOffice(bytes) ? 'encrypted' : 'old_word'
  if (head.startsWith('{\\rtf')) return 'rich_text'
  return 'text'
}

/** PDF readers forgive this much in front of a PDF. */
const HEAD_BYTES = 1024

/** The old Office container, which also wraps a new document that has a password. */
const COMPOUND_FILE = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'

function isEncryptedOffice(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}

const WEB_PAGE = /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,1000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b/iu

async function parsePdf({ bytes, pagesMax, textCharactersMax }: ParseInput): Promise<ReadDocument | FaultName> {
  const { readPdf } = await import('./read-pdf.ts')
  const pdf = await readPdf(bytes, { pagesMax, charactersMax: textCharactersMax })
  if (typeof pdf === 'string') return pdf
  const { text, truncated } = cleanText(pdf.text, textCharactersMax)
  if (isBlank(text)) return 'scanned'
  return { text, kind: 'pdf', pages: pdf.pages, truncated: truncated || pdf.isPartial }
}

async function parseDocx({ bytes, textCharactersMax }: ParseInput): Promise<ReadDocument | FaultName> {
  const { readDocx } = await import('./read-docx.ts')
  const docx = await readDocx(bytes).catch((): FaultName => 'damaged')
  if (typeof docx === 'string') return docx
  return documentOf('docx', cleanText(docx.text, textCharactersMax))
}

function parseText({ bytes, name, textCharactersMax }: ParseInput): ReadDocument | FaultName {
  const decoded = decodeText(bytes)
  if (decoded === null) return 'kind_unknown'
  if (WEB_PAGE.test(decoded.slice(0, HEAD_BYTES * 2))) return 'web_page'
  const clean = cleanText(decoded, textCharactersMax)
  return documentOf(isMarkdown(clean.text, name) ? 'markdown' : 'text', clean)
}

function documentOf(kind: DocumentKind, { text, truncated }: CleanText): ReadDocument | FaultName {
  return isBlank(text) ? 'blank' : { text, kind, pages: null, truncated }
}
