/** Walks every route as those would who may not: what is closed must stay closed, whatever was added since. */
import type { InjectOptions } from 'fastify'
import type { Server } from '../../src/api/index.ts'
import type { Scope } from '../../src/base/index.ts'
import type { Route } from '../../src/platform/http/index.ts'

export interface Strangers {
  /** A key that is good and has every scope but this one. */
  readonly keyWithout: (scope: Scope) => Promise<string>
  /** The headers of a member whom no route is about. */
  readonly member: { readonly authorization: string }
  /** Headers with the password that routes of items take. */
  readonly password: { readonly authorization: string }
}

export interface Walk {
  /** `GET /path`, for every route that asks nobody. */
  readonly open: readonly string[]
  readonly closed: readonly string[]
  /** Every refusal that did not come as it should, as a sentence; empty when all doors hold. */
  readonly faults: readonly string[]
}

interface Attempt {
  readonly who: string
  readonly headers: Readonly<Record<string, string>>
  readonly status: number
  readonly code: string
}

export const routeName = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`

export async function walkRoutes(server: Pick<Server, 'inject' | 'routes'>, strangers: Strangers): Promise<Walk> {
  const faults: string[] = []
  const closed = server.routes.filter(({ access }) => access !== 'open')
  const nextAddress = addresses()
  for (const route of closed) {
    for (const attempt of await attemptsOn(route, strangers)) {
      const request = { ...exampleRequest(route), remoteAddress: nextAddress() }
      const answer = await server.inject({ ...request, headers: { ...request.headers, ...attempt.headers } })
      const fault = judge(attempt, answer)
      if (fault !== null) faults.push(`${routeName(route)}, asked by ${attempt.who}: ${fault}`)
    }
  }
  const open = server.routes.filter(({ access }) => access === 'open')
  return { open: open.map(routeName), closed: closed.map(routeName), faults }
}

/** The request of the route's example, or one that has the shape of its path. */
export function exampleRequest({
  method,
  path,
  example = {},
  body,
  lines,
}: Route): InjectOptions & { headers: Record<string, string> } {
  const url = path.replaceAll(/:([A-Za-z0-9_]+)/gu, (_, name: string) =>
    encodeURIComponent(example.params?.[name] ?? 'nobody'),
  )
  const query = new URLSearchParams(example.query).toString()
  const written = example.lines?.map((line) => JSON.stringify(line)).join('\n')
  const json = example.body ?? (body === undefined ? undefined : {})
  const payload = lines ? (written ?? '') : json && JSON.stringify(json)
  return {
    method,
    url: query === '' ? url : `${url}?${query}`,
    headers: payload === undefined ? {} : { 'content-type': lines ? 'application/x-ndjson' : 'application/json' },
    ...(payload !== undefined && { payload }),
  }
}

async function attemptsOn({ access }: Route, { keyWithout, member, password }: Strangers): Promise<readonly Attempt[]> {
  if (access === 'open') return []
  const lacking = await keyWithout(access.scope)
  const attempts: Attempt[] = [
    { who: 'nobody', headers: {}, status: 401, code: 'auth.missing' },
    {
      who: 'an unknown key',
      headers: { 'x-api-key': `rk_aaaaaaaa_${'a'.repeat(43)}` },
      status: 401,
      code: 'auth.invalid',
    },
    { who: 'an empty key', headers: { 'x-api-key': '' }, status: 401, code: 'auth.invalid' },
    {
      who: 'a forged token',
      headers: { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' },
      status: 401,
      code: 'auth.invalid',
    },
    { who: 'a wrong password', headers: { authorization: 'Basic d3Jvbmc6' }, status: 401, code: 'auth.invalid' },
    { who: 'a key without the scope', headers: { 'x-api-key': lacking }, status: 403, code: 'auth.scope_missing' },
  ]
  const asMember: Attempt = { who: 'a member', headers: member, status: 403, code: 'auth.scope_missing' }
  const withPassword: Attempt = {
    who: 'whoever has the password',
    headers: password,
    status: 401,
    code: 'auth.invalid',
  }
  return [...attempts, ...(access.members ? [] : [asMember]), ...(access.basic ? [] : [withPassword])]
}

interface Answered {
  readonly statusCode: number
  readonly body: string
  readonly headers: Readonly<Record<string, unknown>>
}

function judge({ status, code }: Attempt, answer: Answered): string | null {
  if (answer.statusCode !== status) return `answered ${answer.statusCode} instead of ${status}`
  if (!String(answer.headers['content-type']).startsWith('application/problem+json')) return 'answered no problem'
  const told = JSON.parse(answer.body) as { code?: unknown }
  if (told.code !== code) return `answered ${String(told.code)} instead of ${code}`
  return status === 401 && answer.headers['www-authenticate'] === undefined ? 'did not say how to sign in' : null
}

/** An address for each attempt: wrong keys are counted by address, and this is not what is tested here. */
function addresses(): () => string {
  let count = 0
  return () => {
    count += 1
    return `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`
  }
}
