import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemCodes, problemList } from '../../base/index.ts'
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { openApiDocument, openApiPath } from './document.ts'
import type { Operation } from './document.ts'
import { fieldsOf, isEmptyOutput, jsonSchemaOf } from './json-schema.ts'
import { problemsPage } from './problems-page.ts'
import { problemsOf } from './route-problems.ts'

const thing = z.object({ id: z.string(), made_at: z.date() })

const make: Route = route({
  method: 'POST',
  path: '/api/v1/people/:user_id/things',
  access: { scope: 'people:write', members: true },
  tag: 'things',
  summary: 'Makes a thing.',
  params: z.object({ user_id: z.string() }),
  query: z.object({ dry: z.enum(['yes', 'no']).optional(), limit: z.coerce.number().default(10) }),
  body: z.object({ name: z.string().max(10) }),
  output: thing,
  status: 201,
  idempotent: true,
  problems: ['person.not_found', 'person.exists'],
  example: { params: { user_id: 'anna' }, query: { dry: 'no' }, body: { name: 'spoon' } },
  handle: async () => ({ id: '1', made_at: new Date(0) }),
})

const drop: Route = route({
  method: 'DELETE',
  path: '/api/v1/people/:user_id/things',
  access: { scope: 'people:write' },
  tag: 'things',
  summary: 'Drops all things.',
  params: z.object({ user_id: z.string() }),
  output: z.null(),
  handle: async () => null,
})

const figures: Route = route({
  method: 'GET',
  path: '/figures',
  access: 'open',
  tag: 'operations',
  summary: 'Figures.',
  output: z.string().meta({ contentMediaType: 'text/plain' }),
  handle: async () => Answer.ready<string>('a 1\n', 'text/plain'),
})

const document = openApiDocument([make, drop, figures], '2.0.0')
const operation = (path: string, method: string): Operation => {
  const found = document.paths[path]?.[method]
  if (found === undefined) throw new Error(`There is no ${method} ${path}.`)
  return found
}
const making = operation('/api/v1/people/{user_id}/things', 'post')

test('every route is there, under its path and method, and said to be what it is', () => {
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Reciprocity', version: '2.0.0' } })
  expect(Object.entries(document.paths).map(([path, methods]) => [path, Object.keys(methods)])).toEqual([
    ['/api/v1/people/{user_id}/things', ['post', 'delete']],
    ['/figures', ['get']],
  ])
  expect(document.tags).toEqual([{ name: 'things' }, { name: 'operations' }])
  expect(making).toMatchObject({ summary: 'Makes a thing.', tags: ['things'] })
})

test('operations have names of their own', () => {
  const names = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  )
  expect(names).toEqual(['post_api_v1_people_user_id_things', 'delete_api_v1_people_user_id_things', 'get_figures'])
})

test.each([
  ['/a/:b/c', '/a/{b}/c'],
  ['/:a/:b_c', '/{a}/{b_c}'],
  ['/plain', '/plain'],
])('%s is spelled %s', (path, spelled) => {
  expect(openApiPath(path)).toBe(spelled)
})

test('parameters are listed with where they stand, whether they are needed, and their example', () => {
  expect(making.parameters).toEqual([
    { name: 'user_id', in: 'path', required: true, schema: { type: 'string' }, example: 'anna' },
    { name: 'dry', in: 'query', required: false, schema: { type: 'string', enum: ['yes', 'no'] }, example: 'no' },
    expect.objectContaining({ name: 'limit', in: 'query', required: false }),
    expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
  ])
})

test('a body is described with the example that a test sends', () => {
  expect(making.requestBody).toMatchObject({
    required: true,
    content: {
      'application/json': {
        schema: { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 10 } } },
        example: { name: 'spoon' },
      },
    },
  })
  expect(operation('/figures', 'get')).not.toHaveProperty('requestBody')
})

test('a good answer is under its own status, in its own media type, or without a body', () => {
  expect(making.responses['201']).toMatchObject({
    content: { 'application/json': { schema: { properties: { made_at: { type: 'string', format: 'date-time' } } } } },
  })
  expect(operation('/figures', 'get').responses['200']).toHaveProperty('content', { 'text/plain': expect.anything() })
  expect(operation('/api/v1/people/{user_id}/things', 'delete').responses['204']).toEqual({ description: 'Done.' })
})

test('a status that comes with the output and with problems has the media types of both', () => {
  const health: Route = { ...figures, path: '/state', output: thing, otherStatuses: [503, 207] }
  const responses = openApiDocument([health], '2.0.0').paths['/state']?.['get']?.responses ?? {}
  expect(Object.keys((responses['503'] as { content: object }).content)).toEqual([
    'application/json',
    'application/problem+json',
  ])
  expect(responses['503']).toHaveProperty('description', expect.stringMatching(/^The same\. .*server\.stopping/u))
  expect(responses['207']).toMatchObject({ content: { 'application/json': { schema: { type: 'object' } } } })
})

test('who may call is said in schemes that the document has', () => {
  expect(making.security).toEqual([{ ServiceKey: ['people:write'] }, { MemberToken: [] }])
  expect(operation('/api/v1/people/{user_id}/things', 'delete').security).toEqual([{ ServiceKey: ['people:write'] }])
  const withPassword: Route = { ...drop, path: '/items', access: { scope: 'items:write', basic: true } }
  expect(openApiDocument([withPassword], '2.0.0').paths['/items']?.['delete']?.security).toEqual([
    { ServiceKey: ['items:write'] },
    { Password: [] },
  ])
  expect(operation('/figures', 'get').security).toEqual([])
  expect(document.components).toMatchObject({
    securitySchemes: {
      ServiceKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      Password: { type: 'http', scheme: 'basic' },
      MemberToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    },
  })
})

test('every problem that a route can answer with stands under its status with an example', () => {
  const codes = problemsOf(make)
  for (const code of codes) {
    const { status, title } = problemList[code]
    expect(making.responses[String(status)]).toMatchObject({
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: { [code]: { value: { code, status, title, type: `/docs/problems#${code}` } } },
        },
      },
    })
  }
  expect(codes).toEqual(expect.arrayContaining(['person.not_found', 'person.exists', 'request.idempotency_running']))
})

test('the problems of a dialect are described with the members that its clients look for', () => {
  const asked: Route = { ...make, path: '/asked', dialect: 'circle', problems: ['search.nothing_asked'] }
  const responses = openApiDocument([asked], '2.0.0').paths['/asked']?.['post']?.responses ?? {}
  expect(responses['400']).toMatchObject({
    content: {
      'application/problem+json': {
        schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { required: ['error', 'success'] }] },
        examples: {
          'search.nothing_asked': { value: { error: 'The search says nothing to look for.', success: false } },
        },
      },
    },
  })
  expect(JSON.stringify(making)).not.toContain('"success":false')
})

test('where tokens are renewed, good answers say under which header', () => {
  const renewing: Route = { ...make, path: '/asked', dialect: 'circle', otherStatuses: [503] }
  const closed: Route = { ...drop, path: '/asked', dialect: 'circle', output: thing }
  const { post, delete: remove } = openApiDocument([renewing, closed], '2.0.0').paths['/asked'] ?? {}
  for (const status of ['201', '503'])
    expect(post?.responses[status]).toMatchObject({ headers: { 'X-Renewed-Token': { schema: { type: 'string' } } } })
  expect(remove?.responses['200']).not.toHaveProperty('headers')
  expect(making.responses['201']).not.toHaveProperty('headers')
})

test('the schema of a problem knows every code', () => {
  expect(document.components).toHaveProperty('schemas.Problem.properties.code.enum', problemCodes)
})

test.each([
  ['what can have no body', figures, 'request.too_large', false],
  ['what reads no body, and may be sent one', drop, 'request.too_large', true],
  ['what reads a body', make, 'request.too_large', true],
  ['what takes nothing', figures, 'request.invalid', false],
  ['what takes parameters', drop, 'request.invalid', true],
  ['what is open', figures, 'auth.missing', false],
  ['what is open', figures, 'request.too_many', true],
  ['what is for services only', drop, 'auth.not_yours', false],
  ['what is for members too', make, 'auth.not_yours', true],
  ['what runs once', make, 'request.idempotency_mismatch', true],
  ['anything', figures, 'server.stopping', true],
] as const)('%s (%#) answers with %s: %s', (_what, of, code, expected) => {
  expect(problemsOf(of).includes(code as never)).toBe(expected)
})

test('problems come once each, by status', () => {
  const codes = problemsOf(make)
  expect(new Set(codes).size).toBe(codes.length)
  const statuses = codes.map((code) => problemList[code].status)
  expect(statuses).toEqual(statuses.toSorted((one, other) => one - other))
})

test('the document holds nothing that JSON cannot, and refers to nothing that is not in it', () => {
  const text = JSON.stringify(document)
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(openApiDocument([make, drop, figures], '2.0.0'))))
  expect(new Set([...text.matchAll(/"\$ref":"([^"]+)"/gu)].map(([, reference]) => reference))).toEqual(
    new Set(['#/components/schemas/Problem']),
  )
})

test('fields of an object are found through refinements, and something that is no object has none', () => {
  const refined = z.object({ a: z.string(), b: z.string().optional() }).refine(() => true)
  expect(fieldsOf(refined).map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['a', true],
    ['b', false],
  ])
  expect(fieldsOf(z.string())).toEqual([])
})

test('what cannot be put in a schema stands as anything', () => {
  expect(jsonSchemaOf(z.object({ a: z.custom<Map<string, string>>() }))).toMatchObject({ properties: { a: {} } })
})

test.each([
  [z.null(), true],
  [z.void(), true],
  [z.undefined(), true],
  [z.object({}), false],
  [z.string().nullable(), false],
])('an output is empty (%#): %s', (schema, isEmpty) => {
  expect(isEmptyOutput(schema)).toBe(isEmpty)
})

test('the page of problems has a place for each code to point to, and nothing that runs', () => {
  const page = problemsPage()
  for (const code of problemCodes) expect(page).toContain(`id="${code}"`)
  expect(page).not.toMatch(/<script|<style|style=|https?:/u)
})
