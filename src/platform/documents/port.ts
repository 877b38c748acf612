/** Reading a document by its link: what is asked, what comes back, and how much of everything is allowed. */

export interface DocumentSettings {
  /** Exact `host:port` pairs that the operator vouches for: they are not guarded and may be plain http. */
  readonly allowedHosts: readonly string[]
  /** Of the document as it is after any content encoding of the transfer is undone. */
  readonly sizeBytesMax: number
  /** A PDF with more pages is refused whole. */
  readonly pagesMax: number
  /** Text after this many UTF-16 code units is left out. */
  readonly textCharactersMax: number
  /** From the first look-up to the last byte, redirects included. */
  readonly fetchSeconds: number
  readonly parseSeconds: number
  readonly redirectsMax: number
  readonly s3?: S3Settings | undefined
}

/** Without keys the SDK finds them: instance role, shared files, environment. */
export interface S3Settings {
  /** A store that speaks S3, addressed by path. The operator's own address, so it is not guarded. */
  readonly endpointUrl?: string | undefined
  readonly region?: string | undefined
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
}

export const documentDefaults: DocumentSettings = {
  allowedHosts: [],
  sizeBytesMax: 10 * 1024 * 1024,
  pagesMax: 100,
  textCharactersMax: 100_000,
  fetchSeconds: 20,
  parseSeconds: 20,
  redirectsMax: 5,
}

export type DocumentKind = 'pdf' | 'docx' | 'text' | 'markdown'

export interface ReadDocument {
  /** Clean, not blank, at most `textCharactersMax` long. Markdown keeps its marks. */
  readonly text: string
  readonly kind: DocumentKind
  /** Null for a kind that has no pages. */
  readonly pages: number | null
  /** Some text is missing: what came after the limit, or pages of a PDF that are damaged. */
  readonly truncated: boolean
}

export interface DocumentReader {
  /**
   * Fetches and reads. Throws a `Problem` with one of the codes `resume.*`; `isWorthRetrying` says whether another try
   * may go better. Rejects with the reason of `signal` when that is aborted.
   */
  read(link: string, signal?: AbortSignal): Promise<ReadDocument>
  /** Ends what is being read with `server.stopping`. */
  close(): Promise<void>
}

/** A document as it came: nothing about it is trusted but its bytes. */
export interface FetchedDocument {
  readonly bytes: Uint8Array
  /** The last part of its path. Only tells Markdown from plain text. */
  readonly name: string
}
