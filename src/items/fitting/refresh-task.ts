/** A refresh as one piece of work for a thread of its own. */
import { extendSpectral, unlimitedEffort } from '../../engine/index.ts'
import type { Shape, SparseMatrix, SpectralModel } from '../../engine/index.ts'
import type { FitSettings } from './fit-report.ts'
import { orderedMatrix, packMatrix } from './fit-task.ts'
import type { FitEntries } from './fit-task.ts'
import { packFolded } from './folded.ts'
import type { Folded } from './folded.ts'
import { decodeMember, isOfKind } from './members.ts'

export interface RefreshTask {
  /** As things are now; its first columns are those of the model. */
  readonly shape: Shape
  readonly entries: FitEntries
  readonly settings: Pick<FitSettings, 'members'>
  /** In the order of the members. */
  readonly models: readonly Uint8Array[]
}

export interface RefreshAnswer {
  readonly matrix: Uint8Array<ArrayBuffer>
  /** What there is to say of new columns; null where there are none, or no model says anything of them. */
  readonly folded: Uint8Array<ArrayBuffer> | null
}

export function answerRefresh({ shape, entries, settings, models }: RefreshTask): RefreshAnswer {
  const { matrix } = orderedMatrix(shape, entries)
  const members = settings.members.map((each, at) => decodeMember(each, models[at] as Uint8Array))
  const spectral = members.find((member) => isOfKind(member, 'spectral'))
  const folded = spectral ? foldedOf(spectral.model, matrix) : null
  return { matrix: packMatrix(matrix), folded: folded && packFolded(folded) }
}

/** What is behind the columns that the model has; null where nothing is. */
function foldedOf(model: SpectralModel, matrix: SparseMatrix): Folded | null {
  if (matrix.columns === model.columns) return null
  const { degrees, vectors } = extendSpectral(model, matrix, unlimitedEffort(0))
  const { length } = vectors
  return {
    degrees: degrees.slice(model.columns),
    vectors: {
      length,
      scales: vectors.scales.slice(model.columns),
      vectors: vectors.vectors.slice(model.columns * length),
    },
  }
}
