/** One call of a provider, for the operator: a line in the log, and the figures. Never what was asked or answered. */
import type { Telemetry } from '../telemetry/index.ts'

export interface CallRecord {
  readonly provider: string
  readonly model: string
  readonly purpose: string
  readonly outcome: 'answered' | 'refused' | 'failed'
  readonly ms: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Null: no price is set. */
  readonly dollars: number | null
}

export function recordCall({ log, metrics }: Telemetry, call: CallRecord): void {
  const { provider, model, purpose, outcome } = call
  metrics.count('reciprocity_model_calls_total', { provider, model, purpose, outcome })
  metrics.observe('reciprocity_model_seconds', call.ms / 1000, { provider, model })
  if (call.inputTokens > 0) {
    metrics.count('reciprocity_model_tokens_total', { provider, model, direction: 'input' }, call.inputTokens)
  }
  if (call.outputTokens > 0) {
    metrics.count('reciprocity_model_tokens_total', { provider, model, direction: 'output' }, call.outputTokens)
  }
  if (call.dollars !== null) metrics.count('reciprocity_model_cost_dollars_total', { provider, model }, call.dollars)
  const { inputTokens, outputTokens, dollars } = call
  const facts = { provider, model, purpose, outcome, ms: Math.round(call.ms), inputTokens, outputTokens }
  log.info('A model was called.', dollars === null ? facts : { ...facts, dollars })
}

/** What providers do not say, or say as NaN, is nothing. */
export const tokenCount = (count: number | undefined): number =>
  count !== undefined && count > 0 ? Math.round(count) : 0
