/** A fitted model, ready to be asked. */
import { inTurns } from '../../base/index.ts'
import { weightsFor } from '../../engine/index.ts'
import type { QuantisedProducts, Scorer, SpectralModel, Steps } from '../../engine/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { blendedScorer } from './collaborative.ts'
import { columnsOf } from './columns-of.ts'
import type { FitSettings } from './fit-report.ts'
import { unpackFolded } from './folded.ts'
import { unpackMatrix } from './fit-task.ts'
import type { StoredFit } from './fits-store.ts'
import { decodingMember, openingMember } from './members.ts'
import type { Member } from './members.ts'
import { isModel, itemIdsOf, modelsIn, readParts } from './parts.ts'

/** How much each source has to say; they add to 1. */
export interface SourceWeights {
  readonly collaborative: number
  readonly content: number
  readonly popular: number
}

export interface Learned {
  readonly id: string
  readonly itemIds: readonly string[]
  /** Undefined for an item of which nothing was learnt. */
  readonly columnOf: (itemId: string) => number | undefined
  /** The chosen blend of the models: one number for each column. Not re-entrant. */
  readonly scorer: Scorer
  /** Of somebody with so many positives, for scores that are divided by their standard deviation. */
  weightsFor(positives: number): SourceWeights
  readonly settings: FitSettings
  readonly madeAt: Date
  /** How many people it knows. */
  readonly people: number
  /** For the one that comes after it. */
  readonly opened: OpenedModel
}

/** What a refreshed model has in common with the one before. */
interface OpenedModel {
  /** Whose part the models are. */
  readonly partOf: string
  readonly members: readonly Member[]
  readonly products: WeakMap<SpectralModel, QuantisedProducts>
}

export interface LearnedOptions {
  /** The one that answers until this one is there. */
  readonly before: Learned | null
  /** Called between two steps: others may have their turn. */
  readonly giveTurn: () => Promise<unknown>
}

/** Null where a part is gone: another fit has taken its place meanwhile. */
export async function openLearned(
  tx: Tx,
  fit: StoredFit,
  { before, giveTurn }: LearnedOptions,
): Promise<Learned | null> {
  const settings = fit.settings as FitSettings
  const partOf = fit.parts.find(isModel)?.fitId ?? ''
  const known = before?.opened.partOf === partOf ? before.opened : null
  const parts = await readParts(tx, { parts: fit.parts.filter((part) => !known || !isModel(part)) })
  const matrixBytes = parts?.['matrix']
  if (!parts || !matrixBytes) return null
  const matrix = unpackMatrix(matrixBytes)
  const members = known?.members ?? (await inTurns(decodingMembers(settings, modelsIn(parts)), giveTurn))
  const opened = { partOf, members, products: known?.products ?? new WeakMap() }
  const folded = parts['folded'] ? unpackFolded(parts['folded']) : null
  const scorers: Scorer[] = []
  for (const member of members)
    scorers.push(await inTurns(openingMember(member, { matrix, folded, opened: opened.products }), giveTurn))
  const itemIds = itemIdsOf(parts['items'])
  return {
    id: fit.id,
    itemIds,
    columnOf: await inTurns(columnsOf(itemIds), giveTurn),
    scorer: blendedScorer(scorers, settings.memberBlend),
    weightsFor: (positives) => namedWeights(settings, positives),
    settings,
    madeAt: fit.madeAt,
    people: matrix.rows,
    opened,
  }
}

function* decodingMembers({ members }: FitSettings, models: readonly Uint8Array[]): Steps<readonly Member[]> {
  const decoded: Member[] = []
  for (const [at, settings] of members.entries())
    decoded.push(yield* decodingMember(settings, models[at] ?? new Uint8Array()))
  return decoded
}

function namedWeights({ blend }: FitSettings, positives: number): SourceWeights {
  const weights = weightsFor(blend, positives)
  const of = (source: string): number => weights[blend.sources.indexOf(source)] ?? 0
  return { collaborative: of('collaborative'), content: of('content'), popular: of('popular') }
}
