/** The OpenAPI 3.1 document of a list of routes. Nothing in it is written by hand: it says what the server does. */
import type { z } from 'zod'
import { scopes } from '../../base/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { jsonLinesMediaType, renewedTokenHeader, renewsTokens } from '../wire/index.ts'
import { problemSchema, problemResponses } from './problem-responses.ts'
import type { ApiResponse } from './problem-responses.ts'
import { fieldsOf, isEmptyOutput, jsonSchemaOf } from './json-schema.ts'

export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, unknown>>
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly responses: Readonly<Record<string, unknown>>
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
}

/** Every route, with every problem that it can answer with and the example that a test sends. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes) {
    const path = openApiPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Reciprocity',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas: { Problem: problemSchema }, securitySchemes },
  }
}

const DESCRIPTION = `An engine for products about people. Errors are problems (RFC 9457): \`code\` tells them apart and \
\`detail\` is a sentence for whoever called. A service sends its key as \`X-API-Key\`, a member a JSON Web Token; when both \
are sent the key counts. Routes of items also take HTTP Basic where a password is set. Scopes of a key: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`

const securitySchemes = {
  ServiceKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The key of a service, with scopes.' },
  Password: {
    type: 'http',
    scheme: 'basic',
    description: '`BASIC_AUTH_USERNAME` and `BASIC_AUTH_PASSWORD`, for clients of MySanta.',
  },
  MemberToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token whose `sub` is the member.',
  },
}

/** `/user/:user_id` as OpenAPI spells it: `/user/{user_id}`. */
export const openApiPath = (path: string): string => path.replaceAll(/:([A-Za-z0-9_]+)/gu, '{$1}')

/** Generated clients name their functions after `operationId`, so it depends on the route alone. */
function operation(route: Route): Operation {
  const parameters = [...parametersIn(route, 'path'), ...parametersIn(route, 'query'), ...keyParameter(route)]
  return {
    operationId: `${route.method.toLowerCase()} ${route.path}`.replaceAll(/[^A-Za-z0-9]+/gu, '_').replace(/_$/u, ''),
    summary: route.summary,
    tags: [route.tag],
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...((route.body ?? route.lines) && { requestBody: requestBody(route) }),
    responses: responsesOf(route),
  }
}

/** Any entry of the list will do; an empty list is what OpenAPI calls open. */
function securityOf({ access }: Route): Operation['security'] {
  if (access === 'open') return []
  const { scope, basic, members } = access
  return [{ ServiceKey: [scope] }, ...(basic ? [{ Password: [] }] : []), ...(members ? [{ MemberToken: [] }] : [])]
}

/** Path parameters are always required, whatever the schema thinks: without one the path is another. */
function parametersIn(route: Route, place: 'path' | 'query'): readonly unknown[] {
  const schema = place === 'path' ? route.params : route.query
  const examples = (place === 'path' ? route.example?.params : route.example?.query) ?? {}
  return schema === undefined
    ? []
    : fieldsOf(schema).map((field) => ({
        name: field.name,
        in: place,
        required: place === 'path' || field.isRequired,
        schema: field.schema,
        ...(field.name in examples && { example: examples[field.name] }),
      }))
}

const keyParameter = ({ idempotent = false }: Route): readonly unknown[] =>
  idempotent
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', minLength: 1, maxLength: 255 },
          description:
            'A repeat with the same key within 24 hours of a success gets that answer again and does nothing. A refusal changed nothing and is not kept: the same key may be sent again. An answer about somebody who was erased, or about feedback that was taken back, is kept no longer.',
        },
      ]
    : []

/** An example is the whole body, ready to be sent. */
function requestBody(route: Route): unknown {
  if (route.lines) return linesBody(route.lines, route.example?.lines ?? [])
  const example = route.example?.body
  const schema = route.body ? jsonSchemaOf(route.body) : {}
  return { required: true, content: { 'application/json': { schema, ...(example !== undefined && { example }) } } }
}

/** The schema is that of one line. */
function linesBody(line: z.ZodType, examples: readonly unknown[]): unknown {
  const example = examples.map((value) => JSON.stringify(value)).join('\n')
  return { required: true, content: { [jsonLinesMediaType]: { schema: jsonSchemaOf(line), example } } }
}

/** By status; one that comes with an output and with problems too has the media types of both. */
function responsesOf(route: Route): Record<string, ApiResponse> {
  const all: Record<string, ApiResponse> = { ...problemResponses(route) }
  for (const [status, good] of Object.entries(goodResponses(route))) {
    const { description = '', content } = all[status] ?? {}
    all[status] = content
      ? { ...good, description: `${good.description} ${description}`, content: { ...good.content, ...content } }
      : good
  }
  return all
}

/** The media type of an output that is no JSON stands in its schema, as `contentMediaType`. */
function goodResponses(route: Route): Record<string, ApiResponse> {
  if (isEmptyOutput(route.output)) return { [String(route.status ?? 204)]: { description: 'Done.' } }
  const schema = jsonSchemaOf(route.output)
  const mediaType = typeof schema['contentMediaType'] === 'string' ? schema['contentMediaType'] : 'application/json'
  const headers = renewsTokens(route) && { headers: { [renewedTokenHeader]: renewedToken } }
  const response = { description: 'Done.', ...headers, content: { [mediaType]: { schema } } }
  const others = (route.otherStatuses ?? []).map((status) => [status, { ...response, description: 'The same.' }])
  return Object.fromEntries([[route.status ?? 200, response], ...others])
}

const renewedToken = {
  description: 'In place of a token with less than half of its life left that was signed with `JWT_SECRET`.',
  schema: { type: 'string' },
}
