import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { chatReply, openOpenaiServer, refusal } from '../../../../test/support/openai-server.ts'
import type { ChatBody, OpenaiServer, OpenaiServerOptions } from '../../../../test/support/openai-server.ts'
import { openaiTextModel } from '../remote/providers.ts'
import { openGenerate, parseLoosely } from './generate.ts'
import type { Generate } from './generate.ts'

const schema = z.object({ name: z.string() })
const question = { prompt: { instructions: 'Name them.', user: 'Ada' }, schema, outputTokensMax: 500 }
const signal = new AbortController().signal

async function open(options: OpenaiServerOptions = {}): Promise<{ generate: Generate; server: OpenaiServer }> {
  const server = await openOpenaiServer(options)
  onTestFinished(() => server.close())
  const settings = { apiKey: null, model: 'some-model', baseUrl: server.baseUrl }
  server.say('{"name": "Ada"}')
  return { server, generate: openGenerate((isStructured) => openaiTextModel(settings, isStructured)) }
}

const bodyOf = (server: OpenaiServer, index: number): ChatBody => server.requests[index]?.body as ChatBody

test('an answer comes with what it cost', async () => {
  const { generate } = await open({ inputTokens: 7, outputTokens: 3 })
  expect(await generate(question, signal)).toEqual({
    kind: 'answered',
    value: { name: 'Ada' },
    inputTokens: 7,
    outputTokens: 3,
  })
})

test('the provider is held to the schema, and to a length', async () => {
  const { generate, server } = await open()
  await generate(question, signal)
  expect(bodyOf(server, 0).response_format).toMatchObject({
    type: 'json_schema',
    json_schema: { schema: { properties: { name: { type: 'string' } } } },
  })
  expect(bodyOf(server, 0).max_tokens).toBe(500)
})

test('without a key none is sent', async () => {
  const { generate, server } = await open()
  await generate(question, signal)
  expect(server.requests[0]?.headers['authorization']).toBeUndefined()
})

test('a server that knows no schemas is told the schema in words, from then on', async () => {
  const { generate, server } = await open({ knowsSchemas: false })
  for (let time = 0; time < 2; time += 1) {
    expect(await generate(question, signal)).toMatchObject({ kind: 'answered', value: { name: 'Ada' } })
  }
  const kinds = [0, 1, 2].map((index) => bodyOf(server, index).response_format?.type)
  expect(kinds).toEqual(['json_schema', 'json_object', 'json_object'])
  expect(bodyOf(server, 2).messages[0]?.content).toContain('"name":{"type":"string"}')
})

test('a request that is turned down for another reason is not asked again in another way', async () => {
  const { generate, server } = await open()
  server.next(refusal(400, 'The context is too long.'))
  await expect(generate(question, signal)).rejects.toMatchObject({ statusCode: 400 })
  expect(server.requests).toHaveLength(1)
})

test('a refusal says what it cost', async () => {
  const { generate, server } = await open()
  server.next(chatReply('I will not.', { inputTokens: 9, outputTokens: 4 }))
  expect(await generate(question, signal)).toEqual({ kind: 'refused', inputTokens: 9, outputTokens: 4 })
})

test('an answer that is cut off in the middle is no answer', async () => {
  const { generate, server } = await open()
  server.next(chatReply('{"name": "Ad', { finishReason: 'length' }))
  expect(await generate(question, signal)).toMatchObject({ kind: 'refused' })
})

test.each([
  ['{"name": "Ada"}', { name: 'Ada' }],
  ['```json\n{"name": "Ada"}\n```', { name: 'Ada' }],
  ['Here: {"name": "A{d}a"} Good luck!', { name: 'A{d}a' }],
  ['{"name": 7}', undefined],
  ['{"name": "Ada"', undefined],
  ['nothing', undefined],
  ['', undefined],
])('out of %j one reads %j', (text, value) => {
  expect(parseLoosely(text, schema)).toEqual(value)
})
