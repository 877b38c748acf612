/** What is nobody's business is planted everywhere, everything fails that can, and the log is searched for it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printToken } from '../../src/api/index.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { caller } from '../support/house.ts'
import type { Reply } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { endPrograms, startProgram } from '../support/process.ts'
import type { LogLine, Program } from '../support/process.ts'
import { openSideDoor } from '../support/process-fleet.ts'
import { openHostDatabase } from '../support/process-host.ts'
import type { HostDatabase } from '../support/process-host.ts'
import { openWorld } from '../support/process-world.ts'
import type { World } from '../support/process-world.ts'

/** Each is a word that occurs nowhere else. */
const planted = {
  answer: 'ocelotanswer',
  prompt: 'ocelotprompt',
  resume: 'ocelotresume',
  linkToken: 'ocelotlinktoken',
  reason: 'ocelotreason',
  edit: 'ocelotedit',
  feedback: 'ocelotfeedback',
  designation: 'ocelotdesignation',
  malformed: 'ocelotmalformed',
  wrongKey: 'rk_ocelotwrongkey',
  wrongToken: 'eyJocelotwrongtoken.eyJocelot.ocelot',
  path: 'ocelotpath',
  query: 'ocelotquery',
  cookie: 'ocelotcookie',
  idempotency: 'ocelotidempotency',
  hostAnswer: 'ocelothostanswer',
  modelError: 'ocelotmodelerror',
  redisPassword: 'ocelotredispassword',
  databasePassword: 'ocelotdatabasepassword',
  hostPassword: 'ocelothostpassword',
  openaiKey: 'sk-ocelotopenaikey',
  serviceKey: 'ocelotservicekey-long-enough',
  jwtSecret: 'ocelotjwtsecret-which-is-long-enough-too',
  awsSecret: 'ocelotawssecret',
  webhookSecret: `whsec_${Buffer.from('ocelot-webhook-secret-in-bytes').toString('base64')}`,
} as const

const withPassword = (url: string, password: string): string => {
  const changed = new URL(url)
  changed.password = password
  return changed.toString()
}

let world: World
let host: HostDatabase | null = null
let program: Program
let token: string
const replies: Reply[] = []

beforeAll(async () => {
  world = await openWorld({ answer: () => 200 })
  const ours = world.ground.environment['DATABASE_URL']
  host = realDatabaseUrl ? await openHostDatabase(realDatabaseUrl, ['mira', 'tom']) : null
  // The host takes no text for a persona: its database says so, and quotes the text.
  await host?.query('alter table user_summaries alter column requirements type integer using 0')
  const backend = new URL(world.host.baseUrl)
  backend.username = 'reciprocity'
  backend.password = planted.hostAnswer
  program = await startProgram({
    ...world.environment,
    LOG_LEVEL: 'debug',
    RECIPROCITY_BACKEND_URL: backend.toString(),
    SERVICE_API_KEY: planted.serviceKey,
    JWT_SECRET: planted.jwtSecret,
    OPENAI_API_KEY: planted.openaiKey,
    AWS_ACCESS_KEY_ID: 'ocelot',
    AWS_SECRET_ACCESS_KEY: planted.awsSecret,
    WEBHOOK_SECRETS: planted.webhookSecret,
    REDIS_URL: `redis://:${planted.redisPassword}@127.0.0.1:1/0`,
    DATABASE_URL: ours && withPassword(ours, planted.databasePassword),
    RECIPROCITY_BACKEND_DB_URL: host ? withPassword(host.url, planted.hostPassword) : undefined,
  })
  token = await printToken('mira', planted.jwtSecret)
  await journey()
}, 180_000)

afterAll(async () => {
  await endPrograms()
  await host?.drop()
  await world.close()
})

const headers = { cookie: planted.cookie, 'idempotency-key': planted.idempotency }

async function call(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Reply> {
  const reply = await program.call(method, path, body, { cookie: planted.cookie, ...more })
  replies.push(reply)
  return reply
}

const reached = (id: string, stage: string) =>
  eventually(async () => (await program.call('GET', `/api/v1/user/${id}`)).body['stage'] === stage, 60_000)

const registrationOf = (id: string) => ({
  user_id: id,
  designation: planted.designation,
  questions: [
    { prompt: `What do you need? ${planted.prompt}`, answer: `I need somebody who knows ${planted.answer}.` },
    { prompt: 'What can you offer?', answer: `I know ${planted.answer} by heart.` },
  ],
  resume_link: `${world.resumes.url}/cv.txt?X-Amz-Signature=${planted.linkToken}`,
})

/** A whole life, with every kind of failure on the way. */
async function journey(): Promise<void> {
  world.resumes.next({ status: 500, body: planted.resume })
  const echo = {
    status: 500,
    body: { error: { message: `${planted.modelError}: ${planted.answer}`, type: 'server_error' } },
  }
  world.model.next(echo, { body: { choices: [{ message: { content: `{"name": "${planted.answer}` } }] } }, echo)
  await call('POST', '/api/v1/user/register', registrationOf('mira'), { ...headers, 'x-request-id': 'mira-registers' })
  await reached('mira', 'awaiting_approval')
  world.model.next({ status: 400, body: { error: { message: `${planted.modelError} ${planted.answer}` } } })
  await call('POST', '/api/v1/user/approve-summary', { user_id: 'mira', approved: false, reason: planted.reason })
  await reached('mira', 'awaiting_approval')
  const edited = { user_id: 'mira', requirements: [`I look for ${planted.edit}.`] }
  await call('POST', '/api/v1/user/approve-summary', edited, { 'x-request-id': 'mira-approves' })
  await reached('mira', 'matched')
  await call('POST', '/api/v1/user/register', registrationOf('tom'), { 'x-request-id': 'tom-registers' })
  await reached('tom', 'awaiting_approval')
  await call('POST', '/api/v1/user/approve-summary', { user_id: 'tom' }, { 'x-request-id': 'tom-approves' })
  await reached('tom', 'matched')
  await call('POST', '/api/v1/user/feedback', {
    user_id: 'mira',
    type: 'chat',
    feedback_id: 'chat-1',
    feedback: planted.feedback,
  })
  world.model.next({
    status: 401,
    body: { error: { message: `${planted.modelError} ${planted.answer} ${planted.openaiKey}` } },
  })
  const said = registrationOf('tom')
  await call('POST', '/api/v1/user/register', { ...said, questions: said.questions.toReversed(), update: true })
  await call('POST', '/api/v1/matching/run')
  await eventually(
    async () => (await program.call('GET', '/api/v1/user/tom')).body['needs_matchmaking'] === false,
    60_000,
  )
  await refusals()
  await call('GET', '/api/v1/user/mira/export')
  await call('DELETE', '/api/v1/user/mira')
}

async function refusals(): Promise<void> {
  const register = '/api/v1/user/register'
  await call('POST', register, `{"user_id": "${planted.malformed}`, { 'content-type': 'application/json' })
  await call('POST', register, { ...registrationOf('mira'), user_id: planted.answer.repeat(20) })
  await call('POST', register, { ...registrationOf('new'), resume_link: `http://169.254.169.254/${planted.linkToken}` })
  await call('GET', `/${planted.path}?q=${planted.query}`)
  await call('GET', `/api/v1/jobs?cursor=${planted.query}`)
  for (const identity of [
    { 'x-api-key': planted.wrongKey },
    { authorization: `Bearer ${planted.wrongToken}` },
    { authorization: `Bearer ${token}` },
  ]) {
    replies.push(await caller(program.address, identity)('GET', '/api/v1/user/mira'))
  }
}

function expectNothingIn(text: string, but: readonly (keyof typeof planted)[] = []): void {
  for (const [name, word] of Object.entries({ ...planted, token })) {
    if (but.includes(name as keyof typeof planted)) continue
    const at = text.indexOf(word.replace(/^whsec_/u, ''))
    expect([name, at < 0 ? '' : text.slice(Math.max(0, at - 300), at + 100)]).toEqual([name, ''])
  }
}

test('no text, no token, no secret and no connection string is in the log, at its most talkative', () => {
  expect(program.log().some(({ level }) => level === 'debug')).toBe(true)
  const failures = program.log().filter(({ msg }) => msg === 'A job will run again.')
  expect(failures.map(({ job }) => job)).toEqual(expect.arrayContaining(['people.resume', 'people.batch-member']))
  const calls = program.log().filter(({ msg }) => msg === 'A model was called.')
  expect(calls.map(({ outcome }) => outcome)).toEqual(expect.arrayContaining(['answered', 'refused', 'failed']))
  expectNothingIn(program.output())
})

test('every line but the greeting is one JSON object', () => {
  const others = program
    .output()
    .split('\n')
    .filter((line) => !line.startsWith('{'))
  expect(others).toEqual([expect.stringMatching(/^Reciprocity answers at http:\/\/\S+ Documentation: /u)])
  expect(program.log().every(({ level, time, msg }) => Boolean(level && time && msg))).toBe(true)
})

test('what operators read holds none of it either: metrics, jobs, deliveries', async () => {
  for (const path of ['/api/v1/jobs?limit=100', '/api/v1/deliveries?limit=100']) {
    expectNothingIn(JSON.stringify((await program.call('GET', path)).body))
  }
  const metrics = await fetch(`${program.address}/metrics`, { headers: { 'x-api-key': planted.serviceKey } })
  expect(metrics.status).toBe(200)
  expectNothingIn(await metrics.text())
})

test('problems tell a caller nothing that another one wrote, and no secret', () => {
  const problems = replies.filter(({ status }) => status >= 400)
  expect(problems.length).toBeGreaterThan(5)
  expectNothingIn(JSON.stringify(problems.map(({ body }) => body)))
})

const linesOf = (requestId: string): readonly LogLine[] => program.log().filter((line) => line.requestId === requestId)
const namesOf = (lines: readonly LogLine[]): readonly string[] =>
  lines.map(({ msg, job, event }) => [msg, job, event].filter(Boolean).join(' '))

test('one line each for the request, its jobs, their model calls and deliveries, joined by the id of the request', () => {
  expect(namesOf(linesOf('tom-registers')).toSorted()).toEqual([
    'A delivery was attempted. webhooks.send summary-ready',
    'A job ran. people.persona',
    'A job ran. people.resume',
    'A job ran. webhooks.send',
    'A model was called.',
    'request',
  ])
  expect(linesOf('tom-registers').find(({ msg }) => msg === 'request')).toMatchObject({
    route: '/api/v1/user/register',
    method: 'POST',
    caller: 'service',
    status: 202,
    ms: expect.any(Number),
  })
  expect(namesOf(linesOf('tom-approves'))).toEqual(
    expect.arrayContaining([
      'request',
      'A job ran. people.embed',
      'A job ran. people.match',
      'A delivery was attempted. webhooks.send matches-ready',
    ]),
  )
})

describe.runIf(realDatabaseUrl)('a database that quotes what it was given', () => {
  test('is not quoted: neither when it refuses a row of ours, nor when the host refuses one', async () => {
    const side = openSideDoor(world.ground.environment['DATABASE_URL'] ?? '')
    await side.query(`alter table feedback add constraint none_at_all check (text = '') not valid`)
    const reply = await call('POST', '/api/v1/user/feedback', {
      user_id: 'tom',
      type: 'chat',
      feedback_id: 'chat-2',
      feedback: planted.feedback,
    })
    expect([reply.status, reply.body['code']]).toEqual([500, 'server.failed'])
    await side.close()
    await program.line(({ msg, code }) => msg === 'A request failed.' && code === 'server.failed')
    const mirrored = await program.line(({ job, msg }) => job === 'people.mirror' && msg === 'A job will run again.')
    expect(JSON.stringify(mirrored)).toContain('22P02')
    expectNothingIn(program.output())
    expectNothingIn(JSON.stringify(reply.body))
  }, 60_000)
})
