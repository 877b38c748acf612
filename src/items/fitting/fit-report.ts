/** What a fit tried, what came of it, and why it chose what it chose. */
import type { Blend } from '../../engine/index.ts'
import type { MemberSettings } from './members.ts'

/** What a fit can be repeated from, together with the data. */
export interface FitSettings {
  /** Of the code: another version may make another model of the same settings. */
  readonly version: 1
  readonly seed: number
  /** Whether the models were fitted on all events, or without those that were held out by this seed. */
  readonly isFittedOnAll: boolean
  readonly members: readonly MemberSettings[]
  /** Of the models among each other, in their order. */
  readonly memberBlend: Blend
  /** Of the sources. */
  readonly blend: Blend
}

export interface TriedLine {
  readonly what: string
  /** NDCG@20 of held-out events, and its standard error. */
  readonly ndcg: number
  readonly error: number
}

export interface FitReport {
  readonly data: { readonly people: number; readonly items: number; readonly positives: number }
  readonly heldOut: { readonly people: number; readonly positives: number }
  readonly tried: readonly TriedLine[]
  /** Sentences. */
  readonly chosen: readonly string[]
  /** Seconds of each stage, in order. */
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[]
}

/** Collects what happens, with the seconds that each stage took. */
export interface ReportBook {
  stage<Result>(name: string, work: () => Result): Result
  tried(line: TriedLine): void
  chose(sentence: string): void
  report(about: Pick<FitReport, 'data' | 'heldOut'>): FitReport
}

/** `secondsLeft` runs down. */
export function openReport(secondsLeft: () => number): ReportBook {
  const tried: TriedLine[] = []
  const chosen: string[] = []
  const stages: { stage: string; seconds: number }[] = []
  return {
    stage(name, work) {
      const begun = secondsLeft()
      try {
        return work()
      } finally {
        const seconds = begun === Infinity ? 0 : begun - secondsLeft()
        stages.push({ stage: name, seconds: Math.round(seconds * 1000) / 1000 })
      }
    },
    tried: (line) => void tried.push(line),
    chose: (sentence) => void chosen.push(sentence),
    report: (about) => ({ ...about, tried, chosen, stages }),
  }
}
