/** Reads a link and says why it may not be followed. Looks nothing up: what a name resolves to is checked on connecting. */
import { isIP } from 'node:net'
import { isPublicAddress } from './address.ts'
import type { DocumentSettings } from './port.ts'

export type Link =
  | { readonly kind: 'web'; readonly url: URL }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }

/** Long enough for a presigned address with a session token, which passes 2,000 characters. */
export const linkLengthMax = 4096

/** Why `link` cannot be followed, as the end of a sentence; null when it can be tried. */
export function linkFault(link: string, settings: Pick<DocumentSettings, 'allowedHosts'>): string | null {
  const read = readLink(link, settings.allowedHosts)
  return typeof read === 'string' ? read : null
}

/** The link, taken apart, or the end of a sentence that says why not. */
export function readLink(link: string, allowedHosts: readonly string[]): Link | string {
  if (link.length > linkLengthMax) return `must be at most ${linkLengthMax} characters long`
  if (CONTROL.test(link) || !link.isWellFormed()) return 'must not contain control characters or unpaired surrogates'
  if (/^s3:\/\//iu.test(link)) return readStoreLink(link)
  const read = readWebLink(link, allowedHosts)
  return read === WRONG_SCHEME ? `${WRONG_SCHEME} or s3://` : read
}

/** As `readLink`, for `https://` (and allowed `http://`) alone: all that a redirect may lead to. */
export function readWebLink(link: string, allowedHosts: readonly string[]): Link | string {
  // The URL parser forgives a missing slash and takes the first step of the path for the host.
  if (!/^https?:\/\//iu.test(link)) return WRONG_SCHEME
  if (!/^https?:\/\/[^/\\?#]/iu.test(link) || !URL.canParse(link)) return 'must name a host'
  const url = new URL(link)
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or a password'
  if (isAllowed(url, allowedHosts)) return { kind: 'web', url }
  if (url.protocol !== 'https:') return WRONG_SCHEME
  if (isPrivateHost(url.hostname)) return 'must not lead to a private or local address'
  return { kind: 'web', url }
}

/** Why an entry of `allowedHosts` is not an exact `host:port` pair, as the end of a sentence; null when it is one. */
export function allowedHostFault(entry: string): string | null {
  return pairOf(entry) === null ? 'must be a host and a port, such as files.example.org:8443' : null
}

/** Whether `url` is at one of the pairs, which are compared in the spelling that the URL parser gives to both. */
export function isAllowed(url: URL, allowedHosts: readonly string[]): boolean {
  const pair = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
  return allowedHosts.some((entry) => pairOf(entry) === pair)
}

const WRONG_SCHEME = 'must begin with https://'

const CONTROL = /\p{Cc}/u

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u

/** Of an S3 key, in bytes. */
const KEY_BYTES_MAX = 1024

/** The key is taken as it stands, as the AWS tools do: `%20` in it is three characters. */
function readStoreLink(link: string): Link | string {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/iu.exec(link) ?? []
  if (bucket === '' || key === '') return 'must name a bucket and a key, as in s3://bucket/key'
  if (!BUCKET.test(bucket) || isIP(bucket) !== 0) return 'must name a bucket by its S3 name'
  if (Buffer.byteLength(key) > KEY_BYTES_MAX) return `must have a key of at most ${KEY_BYTES_MAX} bytes`
  // A store that tidies paths would step out of the bucket.
  if (key.split('/').some((step) => step === '.' || step === '..'))
    return 'must not have "." or ".." as a step of its key'
  return { kind: 's3', bucket, key }
}

/** The URL parser has already turned every spelling of an IPv4 address (octal, hexadecimal, one number) into four parts. */
function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, '').replace(/\.$/u, '')
  if (isIP(host) !== 0) return !isPublicAddress(host)
  return host === 'localhost' || host.endsWith('.localhost')
}

function pairOf(entry: string): string | null {
  const port = /:(\d{1,5})$/u.exec(entry)?.[1]
  const address = `http://${entry}/`
  if (port === undefined || Number(port) < 1 || !URL.canParse(address)) return null
  const { host, hostname, pathname, username, password, search, hash } = new URL(address)
  const isMore = username !== '' || password !== '' || search !== '' || hash !== '' || pathname !== '/'
  // A star is a lawful character of a host, but whoever writes one means a pattern.
  return isMore || host === '' || host.includes('*') ? null : `${hostname}:${Number(port)}`
}
