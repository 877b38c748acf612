/** A small believable world of our own making, for whoever wants to look before feeding it their own. */
import { setTimeout } from 'node:timers/promises'
import { printToken } from '../api/index.ts'
import { Problem } from '../base/index.ts'
import type { Settings } from '../settings/index.ts'
import { demoPeople } from './demo-people.ts'
import type { DemoPerson } from './demo-people.ts'
import type { House } from './open-house.ts'

const PATIENCE_MS = 120_000
const LOOK_EVERY_MS = 100

/** Moves in whoever is not there yet, and returns lines to try. */
export async function moveIn(house: House, settings: Settings, address: string): Promise<readonly string[]> {
  const call = caller(house, settings)
  for (const person of demoPeople) await register(call, person)
  for (const person of demoPeople) await settle(call, person.id)
  const { secret } = settings.tokens
  const first = demoPeople[0]?.id ?? ''
  const key = settings.keys.serviceApiKey ?? ''
  return [
    `${demoPeople.length} people have moved in. Try:`,
    `  curl -s ${address}/api/v1/matching/${first}/matches -H "X-API-Key: ${key}"`,
    `  curl -s ${address}/api/v1/user/${first} -H "X-API-Key: ${key}"`,
    `  curl -s ${address}/api/v1/matching/stats -H "X-API-Key: ${key}"`,
    ...(secret === undefined
      ? []
      : [
          `  curl -s ${address}/api/v1/matching/${first}/matches -H "Authorization: Bearer ${await printToken(first, secret)}"`,
        ]),
    `Its commands: DATA_DIR=${settings.dataDir} npm run reciprocity -- token ${first}`,
  ]
}

type Call = (
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) => Promise<{ status: number; body: Record<string, unknown> }>

/** The demo calls the house as a host product would, only without a socket. */
function caller({ server }: House, settings: Settings): Call {
  const headers = { 'x-api-key': settings.keys.serviceApiKey ?? '', host: 'localhost' }
  return async (method, url, payload) => {
    const response = await server.inject({ method, url, headers, ...(payload ? { payload } : {}) })
    return { status: response.statusCode, body: response.json() }
  }
}

async function register(call: Call, { id, ...said }: DemoPerson): Promise<void> {
  const { status, body } = await call('POST', '/api/v1/user/register', { user_id: id, questions: questionsOf(said) })
  if (status !== 202 && status !== 409)
    throw new Problem('server.failed', `The demo could not register ${id}: ${String(body['detail'])}`)
}

const questionsOf = ({ about, needs, offers }: Omit<DemoPerson, 'id'>): object[] => [
  { prompt: 'Tell us about yourself.', answer: about },
  { prompt: 'What are you looking for?', answer: needs },
  { prompt: 'What can you offer?', answer: offers },
]

async function settle(call: Call, id: string): Promise<void> {
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
