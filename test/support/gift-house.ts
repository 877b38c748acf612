/** A house that knows the world of gifts, through our own API or beside the database of a host, called as MySanta's clients call it. */
import { openMainHostDatabase } from './main-host.ts'
import type { MainHostDatabase } from './main-host.ts'
import { giftCount, geo, gifts, itemLines, likeEvents, likings } from './gifts.ts'
import { openTestHouse, testGround, serviceKey } from './house.ts'
import type { Environment } from '../../src/settings/index.ts'
import type { Telemetry } from '../../src/platform/telemetry/index.ts'
import type { TestHouse } from './house.ts'
import { eventually } from './jobs.ts'
import { readCount } from './measures.ts'
import { mysantaClient } from './mysanta-client.ts'
import type { Account, MySantaClient } from './mysanta-client.ts'

export const account: Account = { username: 'mysanta_service', password: 'a password of a test' }

export interface GiftHouse {
  readonly house: TestHouse
  readonly client: MySantaClient
  /** Null without a host. */
  readonly host: MainHostDatabase | null
  /** The person does it in the host's product; resolves when the engine may be expected to know. */
  like(userId: string | number, itemId: string): Promise<void>
  unlike(userId: string | number, itemId: string): Promise<void>
  /** Resolves when the first model answers. */
  learnt(): Promise<void>
  stop(): Promise<void>
}

/** Quick enough for a test, and otherwise as by default. A fit ends when it has tried everything, long before its budget. */
const quick: Environment = {
  BASIC_AUTH_PASSWORD: account.password,
  MAIN_SYNC_INTERVAL: '1s',
  FIT_REFRESH: '1s',
  FIT_BUDGET: '10s',
  RATE_LIMIT_FAILED_AUTH: '10000/min',
}

/** Lines of a file, as a client sends it. */
export async function sendLines(
  address: string,
  path: string,
  lines: readonly unknown[],
): Promise<Record<string, unknown>> {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'x-api-key': serviceKey, 'content-type': 'application/x-ndjson' },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

const liked = new Set(likings.map(({ userId, itemId }) => `${userId} ${itemId}`)).size

/** Everything of the world is in the house, whichever way it came. */
async function settled(house: TestHouse, client: MySantaClient): Promise<void> {
  await eventually(async () => {
    const { pagination } = await client.popular({ user_params: { geo_id: geo }, pagination: { limit: 1 } })
    const known = await readCount(house.house.db, `select count(*) from stances where opinion = 'like'`)
    return pagination.total_count === giftCount && known === liked
  }, 60_000)
}

/** A process loads what is ready as soon as it hears of it. */
const LOADED_MS = 1500

async function learntIn(house: TestHouse): Promise<void> {
  await eventually(
    async () =>
      (await readCount(house.house.db, `select count(*) from fits where kind = 'model' and state = 'ready'`)) > 0,
    60_000,
  )
  await new Promise((resolve) => setTimeout(resolve, LOADED_MS))
}

export async function giftHouseAlone(changes: Environment = {}, telemetry?: Telemetry): Promise<GiftHouse> {
  const ground = await testGround()
  const house = await openTestHouse(ground, { ...quick, ...changes }, telemetry)
  const client = mysantaClient(house.address, account)
  await sendLines(house.address, '/api/v1/items/import', itemLines)
  await sendLines(house.address, '/api/v1/interactions/import', likeEvents)
  await settled(house, client)
  let events = 0
  const say = async (userId: string | number, itemId: string, type: string): Promise<void> => {
    events += 1
    const event = { event_id: `said-${events}`, user_id: userId, item_id: itemId, type }
    const { status, body } = await house.call('POST', '/api/v1/interactions', event)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  }
  return {
    house,
    client,
    host: null,
    like: (userId, itemId) => say(userId, itemId, 'like'),
    unlike: (userId, itemId) => say(userId, itemId, 'unlike'),
    learnt: () => learntIn(house),
    async stop() {
      await house.stop()
      await ground.remove()
    },
  }
}

/** What the Rails client does after each like: the profile is refreshed. */
export async function giftHouseBeside(
  adminUrl: string,
  changes: (host: MainHostDatabase) => Environment = () => ({}),
  telemetry?: Telemetry,
): Promise<GiftHouse> {
  const ground = await testGround()
  const host = await openMainHostDatabase(adminUrl)
  await host.add(...gifts.map((gift) => ({ ...gift, categories: JSON.stringify(gift.categories) })))
  for (const { userId, itemId } of likings) await host.like(userId, itemId)
  const house = await openTestHouse(ground, { ...quick, MAIN_DATABASE_URL: host.url, ...changes(host) }, telemetry)
  const client = mysantaClient(house.address, account)
  await settled(house, client)
  return {
    house,
    client,
    host,
    async like(userId, itemId) {
      await host.like(String(userId), itemId)
      await client.refreshProfile(userId)
    },
    async unlike(userId, itemId) {
      await host.unlike(String(userId), itemId)
      await client.refreshProfile(userId)
    },
    learnt: () => learntIn(house),
    async stop() {
      await house.stop()
      await host.drop()
      await ground.remove()
    },
  }
}
