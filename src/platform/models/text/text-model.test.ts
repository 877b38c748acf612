import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { testDb } from '../../../../test/support/db.ts'
import type { Corner } from '../../../../test/support/db.ts'
import { geminiBlock, openGeminiServer } from '../../../../test/support/gemini-server.ts'
import { chatReply, openOpenaiServer, refusal } from '../../../../test/support/openai-server.ts'
import type { OpenaiServer } from '../../../../test/support/openai-server.ts'
import { recordingTelemetry } from '../../../../test/support/recording-telemetry.ts'
import { silentTelemetry } from '../../telemetry/index.ts'
import type { Telemetry } from '../../telemetry/index.ts'
import { openTextModel } from '../open-text-model.ts'
import type { TextModel } from '../port.ts'
import { defaultModelSettings } from '../settings.ts'
import type { ModelSettings } from '../settings.ts'
import { textModelKeepsItsPromises } from '../text-model-contract.ts'
import { priceOf } from './text-model.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

/** Long names keep the figures of one test out of another's. */
let models = 0
const newModelName = (): string => `some-model-${(models += 1)}`

function modelOf(settings: Partial<ModelSettings>, telemetry: Telemetry = silentTelemetry()): TextModel {
  const model = openTextModel({ ...defaultModelSettings, ...settings }, { db: corner.db, telemetry })
  if (!model) throw new Error('no model')
  return model
}

const REFUSED = chatReply("I'm sorry, I can't help with that.")

textModelKeepsItsPromises('a text model behind an OpenAI-compatible API', async () => {
  const server = await openOpenaiServer()
  const openai = { apiKey: null, model: newModelName(), baseUrl: server.baseUrl }
  return { ...server, model: modelOf({ openai }), refusal: REFUSED }
})

textModelKeepsItsPromises('a text model behind the Gemini API', async () => {
  const server = await openGeminiServer()
  const gemini = { apiKey: 'key', model: newModelName(), baseUrl: server.baseUrl }
  return { ...server, model: modelOf({ gemini }), refusal: geminiBlock }
})

const request = {
  purpose: 'test.persona',
  instructions: 'Sort the answers.',
  data: [{ label: 'answers', text: 'a private matter' }],
  schema: z.object({ name: z.string() }),
}

describe('a text model', () => {
  async function open(
    settings: Partial<ModelSettings> = {},
    telemetry?: Telemetry,
  ): Promise<{ model: TextModel; server: OpenaiServer; name: string }> {
    const server = await openOpenaiServer()
    onTestFinished(() => server.close())
    server.say('{"name": "Ada"}')
    const name = newModelName()
    const openai = { apiKey: 'sk-test', model: name, baseUrl: server.baseUrl }
    return { server, name, model: modelOf({ openai, ...settings }, telemetry) }
  }

  const usageOf = async (name: string): Promise<unknown> => {
    const columns = 'calls::int, input_tokens::int, output_tokens::int, refusals::int, failures::int'
    const { rows } = await corner.db.statements(`select ${columns} from model_usage where model = $1`, [name])
    return rows
  }

  test('each call is counted, with its tokens', async () => {
    const { model, name, server } = await open()
    await model.complete(request)
    server.next(REFUSED)
    await model.complete(request)
    server.next(refusal(401, 'no'))
    await model.complete(request).catch(() => {})
    expect(await usageOf(name)).toEqual([{ calls: 4, input_tokens: 300, output_tokens: 60, refusals: 1, failures: 1 }])
  })

  test('each call is a line and figures, and no text is written anywhere', async () => {
    const telemetry = recordingTelemetry()
    const prices = { inputDollarsPerMillion: 1000, outputDollarsPerMillion: 10_000 }
    const { model, name, server } = await open(prices, telemetry)
    await model.complete(request)
    server.next(refusal(400, 'a private matter'))
    await model.complete(request).catch(() => {})
    expect(telemetry.lines[0]?.facts).toMatchObject({
      provider: 'openai-compatible',
      model: name,
      purpose: 'test.persona',
      outcome: 'answered',
      inputTokens: 100,
      outputTokens: 20,
    })
    expect(telemetry.lines[1]?.facts).toMatchObject({ outcome: 'failed' })
    expect(telemetry.total('reciprocity_model_cost_dollars_total')).toBeCloseTo(0.3)
    expect(telemetry.total('reciprocity_model_tokens_total', { direction: 'output' })).toBe(20)
    expect(JSON.stringify(telemetry.lines)).not.toMatch(/private|Ada|sk-test/u)
  })

  test('a spent budget is refused without a call, until midnight', async () => {
    const { model, server } = await open({ dailyTokens: 10 })
    await expect(model.complete(request)).rejects.toMatchObject({ code: 'model.budget_spent' })
    expect(server.requests).toHaveLength(0)
    expect(model.state().status).toBe('ready')
  })

  test('a budget pays for what calls cost, whatever was set aside for them', async () => {
    const lone = await testDb()
    onTestFinished(() => lone.close())
    const server = await openOpenaiServer()
    onTestFinished(() => server.close())
    server.say('{"name": "Ada"}')
    const openai = { apiKey: null, model: 'some-model', baseUrl: server.baseUrl }
    const settings = { ...defaultModelSettings, openai, dailyTokens: 2000 }
    const model = openTextModel(settings, { db: lone.db, telemetry: silentTelemetry() })
    for (let call = 0; call < 5; call += 1) await model?.complete(request)
    server.next({ status: 400 })
    await model?.complete(request).catch(() => {})
    await model?.complete(request)
    const { rows } = await lone.db.statements('select tokens::int from reciprocity.model_budget')
    expect(rows).toEqual([{ tokens: 720 }])
  })

  test('a call that was cut off counts as spent, since it may have been billed', async () => {
    const lone = await testDb()
    onTestFinished(() => lone.close())
    const server = await openOpenaiServer()
    onTestFinished(() => server.close())
    server.next({ fault: 'hang' })
    const openai = { apiKey: null, model: 'some-model', baseUrl: server.baseUrl }
    const settings = { ...defaultModelSettings, openai, dailyTokens: 5000, timeoutSeconds: 0.1, attempts: 1 }
    const model = openTextModel(settings, { db: lone.db, telemetry: silentTelemetry() })
    await expect(model?.complete(request)).rejects.toMatchObject({ code: 'model.unavailable' })
    const { rows } = await lone.db.statements('select tokens > 1000 as spent from reciprocity.model_budget')
    expect(rows).toEqual([{ spent: true }])
  })

  test('two models keep one pace between them', async () => {
    const [one, other] = [await open({ requestsPerMinute: 600 }), await open({ requestsPerMinute: 600 })]
    // What a first call takes longer than another would be counted against the pace.
    await Promise.all([one, other].map(({ model }) => model.complete(request)))
    await corner.db.statements('delete from model_pace')
    await Promise.all([one, other, one, other, one, other].map(({ model }) => model.complete(request)))
    const times = [one, other].flatMap(({ server }) => server.requests.slice(1).map(({ at }) => at))
    expect(times).toHaveLength(6)
    // Two paces would be over in 200 ms, one takes 500: a busy machine may swallow some of the first.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(280)
  })

  test('a provider that stays away is cut off, and found again without a restart', async () => {
    const { model, server } = await open({ attempts: 1, circuitFailures: 2, circuitOpenSeconds: 0.1 })
    server.next({ status: 503 }, { status: 503 })
    for (let call = 0; call < 3; call += 1) {
      await expect(model.complete(request)).rejects.toMatchObject({ code: 'model.unavailable' })
    }
    expect(server.requests).toHaveLength(2)
    expect(model.state().status).toBe('lost')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await model.complete(request)).toEqual({ name: 'Ada' })
    expect(model.state().status).toBe('ready')
  })

  test('a retry waits as long as the provider asks', async () => {
    const { model, server } = await open()
    server.next(refusal(429, 'slow down', { 'retry-after': '1' }))
    await model.complete(request)
    const [first, second] = server.requests.map(({ at }) => at)
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990)
  })

  test('a call does not begin for a caller that has gone', async () => {
    const { model, server } = await open()
    const signal = AbortSignal.abort(new Error('gone'))
    await expect(model.complete({ ...request, signal })).rejects.toThrow('gone')
    expect(server.requests).toHaveLength(0)
  })

  test('a different boundary guards each call', async () => {
    const { model, server } = await open()
    for (let call = 0; call < 2; call += 1) await model.complete(request)
    const boundaries = server.requests.map(
      ({ body }) => /BEGIN ([0-9a-f]{32}) answers/u.exec(JSON.stringify(body))?.[1],
    )
    expect(new Set(boundaries).size).toBe(2)
    expect(boundaries).not.toContain(undefined)
  })
})

test('a price is reckoned from what is set, and is none when nothing is', () => {
  const used = { inputTokens: 1_000_000, outputTokens: 500_000 }
  expect(priceOf(defaultModelSettings, used)).toBeNull()
  expect(priceOf({ ...defaultModelSettings, inputDollarsPerMillion: 0.15 }, used)).toBeCloseTo(0.15)
  expect(
    priceOf({ ...defaultModelSettings, inputDollarsPerMillion: 0.15, outputDollarsPerMillion: 0.6 }, used),
  ).toBeCloseTo(0.45)
})
