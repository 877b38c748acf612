/** Writes a ZIP file whose parts are stored as they are (APPNOTE.TXT 4.3): what goes to a reader that trusts headers. */
import { crc32 } from 'node:zlib'

/** `parts` by name, in order. Good for what fits into memory: no ZIP64. */
export function storedZip(parts: ReadonlyMap<string, Uint8Array>): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, bytes] of parts) {
    const shared = sharedHeader(Buffer.from(name), bytes)
    const file = Buffer.concat([bytesOf(LOCAL_HEADER, 4), shared, Buffer.from(name), bytes])
    directory.push(directoryEntry(shared, Buffer.from(name), offset))
    files.push(file)
    offset += file.length
  }
  const entries = Buffer.concat(directory)
  return Buffer.concat([...files, entries, endOfDirectory(parts.size, entries.length, offset)])
}

const LOCAL_HEADER = 0x04034b50
const DIRECTORY_ENTRY = 0x02014b50
const END_OF_DIRECTORY = 0x06054b50

/** 2.0, the first version with folders. */
const VERSION = 20
const NAME_IS_UTF8 = 0x0800

function sharedHeader(name: Buffer, bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(VERSION, 0)
  header.writeUInt16LE(NAME_IS_UTF8, 2)
  header.writeUInt32LE(crc32(bytes), 10)
  header.writeUInt32LE(bytes.length, 14)
  header.writeUInt32LE(bytes.length, 18)
  header.writeUInt16LE(name.length, 22)
  return header
}

/** The header again, between the version of the maker and 14 bytes of which only the offset matters. */
function directoryEntry(shared: Buffer, name: Buffer, offset: number): Buffer {
  const start = Buffer.concat([bytesOf(DIRECTORY_ENTRY, 4), bytesOf(VERSION, 2)])
  return Buffer.concat([start, shared, Buffer.alloc(10), bytesOf(offset, 4), name])
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const counts = Buffer.concat([Buffer.alloc(4), bytesOf(count, 2), bytesOf(count, 2)])
  return Buffer.concat([bytesOf(END_OF_DIRECTORY, 4), counts, bytesOf(size, 4), bytesOf(offset, 4), Buffer.alloc(2)])
}

function bytesOf(value: number, length: 2 | 4): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntLE(value, 0, length)
  return bytes
}
