/** Reads DOCX. The archive is checked and unpacked here, so that the library never sees one that somebody else made. */
import { buffer } from 'node:stream/consumers'
import mammoth from 'mammoth'
import { fromBufferPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import type { FaultName } from './faults.ts'
import { storedZip } from './stored-zip.ts'

/** No letter or résumé comes near these; bombs do. */
export const docxLimits = { entriesMax: 2000, unpackedBytesMax: 64 * 1024 * 1024 }

/** What the directory of an archive says of one file in it. */
export interface ZipEntry {
  readonly name: string
  readonly sizeBytes: number
  readonly isEncrypted: boolean
}

/** Why an archive is not to be unpacked, judged by its directory alone; null when it may be tried. */
export function archiveFault(entries: readonly ZipEntry[]): FaultName | null {
  if (!entries.some(({ name }) => DOCUMENT.test(name))) return 'kind_unknown'
  if (entries.some(({ isEncrypted }) => isEncrypted)) return 'encrypted'
  if (entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > docxLimits.unpackedBytesMax)
    return 'unpacks_too_large'
  // Two files of one name are two documents: a reader may check the one and read the other.
  return new Set(entries.map(({ name }) => name)).size < entries.length ? 'damaged' : null
}

/** The raw text: paragraphs with a blank line between, tables cell by cell. Notes, headers and footers are left out. */
export async function readDocx(bytes: Uint8Array): Promise<{ readonly text: string } | FaultName> {
  const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (archive.entryCount > docxLimits.entriesMax) return 'unpacks_too_large'
  const entries: Entry[] = await Array.fromAsync(archive.eachEntry())
  const fault = archiveFault(entries.map(asZipEntry))
  if (fault !== null) return fault
  const wanted = entries.filter(({ fileName }) => PART_OF_TEXT.test(fileName))
  const parts = await unpack(archive, wanted)
  const { value } = await mammoth.extractRawText({ buffer: storedZip(parts) })
  return { text: value }
}

const DOCUMENT = /^word\/document\d*\.xml$/u

/** Pictures, fonts and archives inside the archive are never unpacked. */
const PART_OF_TEXT = /\.(?:xml|rels)$/u

const asZipEntry = (entry: Entry): ZipEntry => ({
  name: entry.fileName,
  sizeBytes: entry.uncompressedSize,
  isEncrypted: entry.isEncrypted(),
})

/** A file that unpacks to more than the directory claims is an error of yauzl's, at the first byte too many. */
async function unpack(archive: ZipFile, entries: readonly Entry[]): Promise<Map<string, Uint8Array>> {
  const parts = new Map<string, Uint8Array>()
  for (const entry of entries) {
    parts.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  }
  return parts
}
