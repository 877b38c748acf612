/**
 * The built-in composer. It sorts a person's own sentences into needs, offers and background; it writes none of its own,
 * and it understands no orders: a sentence is data, whatever it says. The caller fetches the vectors.
 */
import { setImmediate } from 'node:timers/promises'
import { applyCorrections, clausesFor } from './corrections.ts'
import type { Correction } from './corrections.ts'
import { findDesignation } from './designation.ts'
import { personaOf } from './fields.ts'
import { gatherParts } from './gather.ts'
import { holdBack } from './hold.ts'
import { evenShare, takeLongest, takeStrongest, withoutRepeats } from './pick.ts'
import { nearnessOf, prototypeTexts } from './prototypes.ts'
import type { Nearness, PrototypeKind, Prototypes } from './prototypes.ts'
import { planRejection } from './rejection.ts'
import { needsVector, sortClause } from './sort.ts'
import type { Clause, Composition, CompositionInput, Kind, Persona, SortedClause, SourcedSentence } from './types.ts'

export { connectingPhrases } from './fields.ts'
export type { Composition, CompositionInput, Persona, SentenceSource, SourcedSentence } from './types.ts'

export const requirementsMax = 30
export const offeringsMax = 60
/** Of all that somebody says: sorting so many takes a tenth of a second (2 cores), in which nobody else is answered. */
export const clausesMax = 2_000

export interface CompositionPlan {
  /** What `compose` wants vectors of, in this order; without repeats. */
  readonly texts: readonly string[]
  readonly clauses: readonly Clause[]
  /** Of each reason, in their order. */
  readonly corrections: readonly (readonly Correction[])[]
}

const kinds = Object.keys(prototypeTexts) as readonly PrototypeKind[]

/** All at once. A long registration belongs in `planInTurns`. */
export const planComposition = (input: CompositionInput): CompositionPlan => planOf([...hear(input)])

/** The same plan; `turn` is awaited after each answer, rejection and résumé, so that others get theirs between them. */
export async function planInTurns(
  input: CompositionInput,
  turn: () => Promise<unknown> = setImmediate,
): Promise<CompositionPlan> {
  const heard: Heard[] = []
  for (const part of hear(input)) {
    heard.push(part)
    await turn()
  }
  return planOf(heard)
}

interface Heard {
  readonly clauses: readonly Clause[]
  /** Of a reason; null of anything else. */
  readonly corrections: readonly Correction[] | null
}

function* hear(input: CompositionInput): Generator<Heard> {
  for (const [reason, rejection] of input.rejections.entries()) {
    const { additions, corrections } = planRejection(rejection, reason)
    yield { clauses: additions, corrections }
  }
  for (const clauses of gatherParts(input)) yield { clauses, corrections: null }
}

/** What rejections add comes first, the newest before all: it was said last, and knows what was wrong. */
function planOf(heard: readonly Heard[]): CompositionPlan {
  const [reasons, rest] = [heard.filter(isReason), heard.filter((part) => !isReason(part))]
  const parts = [...reasons.toReversed(), ...rest].map((part) => part.clauses)
  const share = evenShare(
    parts.map(({ length }) => length),
    clausesMax,
  )
  const clauses = parts.flatMap((part) => takeLongest(part, share))
  const unsure = clauses.filter(needsVector).map(({ text }) => text)
  const texts = unsure.length > 0 ? [...new Set([...kinds.flatMap((kind) => prototypeTexts[kind]), ...unsure])] : []
  return { texts, clauses, corrections: reasons.map(({ corrections }) => corrections ?? []) }
}

const isReason = ({ corrections }: Heard): boolean => corrections !== null

/** What was said, sorted. */
export interface Sorting {
  readonly clauses: readonly SortedClause[]
  readonly requirements: readonly SortedClause[]
  readonly offerings: readonly SortedClause[]
  /** What a field may be taken from. */
  readonly from: (field: keyof Persona | 'designation') => readonly SortedClause[]
}

/** `vectors` are those of `plan.texts`, in order. The same plan and vectors give the same composition. */
export const compose = (plan: CompositionPlan, vectors: readonly Float32Array[]): Composition =>
  compositionOf(sortSaid(plan, vectors))

/** `vectors` as for `compose`; without any, what only its sound could tell is background. */
export function sortSaid(plan: CompositionPlan, vectors: readonly Float32Array[]): Sorting {
  const vectorOf = new Map(plan.texts.map((text, index) => [text, vectors[index]]))
  const prototypes = prototypesFrom(vectorOf)
  const nearnessTo = new Map<string, Nearness | null>()
  for (const [text, vector] of vectorOf) nearnessTo.set(text, vector ? nearnessOf(vector, prototypes) : null)
  const heard = plan.clauses.map((clause) => {
    const nearness = needsVector(clause) ? (nearnessTo.get(clause.text) ?? null) : null
    return { clause: sortClause(clause, nearness), nearness }
  })
  const sorted = holdBack(heard)
  const clauses = plan.corrections.reduce<readonly SortedClause[]>(applyCorrections, sorted)
  return {
    clauses,
    requirements: listOf(clauses, 'need', requirementsMax),
    offerings: listOf(clauses, 'offer', offeringsMax),
    from: (field) => clausesFor(field, clauses, plan.corrections),
  }
}

export function compositionOf({ from, requirements, offerings }: Sorting): Composition {
  const designation = findDesignation(from('designation'))
  return {
    persona: personaOf({ from, requirements, offerings, designation }),
    requirements: requirements.map(sourced),
    offerings: offerings.map(sourced),
    designation,
  }
}

function prototypesFrom(vectorOf: ReadonlyMap<string, Float32Array | undefined>): Prototypes {
  const of = (kind: PrototypeKind): readonly Float32Array[] =>
    prototypeTexts[kind].map((text) => vectorOf.get(text)).filter((vector) => vector !== undefined)
  return { need: of('need'), offer: of('offer'), background: of('background') }
}

function listOf(clauses: readonly SortedClause[], kind: Kind, limit: number): readonly SortedClause[] {
  return takeStrongest(withoutRepeats(clauses.filter((clause) => clause.kind === kind)), limit)
}

const sourced = ({ text, source }: SortedClause): SourcedSentence => ({ text, source })
