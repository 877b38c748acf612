import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'
import { withRequest } from './request-context.ts'
import type { LogFormat, LogLevel } from './logger.ts'

function capture(level: LogLevel = 'debug', format: LogFormat = 'json') {
  const lines: string[] = []
  const log = createLogger({ level, format, destination: { write: (line) => void lines.push(line) } })
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

test('a call is one JSON line with time, level, message and facts', () => {
  const { log, lines, parsed } = capture()
  log.info('A job ran.', { job: 'people.persona', ms: 12 })
  expect(lines).toHaveLength(1)
  expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1)
  expect(parsed()[0]).toMatchObject({ level: 'info', msg: 'A job ran.', job: 'people.persona', ms: 12 })
  expect(parsed()[0]?.['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/u)
})

test('every line of a request carries its id and route, also after waiting', async () => {
  const { log, parsed } = capture()
  await withRequest({ requestId: 'r-1', route: '/api/v1/user/:user_id' }, async () => {
    log.info('first')
    await new Promise((resolve) => setTimeout(resolve, 1))
    log.with({ job: 'x' }).warn('second')
  })
  log.info('third')
  expect(parsed().map((line) => [line['msg'], line['requestId'], line['route']])).toEqual([
    ['first', 'r-1', '/api/v1/user/:user_id'],
    ['second', 'r-1', '/api/v1/user/:user_id'],
    ['third', undefined, undefined],
  ])
})

test("requests that run at once do not take each other's id", async () => {
  const { log, parsed } = capture()
  const say = (requestId: string) =>
    withRequest({ requestId }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      log.info(requestId)
    })
  await Promise.all(['a', 'b', 'c'].map(say))
  for (const line of parsed()) expect(line['requestId']).toBe(line['msg'])
})

test('facts of a line win over bound ones, and no member stands in a line twice', () => {
  const { log, lines, parsed } = capture()
  withRequest({ requestId: 'outer' }, () => log.with({ requestId: 'bound', a: 1 }).with({ b: 2 }).info('x', { a: 3 }))
  expect(parsed()[0]).toMatchObject({ requestId: 'bound', a: 3, b: 2 })
  expect(lines[0]?.match(/requestId/gu)).toHaveLength(1)
  log.info('x', { level: 'mine', time: 1, msg: 'mine' })
  expect(parsed()[1]).toMatchObject({ level: 'info', msg: 'x', level_: 'mine', time_: 1, msg_: 'mine' })
})

test('lines under the level are not written', () => {
  const { log, parsed } = capture('warn')
  log.debug('no')
  log.info('no')
  log.warn('yes')
  log.error('yes')
  expect(parsed().map((line) => line['level'])).toEqual(['warn', 'error'])
})

test('a silent logger writes nothing at all', () => {
  const { log, lines } = capture('silent')
  log.error('no')
  expect(lines).toEqual([])
})

const planted = (): [string, Record<string, unknown>] => [
  'Trying postgres://ann:PLANTED@db/app with whsec_PLANTED',
  {
    password: 'PLANTED',
    settings: { apiKey: 'PLANTED', url: 'redis://:PLANTED@cache' },
    answers: ['PLANTED'],
    error: Object.assign(new Error('Bearer PLANTED', { cause: new Error('amqp://u:PLANTED@mq') }), {
      detail: 'PLANTED',
    }),
  },
]

test('planted secrets reach no line, in either format, bound or given', () => {
  for (const format of ['json', 'human'] as const) {
    const { log, lines } = capture('debug', format)
    const [message, facts] = planted()
    log.error(message, facts)
    log.with(facts).info('bound')
    expect(lines).toHaveLength(2)
    expect(lines.join('')).not.toContain('PLANTED')
  }
})

test('the format for people is one line with level and message', () => {
  const { log, lines } = capture('info', 'human')
  log.warn('The host is away.', { status: 500 })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/WARN.*The host is away\..*"status":500/u)
  expect(lines[0]?.trim()).not.toContain('\n')
})
