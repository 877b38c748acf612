/** What the service says of itself: that it is said well, and that it is true. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { printToken, problemsOf } from '../../src/api/index.ts'
import { problemCodes, problemList } from '../../src/base/index.ts'
import type { Route } from '../../src/platform/http/index.ts'
import { jwtSecret, serviceKey, testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { documentShape } from '../support/openapi-shape.ts'
import type { DocumentShape, OperationShape } from '../support/openapi-shape.ts'
import { exampleRequest, routeName } from '../support/routes.ts'

let house: TestHouse
let document: DocumentShape
let routes: readonly Route[]

beforeAll(async () => {
  house = await testHouse({ RATE_LIMIT_OPEN: 'none' })
  document = documentShape.parse((await house.call('GET', '/openapi.json')).body)
  routes = house.house.server.routes
})
afterAll(() => house.stop())

const spelled = (path: string): string => path.replaceAll(/:(\w+)/gu, '{$1}')

const operationOf = ({ method, path }: Route): OperationShape => {
  const operation = document.paths[spelled(path)]?.[method.toLowerCase() as 'get']
  if (operation === undefined) throw new Error(`${method} ${path} is not in the document.`)
  return operation
}

test('the document is OpenAPI 3.1, and holds every route and nothing else', async () => {
  const inDocument = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(inDocument.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${spelled(path)}`).toSorted())
  expect(inDocument.length).toBeGreaterThan(25)
})

test('whatever a name in the document refers to is there', () => {
  const schemes = Object.keys(document.components.securitySchemes)
  const tags = new Set(document.tags.map(({ name }) => name))
  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/gu) ?? []
  expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']))
  expect(document.components.schemas).toHaveProperty('Problem')
  for (const route of routes) {
    const operation = operationOf(route)
    expect(operation.tags.every((tag) => tags.has(tag))).toBe(true)
    for (const wanted of operation.security) expect(schemes).toEqual(expect.arrayContaining(Object.keys(wanted)))
  }
})

test('every operation has a name of its own, and its path the parameters that it names', () => {
  expect(new Set(routes.map((route) => operationOf(route).operationId)).size).toBe(routes.length)
  for (const route of routes) {
    const inPath = (operationOf(route).parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .map(({ name }) => name)
    expect([routeName(route), inPath]).toEqual([
      routeName(route),
      [...route.path.matchAll(/:(\w+)/gu)].map(([, name]) => name),
    ])
  }
})

test('who may call is said of every route as it is', () => {
  for (const route of routes) {
    const wanted =
      route.access === 'open'
        ? []
        : [{ ServiceKey: [route.access.scope] }, ...(route.access.members ? [{ MemberToken: [] }] : [])]
    expect(operationOf(route).security).toEqual(wanted)
  }
})

test('every error code that a route can answer stands under its status with an example', () => {
  for (const route of routes) {
    const { responses } = operationOf(route)
    const told = Object.values(responses).flatMap(({ content }) =>
      Object.keys(content?.['application/problem+json']?.examples ?? {}),
    )
    expect(told.toSorted()).toEqual([...problemsOf(route)].toSorted())
    for (const code of problemsOf(route))
      expect(responses[problemList[code].status]?.content).toHaveProperty('application/problem+json')
  }
})

/** What a reader of the document would hold a value to. Zod takes a reference to an address for a whole one. */
const readerOf = (schema: unknown): z.ZodType =>
  z.fromJSONSchema(
    JSON.parse(
      JSON.stringify(schema).replaceAll('"format":"uri-reference",', '').replaceAll(',"format":"uri-reference"', ''),
    ),
  )

test('an example of a problem is a problem, and every code is one that the schema knows', () => {
  const problem = readerOf(document.components.schemas['Problem'])
  for (const route of routes) {
    for (const { content } of Object.values(operationOf(route).responses)) {
      for (const { value } of Object.values(content?.['application/problem+json']?.examples ?? {}))
        expect(problem.safeParse(value).error).toBe(undefined)
    }
  }
  expect(document.components.schemas).toHaveProperty('Problem.properties.code.enum', problemCodes)
})

const read = (url: string): Promise<string> => fetch(`${house.address}${url}`).then((response) => response.text())

test('the type of every problem leads to a place on a page that this server has', async () => {
  const { body } = await house.call<{ type: string }>('GET', '/api/v1/user/nobody')
  const [path, fragment] = body.type.split('#')
  expect([path, fragment]).toEqual(['/docs/problems', 'person.not_found'])
  const page = await read('/docs/problems')
  for (const code of problemCodes) expect(page).toContain(`id="${code}"`)
})

/** These need an id that only the server can give; what they answer is in their own tests. */
const withoutExample = [
  'DELETE /api/v1/people/searches/:id',
  'DELETE /api/v1/user/feedback/:id',
  'GET /api/v1/deliveries/:id',
  'GET /api/v1/jobs/:id',
  'GET /api/v1/people/searches/:id',
  'POST /api/v1/deliveries/:id/replay',
  'POST /api/v1/jobs/:id/retry',
]

test('every route has an example but those that need an id of ours', () => {
  expect(
    routes
      .filter(({ example }) => example === undefined)
      .map(routeName)
      .toSorted(),
  ).toEqual(withoutExample)
})

const saying = new Set(['PUT /api/v1/people/:user_id', 'PUT /api/v1/items/:id'])

/** First comes whoever must be there for the rest; whoever leaves does so last. */
function inOrder(list: readonly Route[]): Route[] {
  const rank = (route: Route): number => {
    const known = ['POST /api/v1/user/register', 'POST /api/v1/user/approve-summary'].indexOf(routeName(route))
    if (known >= 0) return known
    // Whoever is to be read must have been said, or sent in a file.
    if (saying.has(routeName(route))) return 1.4
    if (route.path.endsWith('/import')) return 1.5
    return route.method === 'GET' ? 2 : ['POST', 'PUT', 'PATCH', 'DELETE'].indexOf(route.method) + 3
  }
  return list.toSorted((one, other) => rank(one) - rank(other) || other.path.length - one.path.length)
}

/** Members alone ask where clients of Circle do without saying for whom. */
async function identityFor({ path }: Route): Promise<Record<string, string>> {
  if (!path.startsWith('/api/ml-matching/')) return { 'x-api-key': serviceKey }
  return { authorization: `Bearer ${await printToken('developer-001', jwtSecret)}` }
}

async function sendExample(route: Route): Promise<{ status: number; mediaType: string; body: unknown }> {
  const { url, payload, headers } = exampleRequest(route)
  const hasBody = payload !== undefined
  const response = await fetch(`${house.address}${String(url)}`, {
    method: route.method,
    headers: { ...(headers as Record<string, string>), ...(await identityFor(route)) },
    ...(hasBody ? { body: String(payload) } : {}),
  })
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? ''
  const text = await response.text()
  return { status: response.status, mediaType, body: mediaType === 'application/json' ? JSON.parse(text) : text }
}

test('every example is answered with the status, the media type and the shape that the document promises', async () => {
  const designer = {
    id: 'designer-001',
    needs: 'I need an iOS developer who builds an app from my designs.',
    offers: 'I design apps and make them easier to use.',
  }
  await house.matched(designer)
  const sent: string[] = []
  for (const route of inOrder(routes.filter(({ example }) => example !== undefined))) {
    const { status, mediaType, body } = await sendExample(route)
    const documented = operationOf(route).responses[String(route.status ?? 200)]?.content?.[mediaType]
    expect([routeName(route), status, documented !== undefined]).toEqual([routeName(route), route.status ?? 200, true])
    if (mediaType === 'application/json' && route.path !== '/openapi.json') {
      const { error } = readerOf(documented?.schema).safeParse(body)
      expect([routeName(route), error && z.prettifyError(error)]).toEqual([routeName(route), undefined])
    }
    if (route.path.endsWith('/register')) await house.reached('developer-001', 'awaiting_approval')
    if (route.path.endsWith('/approve-summary')) await house.reached('developer-001', 'matched')
    sent.push(routeName(route))
  }
  expect(sent.length).toBe(routes.length - withoutExample.length)
})

test('an example body is one that its own schema takes', () => {
  for (const route of routes) {
    const json = operationOf(route).requestBody?.content['application/json']
    if (json?.example !== undefined) expect(readerOf(json.schema).safeParse(json.example).error).toBe(undefined)
  }
})

test('another good status that a route answers with is documented too', async () => {
  const approve = routes.find(({ path }) => path.endsWith('/approve-summary')) as Route
  await house.matched({ id: 'again', needs: 'I need a cook.', offers: 'I sing.' })
  const { status, body } = await house.call('POST', approve.path, { user_id: 'again' })
  const documented = operationOf(approve).responses[String(status)]?.content?.['application/json']
  expect([status, readerOf(documented?.schema).safeParse(body).success]).toEqual([200, true])
})

/** What a page makes a browser fetch: addresses in attributes of tags, imports and addresses of styles. */
function assetsOf(text: string): string[] {
  const inTags = [...text.matchAll(/<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)="([^"]+)"/giu)]
  const inStyles = [...text.matchAll(/(?:@import\s+|url\()["']?([^"')\s]+)/giu)]
  return [...inTags, ...inStyles].map(([, address]) => address ?? '').filter((address) => !address.startsWith('data:'))
}

test('the documentation loads from this server alone', async () => {
  const response = await fetch(`${house.address}/docs`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/https?:|\*/u)
  const page = await response.text()
  const assets = assetsOf(page)
  expect(assets.length).toBeGreaterThan(3)
  for (const asset of assets) {
    const address = new URL(asset, response.url)
    expect([asset, address.origin]).toEqual([asset, house.address])
    const loaded = await fetch(address)
    expect([asset, loaded.status]).toEqual([asset, 200])
    if (asset.endsWith('.css')) expect(assetsOf(await loaded.text())).toEqual([])
  }
})

test('the documentation shows this very document', async () => {
  const shown = JSON.parse(await read('/docs/json')) as DocumentShape
  expect(shown.paths).toEqual(document.paths)
  // Unless it is told not to, the page shows every document to a validator on the internet.
  expect(await read('/docs/static/swagger-initializer.js')).toContain('validatorUrl: null')
})
