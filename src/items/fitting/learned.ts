/** A fitted model, ready to be asked. */
import { weightsFor } from '../../engine/index.ts'
import type { QuantisedProducts, Scorer, SpectralModel } from '../../engine/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { blendedScorer } from './collaborative.ts'
import { columnsOf } from './columns-of.ts'
import type { FitSettings } from './fit-report.ts'
import { unpackFolded } from './folded.ts'
import { unpackMatrix } from './fit-task.ts'
import type { StoredFit } from './fits-store.ts'
import { decodeMember, openMemberInTurns } from './members.ts'
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
  readonly takeTurn: () => Promise<unknown>
}

/** Null where a part is gone: another fit has taken its place meanwhile. */
export async function openLearned(
  tx: Tx,
  fit: StoredFit,
  { before, takeTurn }: LearnedOptions,
): Promise<Learned | null> {
  const settings = fit.settings as FitSettings
  const partOf = fit.parts.find(isModel)?.fitId ?? ''
  const known = before?.opened.partOf === partOf ? before.opened : null
  const parts = await readParts(tx, { parts: fit.parts.filter((part) => !known || !isModel(part)) })
  const matrixBytes = parts?.['matrix']
  if (!parts || !matrixBytes) return null
  const matrix = unpackMatrix(matrixBytes)
  const members = known?.members ?? decodeMembers(settings, modelsIn(parts))
  const opened = { partOf, members, products: known?.products ?? new WeakMap() }
  const folded = parts['folded'] ? unpackFolded(parts['folded']) : null
  const scorers: Scorer[] = []
  for (const member of members) {
    await takeTurn()
    scorers.push(await openMemberInTurns(member, { matrix, folded, opened: opened.products, takeTurn }))
  }
  const itemIds = itemIdsOf(parts['items'])
  await takeTurn()
  return {
    id: fit.id,
    itemIds,
    columnOf: columnsOf(itemIds),
    scorer: blendedScorer(scorers, settings.memberBlend),
    weightsFor: (positives) => namedWeights(settings, positives),
    settings,
    madeAt: fit.madeAt,
    people: matrix.rows,
    opened,
  }
}

const decodeMembers = ({ members }: FitSettings, models: readonly Uint8Array[]): readonly Member[] =>
  members.map((settings, at) => decodeMember(settings, models[at] ?? new Uint8Array()))

function namedWeights({ blend }: FitSettings, positives: number): SourceWeights {
  const weights = weightsFor(blend, positives)
  const of = (source: string): number => weights[blend.sources.indexOf(source)] ?? 0
  return { collaborative: of('collaborative'), content: of('content'), popular: of('popular') }
}
