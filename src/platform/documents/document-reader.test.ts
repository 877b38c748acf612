import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { selfSigned } from '../../../test/fixtures/documents/certificate.ts'
import { docxOf } from '../../../test/fixtures/documents/docx.ts'
import { encryptedPdf, pdfOfPages, pdfWithLoopingPages } from '../../../test/fixtures/documents/pdf.ts'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { serve, serveBytes } from '../../../test/fixtures/documents/servers.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { documentReaderOn } from './document-reader.ts'
import { documentDefaults, documentReader, isWorthRetrying } from './index.ts'
import type { ReadDocument } from './index.ts'
import type { Network } from './network.ts'

const tls = selfSigned(['public.example', 'private.example', 'mixed.example'])

/** 127.0.0.2 plays the public internet. */
const network: Network = {
  isPublic: (address) => address === '127.0.0.2',
  certificates: [tls.cert],
  async lookup(hostname) {
    if (hostname === 'public.example') return ['127.0.0.2']
    if (hostname === 'mixed.example') return ['127.0.0.2', '10.0.0.1']
    if (hostname === 'private.example') return ['10.0.0.1']
    if (hostname === 'silent.example') return new Promise(() => {})
    throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' })
  },
}

const reader = documentReaderOn(network, { ...documentDefaults, fetchSeconds: 5, parseSeconds: 5 })

test('a résumé is read over https from a public name', async () => {
  const { port } = await serve((_request, response) => void response.end(pdfOfPages([['Ada Lovelace']])), {
    tls,
    address: '127.0.0.2',
  })
  await expect(reader.read(`https://public.example:${port}/ada.pdf`)).resolves.toEqual({
    text: 'Ada Lovelace',
    kind: 'pdf',
    pages: 1,
    truncated: false,
  })
})

test.each([
  ['the address where clouds keep credentials', 'http://169.254.169.254/'],
  ['the same over https', 'https://169.254.169.254/latest/meta-data/'],
  ['this machine', 'http://[::1]'],
  ['this machine in a mapped address', 'https://[::ffff:127.0.0.1]/'],
  ['this machine as one number', 'https://2130706433/'],
  ['a file', 'file:///etc/passwd'],
  ['a name that answers privately', 'https://private.example/'],
  ['a name that answers publicly and privately', 'https://mixed.example/'],
])('%s is refused, for good, and no address is told', async (_what, link) => {
  const problem = await problemOf(reader.read(link))
  expect(problem.code).toBe('resume.link_refused')
  expect(isWorthRetrying(problem)).toBe(false)
  expect(`${problem.detail}${JSON.stringify(problem.facts)}`).not.toMatch(/\d+\.\d+|::|example/u)
})

test.each(['https://169.254.169.254/', 'https://private.example/', 'http://public.example/', 's3://bucket/key'])(
  'a redirect to %s is refused',
  async (location) => {
    const { port } = await serve((_request, response) => void response.writeHead(302, { location }).end(), {
      tls,
      address: '127.0.0.2',
    })
    const problem = await problemOf(reader.read(`https://public.example:${port}/`))
    expect(problem.code).toBe('resume.link_refused')
    expect(problem.detail).not.toMatch(/\d+\.\d+|private\.example/u)
  },
)

test('redirects in a circle end', async () => {
  const { port } = await serve(
    (request, response) => void response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
    {
      tls,
      address: '127.0.0.2',
    },
  )
  expect(await problemOf(reader.read(`https://public.example:${port}/a`))).toMatchObject({
    code: 'resume.unreachable',
    detail: 'The link redirects more than 5 times.',
  })
})

test('a name that nobody has is unreachable, for good', async () => {
  const problem = await problemOf(reader.read('https://nobody.example/'))
  expect(problem).toMatchObject({ code: 'resume.unreachable', detail: 'The server could not be reached.' })
  expect(isWorthRetrying(problem)).toBe(false)
})

test('a look-up that never answers is left at the time limit', async () => {
  const hasty = documentReaderOn(network, { ...documentDefaults, fetchSeconds: 0.3 })
  expect(await problemOf(hasty.read('https://silent.example/'))).toMatchObject({ code: 'resume.too_slow' })
})

test('a server whose certificate is not its own is told as that', async () => {
  const { port } = await serve((_request, response) => void response.end('Ada'), {
    tls: selfSigned(['public.example']),
    address: '127.0.0.2',
  })
  const problem = await problemOf(reader.read(`https://public.example:${port}/`))
  expect(problem.detail).toBe('The certificate of the server cannot be verified.')
  expect(isWorthRetrying(problem)).toBe(false)
})

test.each([
  ['50 MB', new Uint8Array(50 * 1024 * 1024), 'resume.too_large'],
  [
    'a zip bomb',
    docxOf(['Ada'], [{ name: 'word/bomb.xml', bytes: new Uint8Array(200 * 1024 * 1024) }]),
    'resume.too_large',
  ],
  [
    'a zip bomb that lies',
    docxOf(['Ada'], [{ name: 'word/bomb.xml', bytes: new Uint8Array(200 * 1024 * 1024), claimedBytes: 1 }]),
    'resume.unreadable',
  ],
  ['a PDF whose pages are a circle', pdfWithLoopingPages(), 'resume.unreadable'],
  ['a PDF that is cut off', pdfOfPages([['Ada']]).subarray(0, 200), 'resume.unreadable'],
  ['a PDF with a password', encryptedPdf(), 'resume.unreadable'],
  ['an empty file', new Uint8Array(), 'resume.unreadable'],
  ['noise', randomBytes(10_000), 'resume.unreadable'],
])('%s gets its own problem, under any content type, and the next document is read', async (_what, bytes, code) => {
  const bad = await serveBytes(bytes, { 'content-type': 'application/pdf' })
  const good = await serveBytes('Ada', { 'content-type': 'image/png' })
  const local = documentReader({ ...documentDefaults, allowedHosts: [bad.pair, good.pair] })
  const problem = await problemOf(local.read(bad.origin))
  expect(problem.code).toBe(code)
  expect(isWorthRetrying(problem)).toBe(false)
  await expect(local.read(good.origin)).resolves.toMatchObject({ text: 'Ada', kind: 'text' })
})

test('many documents at once are all read', async () => {
  const { origin, pair } = await serve((request, response) => void response.end(`Person ${request.url}`))
  const local = documentReader({ ...documentDefaults, allowedHosts: [pair] })
  const documents = await Promise.all(Array.from({ length: 12 }, (_, index) => local.read(`${origin}/${index}`)))
  expect(documents.map(({ text }: ReadDocument) => text)).toEqual(documents.map((_, index) => `Person /${index}`))
})

test('the operator is told what was read and what was not, and never the link or the text', async () => {
  const { origin, pair } = await serve((request, response) => {
    response.writeHead(request.url?.startsWith('/ada') ? 200 : 500).end('planted text')
  })
  const telemetry = recordingTelemetry()
  const observed = documentReader({ ...documentDefaults, allowedHosts: [pair] }, telemetry)
  await observed.read(`${origin}/ada?token=planted`)
  await problemOf(observed.read(`${origin}/else?token=planted`))
  expect(telemetry.total('reciprocity_document_reads_total', { outcome: 'text' })).toBe(1)
  expect(telemetry.total('reciprocity_document_reads_total', { outcome: 'resume.unreachable' })).toBe(1)
  expect(telemetry.lines).toEqual([
    {
      level: 'info',
      message: 'a document was not read',
      facts: { code: 'resume.unreachable', fault: 'server_failing', worthRetrying: true },
    },
  ])
})

test('an abort is counted as neither', async () => {
  const telemetry = recordingTelemetry()
  const observed = documentReader(documentDefaults, telemetry)
  await expect(observed.read('https://8.8.8.8/', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
  expect(telemetry.total('reciprocity_document_reads_total', { outcome: 'stopped' })).toBe(1)
  expect(telemetry.lines).toEqual([])
})

test('closing twice, or without having read, is no trouble', async () => {
  const idle = documentReader(documentDefaults)
  await idle.close()
  await expect(idle.close()).resolves.toBe(undefined)
})
