/** A text model behind its budget, its pace and its guard. */
import { Problem, systemClock } from '../../../base/index.ts'
import type { Clock } from '../../../base/index.ts'
import type { Db } from '../../db/index.ts'
import type { Telemetry } from '../../telemetry/index.ts'
import { recordCall } from '../call-record.ts'
import type { CallRecord } from '../call-record.ts'
import { errorCode } from '../error-code.ts'
import type { TextModel, TextRequest } from '../port.ts'
import type { Guard } from '../remote/guard.ts'
import type { ModelSettings } from '../settings.ts'
import { addUsage } from '../store.ts'
import { estimateTokens, reserve, utcDay } from './budget.ts'
import type { Reservation } from './budget.ts'
import { schemaOf } from './generate.ts'
import type { Answer, Generate, Question } from './generate.ts'
import { waitForTurn } from './pace.ts'
import { composePrompt, newBoundary } from './prompt.ts'

export interface TextModelParts {
  readonly provider: string
  readonly model: string
  readonly generate: Generate
  readonly guard: Guard
  readonly settings: ModelSettings
  readonly db: Db
  readonly telemetry: Telemetry
  readonly clock?: Clock
}

/** A model that refuses, or answers what does not fit, is asked this often in all. */
const ANSWERS_MAX = 2

/** Each answer that is asked for passes budget, pace and guard, and is recorded whatever comes of it. */
export function guardedTextModel(parts: TextModelParts): TextModel {
  return {
    provider: parts.provider,
    model: parts.model,
    state: parts.guard.state,
    async complete(request) {
      for (let answers = 1; answers <= ANSWERS_MAX; answers += 1) {
        const answer = await ask(parts, request)
        if (answer.kind === 'answered') return answer.value
      }
      const facts = { provider: parts.provider, model: parts.model, purpose: request.purpose }
      throw new Problem('model.refused', 'The model gave no usable answer to this question.', { facts })
    },
  }
}

/** One answer, whatever it is. The boundary is new each time: a model that was led astray cannot have taught it. */
async function ask<Value>(parts: TextModelParts, request: TextRequest<Value>): Promise<Answer<Value>> {
  const { settings, telemetry, db, provider, guard, clock = systemClock } = parts
  request.signal?.throwIfAborted()
  const prompt = composePrompt(request.instructions, request.data, newBoundary())
  const question: Question<Value> = { prompt, schema: request.schema, outputTokensMax: settings.outputTokensMax }
  const estimate = estimateTokens(prompt.instructions, prompt.user, JSON.stringify(schemaOf(request.schema)))
  const budget = { db, clock, log: telemetry.log, dailyTokens: settings.dailyTokens }
  const reservation = await reserve(budget, estimate)
  const started = performance.now()
  try {
    const answer = await guard.call((signal) => parts.generate(question, signal), {
      signal: request.signal,
      beforeTry: () => waitForTurn(db, { ...settings, provider }, request.signal),
    })
    await reservation.settle(answer.inputTokens + answer.outputTokens)
    await record(parts, { purpose: request.purpose, outcome: answer.kind, ms: performance.now() - started, ...answer })
    return answer
  } catch (error) {
    await release(reservation, error)
    const ms = performance.now() - started
    await record(parts, { purpose: request.purpose, outcome: 'failed', ms, inputTokens: 0, outputTokens: 0 })
    throw error
  }
}

/** A provider that said no billed nothing. One that was cut off in mid-answer may have. */
async function release(reservation: Reservation, error: unknown): Promise<void> {
  if (error instanceof Problem && error.facts['isTimeout'] !== true) await reservation.settle(0)
}

type Ask = Omit<CallRecord, 'provider' | 'model' | 'dollars'>

/** To the log, the metrics and the table. A table that cannot be written does not cost the answer. */
async function record(parts: TextModelParts, call: Ask): Promise<void> {
  const { provider, model, db, telemetry, clock = systemClock } = parts
  const { purpose, outcome, ms, inputTokens, outputTokens } = call
  const dollars = priceOf(parts.settings, call)
  recordCall(telemetry, { provider, model, purpose, outcome, ms, inputTokens, outputTokens, dollars })
  const owner = { day: utcDay(clock()), provider, model }
  const refusals = outcome === 'refused' ? 1 : 0
  const failures = outcome === 'failed' ? 1 : 0
  await addUsage(db.query, owner, { inputTokens, outputTokens, refusals, failures }).catch((error: unknown) => {
    telemetry.log.warn('The usage of a model could not be written.', { code: errorCode(error) })
  })
}

/** Null when no price is set. */
export function priceOf(settings: ModelSettings, used: { inputTokens: number; outputTokens: number }): number | null {
  const { inputDollarsPerMillion, outputDollarsPerMillion } = settings
  if (inputDollarsPerMillion === null && outputDollarsPerMillion === null) return null
  const input = used.inputTokens * (inputDollarsPerMillion ?? 0)
  const output = used.outputTokens * (outputDollarsPerMillion ?? 0)
  return (input + output) / 1_000_000
}
