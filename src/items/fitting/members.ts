/** Models of who likes what, of several kinds: fitted, kept as arrays of numbers, and asked. */
import {
  decodingEase,
  decodeSpectral,
  easeScorer,
  encodeEase,
  encodeSpectral,
  finish,
  fitEase,
  fitSpectral,
  itemNeighbours,
  neighbourScorer,
  openingWalk,
} from '../../engine/index.ts'
import type {
  EaseModel,
  Effort,
  ItemNeighbours,
  QuantisedProducts,
  Scorer,
  SparseMatrix,
  SpectralModel,
  Steps,
} from '../../engine/index.ts'
import type { Folded } from './folded.ts'
import type { EaseChoice } from './choose-ease.ts'
import { writeSum } from './choose-spectral.ts'
import type { SpectralChoice } from './choose-spectral.ts'
import { packArrays, unpackArrays } from './packed-arrays.ts'
import type { NamedArrays } from './packed-arrays.ts'
import { joinParts, openingSmooth } from './spectral-parts.ts'
import type { SpectralParts } from './spectral-parts.ts'

/** What a model is made by again. */
export type MemberSettings =
  | { readonly kind: 'spectral'; readonly rank: number; readonly weights: SpectralChoice }
  | ({ readonly kind: 'ease' } & EaseChoice)
  | { readonly kind: 'neighbours' }

export type Member =
  | { readonly settings: Extract<MemberSettings, { kind: 'spectral' }>; readonly model: SpectralModel }
  | { readonly settings: Extract<MemberSettings, { kind: 'ease' }>; readonly model: EaseModel }
  | { readonly settings: Extract<MemberSettings, { kind: 'neighbours' }>; readonly model: ItemNeighbours }

/** @throws Stopped */
export function fitMember(matrix: SparseMatrix, settings: MemberSettings, effort: Effort): Member {
  switch (settings.kind) {
    case 'spectral':
      return { settings, model: fitSpectral(matrix, { rank: settings.rank }, effort) }
    case 'ease':
      return { settings, model: fitEase(matrix, settings, effort) }
    case 'neighbours':
      return { settings, model: itemNeighbours(matrix, {}, effort) }
  }
}

export function isOfKind<Kind extends MemberSettings['kind']>(
  member: Member,
  kind: Kind,
): member is Extract<Member, { settings: { kind: Kind } }> {
  return member.settings.kind === kind
}

/** Asks about people as `matrix` knows them. */
export const openMember = (member: Member, matrix: SparseMatrix): Scorer =>
  finish(openingMember(member, { matrix, folded: null, opened: new WeakMap() }))

export interface Opening {
  readonly matrix: SparseMatrix
  /** Columns that came after the fit. */
  readonly folded: Folded | null
  /** Vectors that were copied to where they are multiplied before, by the model that they are of. */
  readonly opened: WeakMap<SpectralModel, QuantisedProducts>
}

export function* openingMember(member: Member, { matrix, folded, opened }: Opening): Steps<Scorer> {
  if (isOfKind(member, 'ease')) return widened(easeScorer(member.model), matrix.columns)
  if (isOfKind(member, 'neighbours')) return widened(neighbourScorer(member.model), matrix.columns)
  const addWalk = yield* openingWalk(matrix)
  const rank = Math.min(member.settings.weights.rank, member.model.singularValues.length)
  const products = opened.get(member.model) ?? (yield* openingSmooth(member.model, rank))
  opened.set(member.model, products)
  return spectralMember(
    member.settings.weights,
    joinParts(member.model, addWalk, { products, rank, folded }),
    matrix.columns,
  )
}

function spectralMember(weights: SpectralChoice, parts: SpectralParts, columns: number): Scorer {
  const [walked, smooth] = [new Float32Array(columns), new Float32Array(columns)]
  return {
    columns,
    score(row, scores) {
      parts.walk(row, walked)
      parts.smooth(row, [weights], [smooth])
      writeSum(scores, walked, { scores: smooth, factor: weights.beta })
    },
  }
}

/** Columns that the model does not know yet score 0. */
function widened(scorer: Scorer, columns: number): Scorer {
  if (scorer.columns === columns) return scorer
  return {
    columns,
    score({ indices, values }, scores) {
      const known = indices.findLastIndex((column) => column < scorer.columns) + 1
      scores.fill(0, scorer.columns)
      const row = { indices: indices.subarray(0, known), values: values?.subarray(0, known) ?? null }
      scorer.score(row, scores.subarray(0, scorer.columns))
    },
  }
}

/** Everything about a model that its settings do not say. */
export function encodeMember(member: Member): Uint8Array<ArrayBuffer> {
  if (isOfKind(member, 'spectral')) return encodeSpectral(member.model)
  if (isOfKind(member, 'ease')) return encodeEase(member.model)
  const { starts, indices, similarities } = member.model
  return packArrays({ starts, indices, similarities })
}

/** A view of the bytes. @throws RangeError where they are not those of such a model */
export const decodeMember = (settings: MemberSettings, bytes: Uint8Array): Member =>
  finish(decodingMember(settings, bytes))

export function* decodingMember(settings: MemberSettings, bytes: Uint8Array): Steps<Member> {
  switch (settings.kind) {
    case 'spectral':
      return { settings, model: decodeSpectral(bytes) }
    case 'ease':
      return { settings, model: yield* decodingEase(bytes) }
    case 'neighbours':
      return { settings, model: neighboursIn(unpackArrays(bytes)) }
  }
}

function neighboursIn({ starts, indices, similarities }: NamedArrays): ItemNeighbours {
  const isWhole = starts instanceof Uint32Array && indices instanceof Uint32Array
  if (!isWhole || !(similarities instanceof Float32Array)) throw new RangeError('The neighbours are not whole.')
  return { columns: starts.length - 1, starts, indices, similarities }
}
