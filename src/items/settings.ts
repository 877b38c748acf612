/** What the operator says of recommendations. Durations are in seconds where their name says nothing else. */
import { z } from 'zod'

export interface ItemsSettings {
  /** How many items a page holds where a request names no number, and at most. */
  readonly pageSizes: { readonly standard: number; readonly max: number }
  /** How long an answer is kept; 0: not at all. */
  readonly cacheSeconds: { readonly popular: number; readonly personalised: number }
  /** For how long what the host said counts while it does not answer. */
  readonly staleSecondsMax: number
  readonly fit: {
    /** From one fit to the next. */
    readonly intervalSeconds: number
    /** What one fit may take. */
    readonly budgetSeconds: number
    /** How often new people and items are folded into what was fitted. */
    readonly refreshSeconds: number
  }
  readonly tastesIntervalSeconds: number
  readonly popularity: { readonly refreshSeconds: number; readonly halfLifeDays: number }
  /** 0: the best first. 1: as different from each other as can be. Of requests that say nothing. */
  readonly diversity: number
  /** The share of a page that is new items, of requests that say nothing, and the most that one may ask for. */
  readonly exploration: { readonly standard: number; readonly max: number }
  readonly experiment: Experiment | null
  /** Shown by `/stats` as the service before us did; nothing here is limited by it. */
  readonly similarUsersMax: number
}

export interface Experiment {
  readonly name: string
  /** The share of people, 0 to 1, whose answers are those of the variant. */
  readonly share: number
  readonly variant: ExperimentVariant
}

const share = z.number().min(0).max(1)

/** What is different in arm b; what is not named is as in arm a. */
export const experimentVariantShape = z.strictObject({
  diversity: share.optional(),
  exploration: share.optional(),
  /** What may bring items: the others are left out. */
  sources: z
    .array(z.enum(['collaborative', 'content', 'popular', 'new']))
    .min(1)
    .optional(),
})
export type ExperimentVariant = z.infer<typeof experimentVariantShape>
