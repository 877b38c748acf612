/** The parties outside the program: a text model, a host that is called back, a store of résumés. Each can be made to hold. */
import { openOpenaiServer } from './openai-server.ts'
import type { ChatBody, OpenaiServer } from './openai-server.ts'
import { testGround, webhookSecret } from './house.ts'
import type { Ground } from './house.ts'
import { openReceiver } from './receiver.ts'
import type { Received, Receiver } from './receiver.ts'
import { openWireServer } from './wire-server.ts'
import type { WireRequest, WireServer } from './wire-server.ts'
import { wordVector } from './word-vector.ts'
import type { Environment } from '../../src/settings/index.ts'

/** `party about somebody`: who does not answer when asked about whom. */
export type Hold = `${'resume' | 'model' | 'embeddings' | 'summary-ready' | 'matches-ready'} ${string}`

export interface World {
  readonly ground: Ground
  /** The settings of a program in this world. */
  readonly environment: Environment
  readonly model: OpenaiServer
  readonly host: Receiver
  readonly resumes: WireServer
  /** What is held now; a test adds and removes. */
  readonly holds: Set<Hold>
  /** True once somebody waits for an answer that is held. */
  isHeld(hold: Hold): boolean
  /** How often the text model was asked about a person. */
  modelCalls(personId: string): number
  /** Callbacks of a kind about a person, in the order of their arrival. */
  callbacks(path: string, personId: string): readonly Told[]
  /** Callbacks about the pairs of update batches. */
  batchCallbacks(): readonly Told[]
  resumeOf(personId: string): string
  close(): Promise<void>
}

/** A callback, and what the host answered: null when it did not. */
export interface Told extends Received {
  readonly status: number | null
}

/** People of these worlds say who they are in every answer, so that each party knows whom it is asked about. */
export const mark = (personId: string): string => `(${personId})`

export interface WorldOptions {
  /** The status that the host answers with. Default 200. */
  readonly answer?: (told: Told) => number
  /** What the text model says. Default: a persona out of the sentences that it was sent. */
  readonly say?: (body: ChatBody) => string
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const ground = await testGround()
  const holds = new Set<Hold>()
  const waiting = new Set<Hold>()
  const isHeld = (party: string, text: string): boolean => {
    const found = [...holds].find(
      (hold) => hold.startsWith(`${party} `) && text.includes(mark(hold.slice(party.length + 1))),
    )
    if (found) waiting.add(found)
    return found !== undefined
  }
  const model = await openOpenaiServer({
    isHeld: (request) => isHeld(partyOf(request), JSON.stringify(request.body)),
    vectorOf: bagOfWords,
  })
  model.say(options.say ?? personaFrom)
  const resumes = await openWireServer(({ path }) => {
    if (isHeld('resume', decodeURIComponent(path))) return { fault: 'hang' }
    return {
      headers: { 'content-type': 'text/plain' },
      body: `I have worked as a carpenter since 2010. ${decodeURIComponent(path.slice(1))}`,
    }
  })
  const told = new Map<Received, number>()
  const host = await openReceiver({
    secret: webhookSecret,
    host({ received }) {
      const person = JSON.parse(received.text) as { user_id?: string }
      if (isHeld(received.path.split('/').at(-1) ?? '', mark(person.user_id ?? 'batch'))) return
      const status = options.answer?.({ ...received, status: null }) ?? 200
      told.set(received, status)
      return status
    },
  })
  const callbacks = (path: string): Told[] =>
    host.received
      .filter((call) => call.path === `/api${path}`)
      .map((call) => ({ ...call, status: told.get(call) ?? null }))
  return {
    ground,
    model,
    host,
    resumes,
    holds,
    environment: {
      ...ground.environment,
      OPENAI_BASE_URL: model.baseUrl,
      RECIPROCITY_BACKEND_URL: host.baseUrl,
      WEBHOOK_SECRETS: webhookSecret,
      RESUME_ALLOWED_HOSTS: new URL(resumes.url).host,
      EMBEDDING_MODEL: 'openai:words@64',
      WEBHOOK_TIMEOUT: '1s',
    },
    isHeld: (hold) => waiting.has(hold),
    modelCalls: (personId) =>
      model.requests.filter((request) => isChat(request) && JSON.stringify(request.body).includes(mark(personId)))
        .length,
    callbacks: (path, personId) =>
      callbacks(path).filter(({ text }) => (JSON.parse(text) as { user_id: string }).user_id === personId),
    batchCallbacks: () => callbacks('/v1/webhooks/matches-ready'),
    resumeOf: (personId) => `${resumes.url}/${encodeURIComponent(mark(personId))}`,
    async close() {
      await Promise.all([model.close(), host.close(), resumes.close()])
      await ground.remove()
    },
  }
}

/** Texts with the same words lie near each other: as much meaning as these worlds need. */
function bagOfWords(text: string, dimension: number): number[] {
  const words = (text.toLowerCase().match(/\p{L}{3,}/gu) ?? ['none']).map((word) =>
    wordVector(word.slice(0, 4), dimension),
  )
  return words.reduce((sum, vector) => sum.map((value, index) => value + (vector[index] ?? 0)))
}

const isChat = ({ path }: WireRequest): boolean => path === '/v1/chat/completions'
const partyOf = (request: WireRequest): string => (isChat(request) ? 'model' : 'embeddings')

/** Takes every sentence for what its question asked: `1. (What do you need?) I need …` is a need. */
export function personaFrom({ messages }: ChatBody): string {
  const said = [...(messages.at(-1)?.content ?? '').matchAll(/^(\d+)\. (?:\((What [^)]*)\) )?(.*)$/gmu)]
  const about = (word: string) =>
    said.flatMap(([, number, prompt, text]) => (prompt?.includes(word) ? [{ text, sentences: [Number(number)] }] : []))
  const [, number, , text] = said[0] ?? []
  const title = said.find(([, , , sentence]) => sentence?.includes('carpenter'))
  return JSON.stringify({
    name: null,
    archetype: null,
    experience: null,
    focus: null,
    profile_essence: { text, sentences: [Number(number)] },
    investment_philosophy: null,
    what_theyre_looking_for: about('need')[0] ?? null,
    engagement_style: null,
    designation: title ? { text: 'carpenter', sentences: [Number(title[1])] } : null,
    requirements: about('need'),
    offerings: about('offer'),
  })
}

export interface RegistrationOptions {
  readonly resume?: string
  readonly update?: boolean
  readonly needs?: string
  readonly offers?: string
}

/** What is sent to register somebody of these worlds. */
export function registrationFor(personId: string, options: RegistrationOptions = {}): Record<string, unknown> {
  const {
    resume,
    update,
    needs = 'I need somebody who builds a wooden boat',
    offers = 'I am a carpenter who builds a wooden boat for you',
  } = options
  return {
    user_id: personId,
    questions: [
      { prompt: 'What do you need?', answer: `${needs} ${mark(personId)}.` },
      { prompt: 'What can you offer?', answer: `${offers} ${mark(personId)}.` },
    ],
    ...(resume === undefined ? {} : { resume_link: resume }),
    ...(update === undefined ? {} : { update }),
  }
}
