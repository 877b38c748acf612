/** One question to one model, through the AI SDK. */
import { APICallError, NoObjectGeneratedError, NoOutputGeneratedError, Output, generateText } from 'ai'
import type { LanguageModel, LanguageModelUsage } from 'ai'
import { z } from 'zod'
import { tokenCount } from '../call-record.ts'
import type { Prompt } from './prompt.ts'

export interface Question<Output> {
  readonly prompt: Prompt
  readonly schema: z.ZodType<Output>
  readonly outputTokensMax: number
}

interface Tokens {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** `refused`: the model would not, or what it said does not fit the schema. */
export type Answer<Output> = ({ readonly kind: 'answered'; readonly value: Output } | { readonly kind: 'refused' }) &
  Tokens

/** Makes the model, with or without the provider's own hold on the form of the answer. */
export type ModelSource = (isStructured: boolean) => LanguageModel

/** Asks one question. Throws what the provider's client throws; `failure.ts` reads it. */
export type Generate = <Value>(question: Question<Value>, signal: AbortSignal) => Promise<Answer<Value>>

/**
 * Servers that are OpenAI-compatible do not all know `json_schema`. The first one that says so is asked in the older
 * way from then on, with the schema in the instructions; the answer is parsed all the same.
 */
export function openGenerate(source: ModelSource): Generate {
  const structured = source(true)
  let plain: LanguageModel | null = null
  return async (question, signal) => {
    if (plain) return generate(plain, withSchemaInWords(question), signal)
    try {
      return await generate(structured, question, signal)
    } catch (error) {
      if (!isAboutSchema(error)) throw error
      plain = source(false)
      return generate(plain, withSchemaInWords(question), signal)
    }
  }
}

function isAboutSchema(error: unknown): boolean {
  if (!APICallError.isInstance(error) || (error.statusCode !== 400 && error.statusCode !== 422)) return false
  return /response_format|json_schema|structured.?output/iu.test(`${error.message} ${error.responseBody ?? ''}`)
}

function withSchemaInWords<Value>(question: Question<Value>): Question<Value> {
  const schema = JSON.stringify(schemaOf(question.schema))
  const instructions = `${question.prompt.instructions}\n\nThe JSON schema of the answer:\n${schema}`
  return { ...question, prompt: { ...question.prompt, instructions } }
}

export const schemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })

async function generate<Value>(
  model: LanguageModel,
  { prompt, schema, outputTokensMax }: Question<Value>,
  abortSignal: AbortSignal,
): Promise<Answer<Value>> {
  try {
    const result = await generateText({
      model,
      instructions: prompt.instructions,
      prompt: prompt.user,
      output: Output.object<Value>({ schema }),
      maxOutputTokens: outputTokensMax,
      maxRetries: 0,
      abortSignal,
    })
    return readResult(result)
  } catch (error) {
    if (!NoObjectGeneratedError.isInstance(error)) throw error
    const value = parseLoosely(error.text ?? '', schema)
    const tokens = countTokens(error.usage)
    return value === undefined ? { kind: 'refused', ...tokens } : { kind: 'answered', value, ...tokens }
  }
}

/** The SDK throws on `output` when there is none: a model that stopped, or was stopped, before a word. */
function readResult<Value>(result: { readonly output: Value; readonly usage: LanguageModelUsage }): Answer<Value> {
  const tokens = countTokens(result.usage)
  try {
    return { kind: 'answered', value: result.output, ...tokens }
  } catch (error) {
    if (!NoOutputGeneratedError.isInstance(error)) throw error
    return { kind: 'refused', ...tokens }
  }
}

/** JSON with something around it (a code fence, a sentence) is an answer too, if it fits. */
export function parseLoosely<Value>(text: string, schema: z.ZodType<Value>): Value | undefined {
  const inner = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  try {
    return schema.safeParse(JSON.parse(inner)).data
  } catch {
    return undefined
  }
}

function countTokens(usage: LanguageModelUsage | undefined): Tokens {
  return { inputTokens: tokenCount(usage?.inputTokens), outputTokens: tokenCount(usage?.outputTokens) }
}
