import { expect, test } from 'vitest'
import { Problem } from '../base/index.ts'
import type { Caller, Scope } from '../base/index.ts'
import type { Access } from '../platform/http/index.ts'
import { basicVerifier } from './basic-verifier.ts'
import { NoToken, authorise, challenges, identify, tokenIn } from './identify.ts'
import type { Credentials, Verifiers } from './identify.ts'

const verifiers: Verifiers = {
  keys: {
    async verify(text) {
      if (text === 'broken') throw new Problem('database.unavailable', 'The database is away.')
      const scopes: Record<string, readonly Scope[]> = { reader: ['people:read'], writer: ['people:write'] }
      const found = scopes[text]
      return found ? { kind: 'service', keyId: text, scopes: new Set(found) } : null
    },
  },
  tokens: {
    async verify(token) {
      if (token !== 'anna') throw new Problem('auth.invalid', 'The token cannot be verified.')
      return { kind: 'member', memberId: 'anna' }
    },
    renew: async () => null,
  },
  basic: basicVerifier({ username: 'a', password: 'b' }),
}

const read: Access = { scope: 'people:read' }
const items: Access = { scope: 'items:read', basic: true }
const itemsOrOwn: Access = { ...items, members: true }
const readOrOwn: Access = { scope: 'people:read', members: true }

async function admit(access: Access, credentials: Credentials): Promise<Caller> {
  const caller = await identify(access, credentials, verifiers)
  authorise(access, caller)
  return caller
}

/** Who it is, or the code of the refusal. */
async function who(access: Access, apiKey?: string, authorization?: string): Promise<string> {
  return admit(access, { apiKey, authorization }).then(
    (caller) => (caller.kind === 'service' ? caller.keyId : caller.kind),
    (error: unknown) => (error instanceof Problem ? error.code : 'no problem'),
  )
}

test.each<[Access, string | undefined, string | undefined, string]>([
  ['open', undefined, undefined, 'anonymous'],
  ['open', 'reader', 'Bearer anna', 'anonymous'],
  ['open', 'wrong', undefined, 'anonymous'],
  [read, undefined, undefined, 'auth.missing'],
  [read, 'reader', undefined, 'reader'],
  [read, 'writer', undefined, 'auth.scope_missing'],
  [read, 'wrong', undefined, 'auth.invalid'],
  [read, '', undefined, 'auth.invalid'],
  [read, 'broken', undefined, 'database.unavailable'],
  [read, undefined, 'Bearer anna', 'auth.scope_missing'],
  [read, undefined, 'Bearer wrong', 'auth.invalid'],
  [readOrOwn, undefined, 'Bearer anna', 'member'],
  [readOrOwn, undefined, 'bearer  anna', 'member'],
  [readOrOwn, undefined, 'BEARER anna', 'member'],
  [readOrOwn, undefined, 'anna', 'auth.invalid'],
  [readOrOwn, undefined, 'Bearer anna bert', 'auth.invalid'],
  [readOrOwn, undefined, 'Basic YTpi', 'auth.invalid'],
  [readOrOwn, undefined, '', 'auth.invalid'],
  [readOrOwn, undefined, 'Bearer undefined', 'auth.invalid'],
  [readOrOwn, undefined, 'Bearer null', 'auth.invalid'],
  [readOrOwn, 'reader', 'Bearer anna', 'reader'],
  [readOrOwn, 'wrong', 'Bearer anna', 'auth.invalid'],
  [readOrOwn, 'writer', 'Bearer anna', 'auth.scope_missing'],
  [items, undefined, undefined, 'auth.missing'],
  [items, undefined, 'Basic YTpi', 'basic'],
  [items, undefined, 'basic  YTpi', 'basic'],
  [items, undefined, 'BASIC YTpi', 'basic'],
  [items, undefined, 'Basic YTpj', 'auth.invalid'],
  [items, undefined, 'Basic', 'auth.invalid'],
  [items, undefined, 'Basic ', 'auth.invalid'],
  [items, undefined, 'Basic YTpi YTpi', 'auth.invalid'],
  [items, undefined, 'BasicYTpi', 'auth.invalid'],
  [items, undefined, 'Bearer anna', 'auth.scope_missing'],
  [items, 'wrong', 'Basic YTpi', 'auth.invalid'],
  [items, 'reader', 'Basic YTpi', 'auth.scope_missing'],
  [{ ...items, scope: 'people:read' }, undefined, 'Basic YTpi', 'auth.scope_missing'],
  [itemsOrOwn, undefined, 'Basic YTpi', 'basic'],
  [itemsOrOwn, undefined, 'Bearer anna', 'member'],
  [read, undefined, 'Basic YTpi', 'auth.invalid'],
])('on %j, the key %j and the header %j make %s', async (access, key, authorization, expected) => {
  expect(await who(access, key, authorization)).toBe(expected)
})

test.each(['', 'Bearer', 'Bearer a b', 'Basic YTpi', 'Bearer undefined', 'bearer null'])(
  '%j holds no token, which is told apart from a wrong one',
  async (header) => {
    expect(tokenIn(header)).toBeNull()
    await expect(admit(readOrOwn, { apiKey: undefined, authorization: header })).rejects.toBeInstanceOf(NoToken)
  },
)

test('a wrong password is a guess, and where nobody takes one it is a mistake of a program', async () => {
  const refused = (access: Access, authorization: string) =>
    admit(access, { apiKey: undefined, authorization }).catch((error: unknown) => error)
  for (const header of ['Basic YTpj', 'Basic', 'Basic !', 'Basic YTpi YTpi'])
    expect(await refused(items, header)).not.toBeInstanceOf(NoToken)
  expect(await refused(readOrOwn, 'Basic YTpj')).toBeInstanceOf(NoToken)
})

test('a token is read out of its header', () => {
  expect(tokenIn('bearer  a.b.c')).toBe('a.b.c')
  expect(tokenIn('Bearer nullable')).toBe('nullable')
})

test('a missing scope is named', async () => {
  const refusal: unknown = await admit(read, { apiKey: 'writer', authorization: undefined }).catch(
    (error: unknown) => error,
  )
  expect(refusal).toMatchObject({ detail: 'This key lacks the scope people:read.' })
})

test('how to sign in is told by what the route takes', () => {
  expect(challenges(read, 'auth.missing')).toEqual(['ApiKey realm="reciprocity"'])
  expect(challenges(readOrOwn, 'auth.missing')).toEqual(['ApiKey realm="reciprocity"', 'Bearer realm="reciprocity"'])
  expect(challenges(items, 'auth.invalid')).toEqual(['ApiKey realm="reciprocity"', 'Basic realm="reciprocity"'])
  expect(challenges(itemsOrOwn, 'auth.missing').length).toBe(3)
  expect(challenges('open', 'auth.missing')).toEqual(['ApiKey realm="reciprocity"'])
  expect(challenges(readOrOwn, 'auth.invalid')[1]).toContain('error="invalid_token"')
})
