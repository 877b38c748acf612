import { Agent, request } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { selfSigned } from '../../../test/fixtures/documents/certificate.ts'
import { problemOf } from '../../../test/fixtures/documents/problem-of.ts'
import { serve } from '../../../test/fixtures/documents/servers.ts'
import type { TestServer } from '../../../test/fixtures/documents/servers.ts'
import { guardedConnector } from './guarded-connect.ts'
import { internet } from './network.ts'
import type { Network } from './network.ts'

/** For a test, 127.0.0.2 plays the public internet; everything else on this machine is private. */
const isPublic = (address: string): boolean => address === '127.0.0.2'

const answering = (...answers: readonly (readonly string[])[]): Network & { readonly asked: string[] } => {
  const asked: string[] = []
  const lookup = async (hostname: string): Promise<readonly string[]> => {
    const answer = answers[Math.min(asked.push(hostname), answers.length) - 1]
    return answer ?? []
  }
  return { lookup, isPublic, asked }
}

async function get(url: string, network: Network, allowedHosts: readonly string[] = []): Promise<string> {
  const agent = new Agent({ connect: guardedConnector(network, allowedHosts), allowH2: false })
  onTestFinished(() => agent.destroy())
  const answer = await request(url, { dispatcher: agent })
  return answer.body.text()
}

const sayWho = (address: string, tls?: ReturnType<typeof selfSigned>): Promise<TestServer> =>
  serve((_request, response) => void response.end(address), { address, ...(tls && { tls }) })

test('a name that answers publicly is reached', async () => {
  const { port } = await sayWho('127.0.0.2')
  expect(await get(`http://files.example:${port}/`, answering(['127.0.0.2']))).toBe('127.0.0.2')
})

test.each([
  ['privately', ['127.0.0.1']],
  ['publicly and privately', ['127.0.0.2', '127.0.0.1']],
  ['with a mapped address', ['::ffff:127.0.0.2']],
  ['with what is no address', ['files.example']],
])('a name that answers %s is refused', async (_how, addresses) => {
  const { port } = await sayWho('127.0.0.1')
  const problem = await problemOf(get(`http://files.example:${port}/`, answering(addresses)))
  expect(problem).toMatchObject({
    code: 'resume.link_refused',
    detail: 'The link leads to a private or local address.',
  })
})

test('an address in place of a name is checked without a look-up', async () => {
  const { port } = await sayWho('127.0.0.1')
  const network = answering(['127.0.0.2'])
  expect(await problemOf(get(`http://127.0.0.1:${port}/`, network))).toMatchObject({ code: 'resume.link_refused' })
  expect(network.asked).toEqual([])
})

test('a name that answers differently the second time is asked once, and reached where it was checked', async () => {
  const isPrivateAsked: string[] = []
  const open = await sayWho('127.0.0.2')
  const server = await serve((_request, response) => void response.end(`${isPrivateAsked.push('asked')}`))
  const network = answering(['127.0.0.2'], ['127.0.0.1'])
  expect(await get(`http://rebinding.example:${open.port}/`, network)).toBe('127.0.0.2')
  expect(network.asked).toEqual(['rebinding.example'])
  expect(server.port).toBeGreaterThan(0)
  expect(isPrivateAsked).toEqual([])
})

test('a name without addresses cannot be reached', async () => {
  expect(await problemOf(get('http://files.example:9/', answering([])))).toMatchObject({ code: 'resume.unreachable' })
})

test('the next address is tried when the first does not answer', async () => {
  const { port } = await sayWho('127.0.0.2')
  const network = { ...answering(['127.0.0.3', '127.0.0.2']), isPublic: (address: string) => address !== '127.0.0.1' }
  expect(await get(`http://files.example:${port}/`, network)).toBe('127.0.0.2')
})

test('a failed look-up fails the request with what it failed with', async () => {
  const lost = Object.assign(new Error('not found'), { code: 'ENOTFOUND' })
  const network = { isPublic, lookup: () => Promise.reject(lost) }
  await expect(get('http://files.example:9/', network)).rejects.toBe(lost)
})

test('an allowed pair may answer privately; the same name at another port may not', async () => {
  const { port } = await sayWho('127.0.0.1')
  const network = answering(['127.0.0.1'])
  expect(await get(`http://files.internal:${port}/`, network, [`files.internal:${port}`])).toBe('127.0.0.1')
  expect(await problemOf(get(`http://files.internal:${port}/`, network, ['files.internal:80']))).toMatchObject({
    code: 'resume.link_refused',
  })
})

test('the certificate is checked against the name, although the socket goes to an address', async () => {
  const tls = selfSigned(['files.example'])
  const { port } = await sayWho('127.0.0.2', tls)
  const network = { ...answering(['127.0.0.2']), certificates: [tls.cert] }
  expect(await get(`https://files.example:${port}/`, network)).toBe('127.0.0.2')
  await expect(get(`https://other.example:${port}/`, network)).rejects.toMatchObject({
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
  })
})

test('a certificate that nobody vouches for is refused', async () => {
  const { port } = await sayWho('127.0.0.2', selfSigned(['files.example']))
  await expect(get(`https://files.example:${port}/`, answering(['127.0.0.2']))).rejects.toMatchObject({
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  })
})

test('the real look-up gives every address of a name', async () => {
  const addresses = await internet.lookup('localhost')
  expect(addresses.length).toBeGreaterThan(0)
  expect(addresses.map(internet.isPublic)).not.toContain(true)
})
