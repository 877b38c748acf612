/** Fetches from S3, or from a store that speaks it. The SDK is loaded when the first `s3://` link is read. */
import { basename } from 'node:path/posix'
import { Readable } from 'node:stream'
import type { GetObjectCommandOutput, S3Client, S3ClientConfig } from '@aws-sdk/client-s3'
import { Problem } from '../../base/index.ts'
import { collectBody } from './collect-body.ts'
import { documentProblem, statusProblem } from './faults.ts'
import type { Link } from './link.ts'
import type { DocumentSettings, FetchedDocument, S3Settings } from './port.ts'

type Place = Extract<Link, { kind: 's3' }>

export interface StoreFetcher {
  fetch(place: Place, signal: AbortSignal): Promise<FetchedDocument>
  close(): Promise<void>
}

export function storeFetcher(settings: DocumentSettings): StoreFetcher {
  let client: Promise<S3Client> | undefined
  const getObject = async (place: Place, signal: AbortSignal): Promise<GetObjectCommandOutput> => {
    const { GetObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
    client ??= Promise.resolve(new S3Client(clientConfig(settings.s3 ?? {})))
    return (await client).send(new GetObjectCommand({ Bucket: place.bucket, Key: place.key }), { abortSignal: signal })
  }
  return {
    async fetch(place, signal) {
      const object = await getObject(place, signal).catch(throwAsProblem)
      return { bytes: await bytesOf(object, settings.sizeBytesMax, signal), name: basename(place.key) }
    },
    close: async () => (await client)?.destroy(),
  }
}

/** Both keys, or the SDK's own search. Path style for a store at an address of the operator's, as most of them need it. */
export function clientConfig(s3: S3Settings): S3ClientConfig {
  const { endpointUrl, region, accessKeyId, secretAccessKey } = s3
  return {
    region: region ?? 'us-east-1',
    followRegionRedirects: true,
    maxAttempts: 2,
    // Other stores do not all send the checksums that AWS's own does.
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpointUrl !== undefined && { endpoint: endpointUrl, forcePathStyle: true }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  }
}

async function bytesOf(object: GetObjectCommandOutput, sizeBytesMax: number, signal: AbortSignal): Promise<Uint8Array> {
  if (!(object.Body instanceof Readable)) return new Uint8Array()
  const body = { stream: object.Body, contentEncoding: object.ContentEncoding, contentLength: object.ContentLength }
  return collectBody(body, sizeBytesMax, signal).catch(throwAsProblem)
}

/** The SDK gives every answer of the store a status; what has none never reached the store. */
function throwAsProblem(error: unknown): never {
  if (error instanceof Problem) throw error
  const status = statusOf(error)
  if (status !== undefined && status >= 300) throw statusProblem(status, error)
  const isAboutAccess = error instanceof Error && error.name === 'CredentialsProviderError'
  throw documentProblem(isAboutAccess ? 'no_store_access' : 'no_connection', { cause: error })
}

function statusOf(error: unknown): number | undefined {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined
  const status =
    typeof metadata === 'object' && metadata && 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined
  return typeof status === 'number' ? status : undefined
}
