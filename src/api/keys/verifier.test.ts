import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { lostDb } from '../../../test/support/edge.ts'
import { scopes, silentLogger } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { createKey, openKeyVerifier, revokeKey, rotateKey } from './index.ts'
import { hashSecret } from './secret.ts'
import { findKey } from './store.ts'
import type { KeyRow } from './store.ts'
import { opens } from './verifier.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const start = new Date('2026-03-01T12:00:00Z').getTime()

/** A verifier whose clock a test moves. */
function verifierAt(db: Db = corner.db, environmentKey?: string) {
  const time = { ms: start }
  const verifier = openKeyVerifier({ db, clock: () => new Date(time.ms), log: silentLogger, environmentKey })
  return { verifier, pass: (ms: number) => void (time.ms += ms) }
}

const issue = (wanted: readonly string[] = ['people:read']) => createKey(corner.db, { name: 'a', scopes: wanted })

test('a good key is the service that holds it, with its scopes and no others', async () => {
  const { verifier } = verifierAt()
  const { id, key } = await issue(['people:read', 'ops'])
  expect(await verifier.verify(key)).toEqual({ kind: 'service', keyId: id, scopes: new Set(['people:read', 'ops']) })
  await verifier.close()
})

test.each([
  ['nothing', () => ''],
  ['a word', () => 'password'],
  ['a key that never was', () => `rk_aaaaaaaa_${'a'.repeat(43)}`],
  ['the right id with a wrong secret', (key: string) => `${key.slice(0, 12)}${'a'.repeat(43)}`],
  ['the right secret in capitals', (key: string) => key.toUpperCase()],
  ['the right key and a space', (key: string) => `${key} `],
])('%s opens nothing', async (_what, spoil) => {
  const { verifier } = verifierAt()
  const { key } = await issue()
  expect(await verifier.verify(spoil(key))).toBe(null)
  await verifier.close()
})

test('the key of the environment opens everything, with the database lost', async () => {
  const { verifier } = verifierAt(lostDb(), 'a-key-of-the-environment')
  expect(await verifier.verify('a-key-of-the-environment')).toEqual({
    kind: 'service',
    keyId: 'environment',
    scopes: new Set(scopes),
  })
  expect(await verifier.verify('a-key-of-the-environmen')).toBe(null)
})

test('without a key of the environment nothing stands for it', async () => {
  const { verifier } = verifierAt()
  expect(await verifier.verify('')).toBe(null)
  expect(await verifier.verify('undefined')).toBe(null)
  await verifier.close()
})

test('a key that cannot be looked up is not let in, and is looked up again', async () => {
  const { verifier } = verifierAt(lostDb())
  const { key } = await issue()
  await expect(verifier.verify(key)).rejects.toThrow()
  await expect(verifier.verify(key)).rejects.toThrow()
})

test('a key that is revoked here is refused by the next request here, however slow the news is', async () => {
  const deaf: Db = { ...corner.db, listen: () => () => {} }
  const { verifier } = verifierAt(deaf)
  const { id, key } = await issue()
  expect(await verifier.verify(key)).not.toBe(null)
  await revokeKey(deaf, id)
  expect(await verifier.verify(key)).toBe(null)
  await verifier.close()
})

test('a process that hears nothing believes in a revoked key for a second at most', async () => {
  const deaf: Db = { ...corner.db, listen: () => () => {} }
  const { verifier, pass } = verifierAt(deaf)
  const { id, key } = await issue()
  expect(await verifier.verify(key)).not.toBe(null)
  await revokeKey(corner.db, id)
  pass(999)
  expect(await verifier.verify(key)).not.toBe(null)
  pass(1)
  expect(await verifier.verify(key)).toBe(null)
  await verifier.close()
})

test('another process hears of a revocation, and what it believed is dropped', async () => {
  const { verifier } = verifierAt()
  const { key } = await issue()
  expect(await verifier.verify(key)).not.toBe(null)
  const elsewhere: Db = { ...corner.db }
  await revokeKey(elsewhere, key.slice(3, 11))
  await vi.waitFor(async () => expect(await verifier.verify(key)).toBe(null), { timeout: 5_000 })
  await verifier.close()
})

test('after a rotation both secrets open until the grace is over, then only the new one', async () => {
  const { verifier, pass } = verifierAt()
  const made = await issue()
  const turned = await rotateKey(corner.db, made.id, { graceSeconds: 60, now: new Date(start) })
  expect(await verifier.verify(made.key)).not.toBe(null)
  expect(await verifier.verify(turned.key)).not.toBe(null)
  pass(60_000)
  expect(await verifier.verify(made.key)).toBe(null)
  expect(await verifier.verify(turned.key)).not.toBe(null)
  await verifier.close()
})

test('a rotation without grace shuts the old secret for the next request', async () => {
  const { verifier } = verifierAt()
  const made = await issue()
  expect(await verifier.verify(made.key)).not.toBe(null)
  const turned = await rotateKey(corner.db, made.id, { graceSeconds: 0 })
  expect(await verifier.verify(made.key)).toBe(null)
  expect(await verifier.verify(turned.key)).not.toBe(null)
  await verifier.close()
})

/** Counts the looks into the database, of a process that is told of no change. */
function counted(db: Db) {
  const counts = { reads: 0 }
  return {
    counts,
    db: {
      ...db,
      listen: () => () => {},
      get query() {
        counts.reads += 1
        return db.query
      },
    },
  }
}

test('a hundred requests within a second look into the database once, and note the use once', async () => {
  const { counts, db } = counted(corner.db)
  const { verifier, pass } = verifierAt(db)
  const { key } = await issue()
  for (let request = 0; request < 100; request += 1) await verifier.verify(key)
  expect(counts.reads).toBe(2)
  pass(1_000)
  await verifier.verify(key)
  expect(counts.reads).toBe(3)
  await verifier.close()
})

test('a hundred requests at once look into the database once', async () => {
  const { counts, db } = counted(corner.db)
  const { verifier } = verifierAt(db)
  const { key } = await issue()
  await Promise.all(Array.from({ length: 100 }, () => verifier.verify(key)))
  expect(counts.reads).toBe(2)
  await verifier.close()
})

test('an unknown key is remembered as unknown, so that guessing does not reach the database each time', async () => {
  const { counts, db } = counted(corner.db)
  const { verifier } = verifierAt(db)
  for (let guess = 0; guess < 50; guess += 1) await verifier.verify(`rk_zzzzzzzz_${String(guess).padStart(43, 'a')}`)
  expect(counts.reads).toBe(1)
  await verifier.close()
})

test('the last use is written to the minute', async () => {
  const { verifier, pass } = verifierAt()
  const { id, key } = await issue()
  const lastUse = async () => (await findKey(corner.db.query, id))?.last_used_at?.getTime()
  await verifier.verify(key)
  await vi.waitFor(async () => expect(await lastUse()).toBe(start))
  pass(59_000)
  await verifier.verify(key)
  await verifier.close()
  expect(await lastUse()).toBe(start)
  pass(1_000)
  await verifier.verify(key)
  await verifier.close()
  expect(await lastUse()).toBe(start + 60_000)
})

test('a use that another process wrote a moment ago is not written over', async () => {
  const { id, key } = await issue()
  const { verifier: one } = verifierAt()
  const { verifier: other, pass } = verifierAt()
  await one.verify(key)
  await one.close()
  pass(30_000)
  await other.verify(key)
  await other.close()
  expect((await findKey(corner.db.query, id))?.last_used_at?.getTime()).toBe(start)
})

const row: KeyRow = {
  id: 'abcd1234',
  name: 'a',
  scopes: ['ops'],
  secret_hash: hashSecret('new'),
  previous_hash: hashSecret('old'),
  previous_until: new Date(start + 1_000),
  created_at: new Date(0),
  rotated_at: null,
  revoked_at: null,
  last_used_at: null,
}

test.each([
  ['new', {}, 0, true],
  ['old', {}, 999, true],
  ['old', {}, 1_000, false],
  ['other', {}, 0, false],
  ['old', { previous_hash: null, previous_until: null }, 0, false],
  ['new', { revoked_at: new Date(start) }, 0, false],
  ['old', { revoked_at: new Date(start) }, 0, false],
] as const)('the secret %s with %j after %d ms opens: %s', (secret, change, ms, expected) => {
  expect(opens({ ...row, ...change }, hashSecret(secret), new Date(start + ms))).toBe(expected)
})
