/** A small believable world of our own making, for whoever wants to look before feeding it their own. */
import { setTimeout } from 'node:timers/promises'
import { Problem } from '../base/index.ts'
import type { Settings } from '../settings/index.ts'
import { demoGifts } from './demo-gifts.ts'
import { bringGifts } from './demo-items.ts'
import { demoPeople } from './demo-people.ts'
import type { DemoPerson } from './demo-people.ts'
import type { House } from './open-house.ts'

const PATIENCE_MS = 120_000
const LOOK_EVERY_MS = 100

export interface DemoPlace {
  readonly settings: Settings
  readonly address: string
  /** Settings that the demo did not hear; a command of another terminal must not, either. */
  readonly ignored: readonly string[]
}

/** Moves in whoever is not there yet, and returns lines to try. They read the key where it lies and show none. */
export async function moveIn(house: House, { settings, address, ignored }: DemoPlace): Promise<readonly string[]> {
  const call = caller(house, settings)
  for (const person of demoPeople) await register(call, person)
  for (const person of demoPeople) await settle(call, person.id)
  for (const { id, profile } of demoPeople) await call('PUT', `/api/v1/people/${id}`, profile)
  const first = demoPeople[0]?.id ?? ''
  const dataDir = inShell(settings.dataDir)
  const elsewhere = ignored.includes('DATABASE_URL') ? 'DATABASE_URL= ' : ''
  const post = (path: string, body: object): string =>
    `  curl -s ${address}${path} -H "X-API-Key: $KEY" -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`
  const gifts = await bringGifts(call, post)
  return [
    `${demoPeople.length} people have moved in, and ${demoGifts.length} gifts lie on the shelf. Try, in the folder of this program:`,
    `  KEY=$(sed -n 's/^SERVICE_API_KEY=//p' ${dataDir}/secrets)`,
    `  curl -s ${address}/api/v1/matching/${first}/matches -H "X-API-Key: $KEY"`,
    `  curl -s ${address}/api/v1/user/${first} -H "X-API-Key: $KEY"`,
    post('/api/v1/people/search', sentence(first)),
    `  curl -s ${address}/api/v1/matching/stats -H "X-API-Key: $KEY"`,
    `  TOKEN=$(${elsewhere}DATA_DIR=${dataDir} npm run --silent reciprocity -- token ${first})`,
    `  curl -s ${address}/api/v1/matching/${first}/matches -H "Authorization: Bearer $TOKEN"`,
    ...gifts,
  ]
}

const sentence = (userId: string): object => ({
  user_id: userId,
  prompt: 'someone between 25 and 35 near me who can teach me climbing',
})

/** One word for a shell, whatever is in it. */
const inShell = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

/** A request to the house of the demo. */
export type DemoCall = (
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
) => Promise<{ status: number; body: Record<string, unknown> }>

/** The demo calls the house as a host product would, only without a socket. */
function caller({ server }: House, settings: Settings): DemoCall {
  const headers = { 'x-api-key': settings.keys.serviceApiKey ?? '', host: 'localhost' }
  return async (method, url, payload) => {
    const response = await server.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json() }
  }
}

async function register(call: DemoCall, { id, profile: _profile, ...said }: DemoPerson): Promise<void> {
  const { status, body } = await call('POST', '/api/v1/user/register', { user_id: id, questions: questionsOf(said) })
  if (status !== 202 && status !== 409)
    throw new Problem('server.failed', `The demo could not register ${id}: ${String(body['detail'])}`)
}

const questionsOf = ({ about, needs, offers }: Omit<DemoPerson, 'id' | 'profile'>): object[] => [
  { prompt: 'Tell us about yourself.', answer: about },
  { prompt: 'What are you looking for?', answer: needs },
  { prompt: 'What can you offer?', answer: offers },
]

async function settle(call: DemoCall, id: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const { body } = await call('GET', `/api/v1/user/${id}`)
    if (body['stage'] === 'awaiting_approval') await call('POST', '/api/v1/user/approve-summary', { user_id: id })
    if (body['stage'] === 'matched') return
    if (Date.now() > deadline)
      throw new Problem('server.failed', `The demo waited too long for ${id}, who is at "${String(body['stage'])}".`)
    await setTimeout(LOOK_EVERY_MS)
  }
}
