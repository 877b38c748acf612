import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { scopes } from '../../base/index.ts'
import { createKey, environmentKeyId, listKeys, revokeKey, rotateKey } from './index.ts'
import { planRotation } from './rotate.ts'
import { hashSecret, parseKey } from './secret.ts'
import { findKey, insertKey } from './store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const bare = { hasEnvironmentKey: false }
const noon = new Date('2026-03-01T12:00:00Z')

test('a created key is seen whole once; what is kept of it is a hash', async () => {
  const { id, key } = await createKey(
    corner.db,
    { name: ' backend ', scopes: ['people:read', 'people:read', 'ops'] },
    noon,
  )
  const row = await findKey(corner.db.query, id)
  expect(row).toMatchObject({ id, name: 'backend', scopes: ['people:read', 'ops'], created_at: noon, revoked_at: null })
  expect(row?.secret_hash.equals(hashSecret(parseKey(key)?.secret ?? ''))).toBe(true)
  expect(JSON.stringify(row)).not.toContain(parseKey(key)?.secret)
})

test.each([
  [{ name: '', scopes: ['ops'] }, 'The name of a key has 1 to 100 printable characters.'],
  [{ name: '   ', scopes: ['ops'] }, 'The name of a key has 1 to 100 printable characters.'],
  [{ name: 'x'.repeat(101), scopes: ['ops'] }, 'The name of a key has 1 to 100 printable characters.'],
  [{ name: 'a\0b', scopes: ['ops'] }, 'The name of a key has 1 to 100 printable characters.'],
  [{ name: 'a\u{D800}', scopes: ['ops'] }, 'The name of a key has 1 to 100 printable characters.'],
  [{ name: 'a', scopes: [] }, `A key needs at least one scope; the scopes are ${scopes.join(', ')}.`],
  [{ name: 'a', scopes: ['ops', 'root'] }, `There is no scope "root"; the scopes are ${scopes.join(', ')}.`],
])('a key that cannot be is refused with what it wants: %j', async (wanted, detail) => {
  await expect(createKey(corner.db, wanted)).rejects.toMatchObject({ code: 'request.invalid', detail })
})

test('a key is listed without anything that opens, oldest first, behind the key of the environment', async () => {
  const own = await testDb()
  const first = await createKey(own.db, { name: 'first', scopes: ['ops'] }, new Date('2026-01-01'))
  const second = await createKey(own.db, { name: 'second', scopes: ['ops'] }, new Date('2026-01-02'))
  const listed = await listKeys(own.db, { hasEnvironmentKey: true })
  expect(listed.map(({ id }) => id)).toEqual([environmentKeyId, first.id, second.id])
  expect(listed[0]).toMatchObject({ name: 'SERVICE_API_KEY', scopes, createdAt: null })
  expect(JSON.stringify(listed)).not.toMatch(/hash|secret_/u)
  expect(await listKeys(own.db, bare)).toHaveLength(2)
  await own.close()
})

test('a revoked key says when; revoking it again changes nothing', async () => {
  const { id } = await createKey(corner.db, { name: 'leaver', scopes: ['ops'] })
  await revokeKey(corner.db, id, noon)
  await revokeKey(corner.db, id, new Date('2026-04-01'))
  const listed = await listKeys(corner.db, bare)
  expect(listed.find((key) => key.id === id)?.revokedAt).toEqual(noon)
})

test('a key that is not there is neither revoked nor rotated', async () => {
  await expect(revokeKey(corner.db, 'nothere1')).rejects.toMatchObject({ code: 'key.not_found' })
  await expect(rotateKey(corner.db, 'nothere1')).rejects.toMatchObject({ code: 'key.not_found' })
})

test('a revoked key is not brought back by rotating it', async () => {
  const { id } = await createKey(corner.db, { name: 'gone', scopes: ['ops'] })
  await revokeKey(corner.db, id)
  await expect(rotateKey(corner.db, id)).rejects.toMatchObject({ code: 'key.not_found' })
})

test('the key of the environment is changed in the environment only', async () => {
  await expect(revokeKey(corner.db, environmentKeyId)).rejects.toMatchObject({ code: 'key.not_revocable' })
  await expect(rotateKey(corner.db, environmentKeyId)).rejects.toMatchObject({ code: 'key.not_revocable' })
})

test('a rotated key keeps its id, name and scopes, and the old secret for a day', async () => {
  const made = await createKey(corner.db, { name: 'turning', scopes: ['people:read'] })
  const turned = await rotateKey(corner.db, made.id, { now: noon })
  expect(turned.id).toBe(made.id)
  expect(turned.key).not.toBe(made.key)
  const row = await findKey(corner.db.query, made.id)
  expect(row).toMatchObject({ name: 'turning', scopes: ['people:read'], rotated_at: noon })
  expect(row?.previous_until).toEqual(new Date('2026-03-02T12:00:00Z'))
  expect(row?.previous_hash?.equals(hashSecret(parseKey(made.key)?.secret ?? ''))).toBe(true)
})

test('two rotations at once leave one secret and the one before it', async () => {
  const { id, key } = await createKey(corner.db, { name: 'hurried', scopes: ['ops'] })
  const turned = await Promise.all([rotateKey(corner.db, id), rotateKey(corner.db, id)])
  const row = await findKey(corner.db.query, id)
  const hashes = turned.map((issued) => hashSecret(parseKey(issued.key)?.secret ?? '').toString('hex')).toSorted()
  const kept = [row?.secret_hash, row?.previous_hash].map((hash) => hash?.toString('hex')).toSorted()
  expect(kept).toEqual(hashes)
  expect(kept).not.toContain(hashSecret(parseKey(key)?.secret ?? '').toString('hex'))
})

test('without grace the old secret is forgotten at once', () => {
  const old = { secret_hash: hashSecret('old') }
  expect(planRotation(old, hashSecret('new'), { graceSeconds: 0, now: noon })).toEqual({
    secret_hash: hashSecret('new'),
    previous_hash: null,
    previous_until: null,
    rotated_at: noon,
  })
})

test('an id that is taken is noticed, not written over', async () => {
  const { id } = await createKey(corner.db, { name: 'first of its name', scopes: ['ops'] })
  const row = { id, name: 'second', scopes: ['ops'] as const, secret_hash: hashSecret('x'), created_at: noon }
  expect(await insertKey(corner.db.query, row)).toBe(false)
  expect((await findKey(corner.db.query, id))?.name).toBe('first of its name')
})
