/** A host that checks signatures with the standard's package, fails twice, and must be told each thing until it says yes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHouse } from '../../src/main/index.ts'
import type { House } from '../../src/main/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import { caller, serviceKey } from '../support/house.ts'
import type { Call } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openWorld, registrationFor } from '../support/process-world.ts'
import type { Told, World } from '../support/process-world.ts'

/** The host's own count for each id: two refusals, then yes. */
const asked = new Map<string, number>()
const refuseTwice = ({ id }: { readonly id: string }): number => {
  asked.set(id, (asked.get(id) ?? 0) + 1)
  return (asked.get(id) ?? 0) <= 2 ? 500 : 200
}

/** The schedule is now, 5 s, 5 min; what is waited for here is the third attempt, not five minutes. */
const schedule = [0, 0.2, 0.4]

let world: World
let house: House
let call: Call
beforeAll(async () => {
  world = await openWorld({ answer: refuseTwice })
  const settings = readSettings(world.environment)
  house = await openHouse({ ...settings, webhooks: { ...settings.webhooks, schedule } }, silentTelemetry())
  call = caller((await house.start()) ?? '', { 'x-api-key': serviceKey })
  await matched('anna')
  await matched('bert')
  await matched('carl', { needs: 'I am looking for a tuba teacher', offers: 'I sing in the opera' })
  await updated('carl', { designation: 'Singer' })
  await eventually(() => asked.size === 7 && [...asked.values()].every((times) => times >= 3), 60_000)
  // What must not come had time to come.
  await sleep(2500)
}, 120_000)
afterAll(async () => {
  await house.stop(5)
  await world.close()
})

async function matched(personId: string, options: Parameters<typeof registrationFor>[1] = {}): Promise<void> {
  const stage = async () => (await call('GET', `/api/v1/user/${personId}`)).body['stage']
  await call('POST', '/api/v1/user/register', registrationFor(personId, options))
  await eventually(async () => (await stage()) === 'awaiting_approval')
  await call('POST', '/api/v1/user/approve-summary', { user_id: personId })
  await eventually(async () => (await stage()) === 'matched')
}

async function updated(personId: string, more: Record<string, unknown> = {}): Promise<void> {
  await call('POST', '/api/v1/user/register', { ...registrationFor(personId), ...more, update: true })
  await call('POST', '/api/v1/matching/run')
  await eventually(async () => (await call('GET', `/api/v1/user/${personId}`)).body['needs_matchmaking'] === false)
}

function bodyOf(calls: readonly Told[]): Record<string, unknown> {
  expect(calls.map(({ status }) => status)).toEqual([500, 500, 200])
  expect(calls.map(({ isVerified }) => isVerified)).toEqual([true, true, true])
  expect(calls.map(({ id }) => id)).toEqual(Array(3).fill(calls[0]?.id))
  expect(calls.map(({ text }) => text)).toEqual(Array(3).fill(calls[0]?.text))
  return JSON.parse(calls[0]?.text ?? '') as Record<string, unknown>
}

const summaryOf = (personId: string) => bodyOf(world.callbacks('/user/summary-ready', personId))
const matchesOf = (personId: string) => bodyOf(world.callbacks('/user/matches-ready', personId))
const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/u)

test('a persona that is ready is told three times under one id, in the nine fields, then never again', () => {
  const said = 'I need somebody who builds a wooden boat (anna).'
  expect(summaryOf('anna')).toEqual({
    user_id: 'anna',
    persona: {
      name: null,
      archetype: null,
      experience: null,
      focus: null,
      profile_essence: said,
      investment_philosophy: null,
      what_theyre_looking_for: said,
      engagement_style: null,
      generated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/u),
    },
  })
})

test('an empty list of matches is told as well, and so is one with somebody in it', () => {
  expect(matchesOf('anna')).toEqual({ batch_id: uuid, user_id: 'anna', matches: [] })
  expect(matchesOf('bert')).toEqual({ batch_id: uuid, user_id: 'bert', matches: [{ target_user_id: 'anna' }] })
  expect(matchesOf('carl')).toEqual({ batch_id: uuid, user_id: 'carl', matches: [] })
})

test('the pairs of an update batch are told in one message, the updated person first, each with the title that was said', () => {
  const carl = { user_a_id: 'carl', user_a_designation: 'Singer' }
  const body = bodyOf(world.batchCallbacks())
  expect(body).toEqual({
    batch_id: uuid,
    match_pairs: expect.arrayContaining([
      { ...carl, user_b_id: 'anna', user_b_designation: 'carpenter' },
      { ...carl, user_b_id: 'bert', user_b_designation: 'carpenter' },
    ]),
  })
  expect(body['match_pairs']).toHaveLength(2)
})

test('an update tells of pairs only: nobody is asked to approve again, and a second batch has nothing new to tell', async () => {
  await updated('carl')
  await sleep(500)
  expect(world.batchCallbacks().length).toBe(3)
  expect(summaryOf('carl')['user_id']).toBe('carl')
})
