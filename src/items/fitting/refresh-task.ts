/** A refresh as one piece of work for a thread of its own. */
import type { Shape } from '../../engine/index.ts'
import type { FitSettings } from './fit-report.ts'
import { orderedMatrix, packMatrix, unpackMembers } from './fit-task.ts'
import type { FitEntries } from './fit-task.ts'
import { foldIn } from './fold-in.ts'
import type { Folded } from './fold-in.ts'
import { isOfKind } from './members.ts'
import { packArrays, unpackArrays } from './packed-arrays.ts'

export interface RefreshTask {
  /** As things are now; its first columns are those of the model. */
  readonly shape: Shape
  readonly entries: FitEntries
  readonly settings: Pick<FitSettings, 'members'>
  readonly model: Uint8Array
  /** Columns when the model was fitted. */
  readonly columns: number
}

export interface RefreshAnswer {
  readonly matrix: Uint8Array<ArrayBuffer>
  /** What there is to say of new columns; null where there are none, or no model says anything of them. */
  readonly folded: Uint8Array<ArrayBuffer> | null
}

export function answerRefresh({ shape, entries, settings, model, columns }: RefreshTask): RefreshAnswer {
  const { matrix } = orderedMatrix(shape, entries)
  const spectral = unpackMembers(model, settings, columns).find((member) => isOfKind(member, 'spectral'))
  const folded = spectral ? foldIn(spectral.model, matrix) : null
  return { matrix: packMatrix(matrix), folded: folded && packFolded(folded) }
}

const packFolded = ({ degrees, vectors }: Folded): Uint8Array<ArrayBuffer> =>
  packArrays({ degrees, scales: vectors.scales, vectors: vectors.vectors })

/** A view of the bytes. @throws RangeError for bytes that are none of these */
export function unpackFolded(bytes: Uint8Array): Folded {
  const { degrees, scales, vectors } = unpackArrays(bytes)
  const isWhole = degrees instanceof Float32Array && scales instanceof Float32Array && vectors instanceof Int8Array
  if (!isWhole) throw new RangeError('What was folded in is not whole.')
  return { degrees, vectors: { length: scales.length > 0 ? vectors.length / scales.length : 0, scales, vectors } }
}
