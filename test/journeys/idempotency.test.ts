/** What is kept for an Idempotency-Key lasts no longer than what it tells of. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registrationOf, testHouse, webhookSecret } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'

let house: TestHouse
beforeAll(async () => {
  // Nobody listens there: a callback is tried once and waits.
  house = await testHouse({ RECIPROCITY_BACKEND_URL: 'http://127.0.0.1:9/api', WEBHOOK_SECRETS: webhookSecret })
})
afterAll(() => house.stop())

const under = (key: string) => ({ 'idempotency-key': key })
const isReplayed = ({ headers }: { headers: Headers }): boolean => headers.get('idempotency-replayed') === 'true'
const keptRows = async (): Promise<string> =>
  JSON.stringify((await house.house.db.statements('select held::text from idempotency_keys held')).rows)

const ada = { id: 'ada', needs: 'I need somebody who repairs my violin.', offers: 'I teach Spanish to beginners.' }
const max = { id: 'max', needs: 'I want to learn Spanish.', offers: 'I repair violins and cellos.' }

test('whoever registers again after leaving is registered, under the same key too', async () => {
  const key = under(createHash('sha256').update('register zoë 1').digest('hex'))
  const register = () => house.call('POST', '/api/v1/user/register', { ...registrationOf({ ...ada, id: 'zoë' }) }, key)
  const path = `/api/v1/user/${encodeURIComponent('zoë')}`
  expect([(await register()).status, isReplayed(await register())]).toEqual([202, true])
  await house.call('DELETE', path)
  const again = await register()
  expect([again.status, isReplayed(again), again.body['user_id']]).toEqual([202, false, 'zoë'])
  expect((await house.call('GET', path)).status).toBe(200)
})

test('what was said of somebody who left is answered to nobody, whatever she was called by', async () => {
  for (const person of [ada, max]) await house.matched(person)
  type Lists = { requirements_matches: { match_id: string; user_id: string }[] }
  const matchId = async () => {
    const { body } = await house.call<Lists>('GET', '/api/v1/matching/ada/matches')
    return body.requirements_matches.find((match) => match.user_id === 'max')?.match_id ?? ''
  }
  await eventually(async () => (await matchId()) !== '')
  const id = await matchId()
  const about = [
    { type: 'match', feedback_id: id },
    { type: 'chat', feedback_id: 'chat-7', pair: id },
  ]
  for (const [at, subject] of about.entries()) {
    const said = { user_id: 'ada', feedback: 'He was LATE and rude.', ...subject }
    const { status } = await house.call('POST', '/api/v1/user/feedback', said, under(`about max ${at}`))
    expect(status).toBe(200)
  }
  expect(await keptRows()).toContain('LATE')
  await house.call('DELETE', '/api/v1/user/max')
  expect(await keptRows()).not.toContain('LATE')
  expect(await keptRows()).not.toContain('about max')
})

test('feedback that was taken back is not answered as if it stood', async () => {
  const said = { user_id: 'ada', type: 'chat', feedback_id: 'chat-1', feedback: 'Good.' }
  type Given = { Result: { data: { id: string } } }
  const give = () => house.call<Given>('POST', '/api/v1/user/feedback', said, under('said once'))
  const first = await give()
  await house.call('DELETE', `/api/v1/user/feedback/${first.body.Result.data.id}`)
  const again = await give()
  expect(isReplayed(again)).toBe(false)
  expect(again.body.Result.data.id).not.toBe(first.body.Result.data.id)
})

test('a refusal is not kept: what was too early goes through under the same key', async () => {
  await house.call('POST', '/api/v1/user/register', registrationOf({ ...ada, id: 'eve' }))
  const approve = () => house.call('POST', '/api/v1/user/approve-summary', { user_id: 'eve' }, under('approve'))
  await house.reached('eve', 'awaiting_approval')
  const put = (stage: string) => house.house.db.statements(`update people set stage = $1 where id = 'eve'`, [stage])
  await put('persona')
  const early = await approve()
  expect([early.status, early.body['code']]).toEqual([409, 'person.not_ready'])
  await put('awaiting_approval')
  expect((await approve()).status).toBe(202)
})

test('a token that outlives its member leaves nothing of her behind', async () => {
  await house.call('POST', '/api/v1/user/register', registrationOf({ ...ada, id: 'gone-girl' }))
  await house.call('DELETE', '/api/v1/user/gone-girl')
  const asHer = await house.as('gone-girl')
  const { status } = await asHer('POST', '/api/v1/user/approve-summary', { user_id: 'gone-girl' }, under('late'))
  expect(status).toBe(404)
  expect(await keptRows()).not.toContain('gone-girl')
})

test('a callback is sent again once for each key, and a batch is asked for once', async () => {
  type Deliveries = { deliveries: { id: string; body_bytes: number | null }[] }
  const { body } = await house.call<Deliveries>('GET', '/api/v1/deliveries?subject=ada')
  const path = `/api/v1/deliveries/${body.deliveries.find((told) => told.body_bytes !== null)?.id}/replay`
  for (const post of [path, '/api/v1/matching/run']) {
    const ask = () => house.call('POST', post, undefined, under('again'))
    const [first, second] = [await ask(), await ask()]
    expect([first.status, second.status, isReplayed(second)]).toEqual([202, 202, true])
    expect(second.body).toEqual(first.body)
  }
  await house.call('DELETE', '/api/v1/user/ada')
  expect(await keptRows()).not.toContain('"ada"')
})
