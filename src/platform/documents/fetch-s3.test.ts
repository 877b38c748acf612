import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { serve } from '../../../test/fixtures/documents/servers.ts'
import { testStore } from '../../../test/fixtures/documents/store.ts'
import { documentsAreFetched } from './fetch-contract.ts'
import type { Shelf } from './fetch-contract.ts'
import { isWorthRetrying } from './faults.ts'
import { clientConfig } from './fetch-s3.ts'
import { documentDefaults, documentReader } from './index.ts'
import type { DocumentReader, S3Settings } from './index.ts'

const nobody = { endpointUrl: 'http://127.0.0.1:9', accessKeyId: 'a', secretAccessKey: 'b' }

async function openStore(): Promise<Shelf> {
  const store = await testStore()
  return {
    settings: { s3: store.settings },
    async put(name, bytes, contentEncoding) {
      await store.put(`people/${name}`, bytes, contentEncoding)
      return `s3://resumes/people/${name}`
    },
    linkToNothing: () => 's3://resumes/nothing.pdf',
    linkToNobody: () => ({ link: 's3://resumes/a.pdf', settings: { s3: nobody } }),
  }
}

documentsAreFetched('a store', openStore)

const readerOf = (s3: S3Settings, fetchSeconds = 20): DocumentReader =>
  documentReader({ ...documentDefaults, fetchSeconds, s3 })

test('a key is taken as it stands, whatever characters it has', async () => {
  const store = await testStore()
  const reader = readerOf(store.settings)
  for (const key of ['my resume (1).txt', 'a+b=c&d.txt', 'резюме.txt', 'percent%20sign.txt', 'what?.txt']) {
    await store.put(key, key)
    expect(await reader.read(`s3://resumes/${key}`)).toMatchObject({ text: key })
  }
})

test('a bucket that is not there is no document', async () => {
  const { settings } = await testStore()
  expect(await problemOf(readerOf(settings).read('s3://elsewhere/a.txt'))).toMatchObject({
    code: 'resume.unreachable',
    detail: 'There is no document at the link.',
  })
})

test('a key that the store does not trust is told, and not tried again', async () => {
  const { settings, put } = await testStore()
  await put('a.txt', 'Ada')
  const problem = await problemOf(readerOf({ ...settings, accessKeyId: 'stranger' }).read('s3://resumes/a.txt'))
  expect(problem.detail).toBe('The server does not hand the document out (status 403).')
  expect(isWorthRetrying(problem)).toBe(false)
})

test('a store that is overwhelmed is worth another try, and none of its words are told', async () => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(503, { 'content-type': 'application/xml' })
    response.end('<Error><Code>SlowDown</Code><Message>internal-host-7</Message></Error>')
  })
  const problem = await problemOf(readerOf({ ...nobody, endpointUrl: origin }).read('s3://resumes/a.txt'))
  expect(problem).toMatchObject({ code: 'resume.unreachable', detail: 'The server is failing (status 503).' })
  expect(isWorthRetrying(problem)).toBe(true)
})

test('a store that drips is left at the time limit', async () => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    const drip = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(drip))
  })
  const problem = await problemOf(readerOf({ ...nobody, endpointUrl: origin }, 0.5).read('s3://resumes/a.txt'))
  expect(problem).toMatchObject({
    code: 'resume.too_slow',
    detail: 'Fetching the document took more than 0.5 seconds.',
  })
  expect(isWorthRetrying(problem)).toBe(true)
})

test('a store that hangs up in the middle is worth another try', async () => {
  const { origin } = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('part', () => response.destroy())
  })
  const problem = await problemOf(readerOf({ ...nobody, endpointUrl: origin }).read('s3://resumes/a.txt'))
  expect(problem.code).toBe('resume.unreachable')
  expect(isWorthRetrying(problem)).toBe(true)
})

test("the operator's store is asked by path, with the keys given", async () => {
  const asked: string[] = []
  const { origin } = await serve((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('Ada'))
  })
  await readerOf({ ...nobody, region: 'eu-west-1', endpointUrl: origin }).read('s3://resumes/people/a b.txt')
  expect(asked).toEqual([
    expect.stringMatching(/^\/resumes\/people\/a%20b\.txt\?.* AWS4-HMAC-SHA256 Credential=a\/\d+\/eu-west-1\//u),
  ])
})

test('without keys the SDK looks for them, and half a pair is no pair', () => {
  expect(clientConfig({})).not.toHaveProperty('credentials')
  expect(clientConfig({ accessKeyId: 'a' })).not.toHaveProperty('credentials')
  expect(clientConfig({ accessKeyId: 'a', secretAccessKey: 'b' })).toMatchObject({
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
})

test('without an address it is AWS, with buckets as host names', () => {
  expect(clientConfig({})).not.toHaveProperty('endpoint')
  expect(clientConfig({})).not.toHaveProperty('forcePathStyle')
  expect(clientConfig({}).region).toBe('us-east-1')
})
