/** The ladder that is climbed when too few fit: how far, how old, what kind. Nothing else is ever loosened. */
import type { Conditions } from '../profiles/index.ts'

/** A step as it is told; null is "no matter". */
export interface Widened {
  readonly filter: 'distance' | 'age' | 'kind'
  readonly from: string
  readonly to: string | null
}

export interface Step {
  readonly widened: Widened
  readonly conditions: Conditions
}

/** All steps from the narrowest to the widest; each stands on the one before it. */
export function ladderOf(first: Conditions): readonly Step[] {
  const steps: Step[] = []
  for (const loosen of rungs) {
    const conditions = steps.at(-1)?.conditions ?? first
    const step = loosen(conditions, first)
    if (step) steps.push(step)
  }
  return steps
}

type Rung = (conditions: Conditions, first: Conditions) => Step | null

/** How many times as far. */
const farther =
  (factor: number): Rung =>
  (conditions, { near: asked }) => {
    const { near } = conditions
    if (!near || !asked) return null
    const km = Number.isFinite(factor) && asked.km * factor < FARTHEST_KM ? asked.km * factor : null
    if (km === near.km) return null
    const widened = { filter: 'distance', from: `${near.km} km`, to: km === null ? null : `${km} km` } as const
    return { widened, conditions: { ...conditions, near: km === null ? null : { ...near, km } } }
  }

/** Nobody is farther away than half around the earth. */
const FARTHEST_KM = 20_000

/** By how many years on either side. Whoever asked for grown-ups is never shown anybody else. */
const older =
  (years: number): Rung =>
  (conditions, { ages: asked }) => {
    const { ages } = conditions
    if (!ages || !asked) return null
    const floor = asked.min !== null && asked.min >= ADULT_AGE ? ADULT_AGE : 0
    const min = asked.min === null ? null : Math.max(floor, asked.min - years)
    const max = asked.max === null || !Number.isFinite(years) ? null : asked.max + years
    const wider = { ...asked, min: min === 0 ? null : min, max }
    if (wider.min === ages.min && wider.max === ages.max) return null
    const isOpen = wider.min === null && wider.max === null
    const widened = { filter: 'age', from: yearsText(ages), to: isOpen ? null : yearsText(wider) } as const
    return { widened, conditions: { ...conditions, ages: isOpen ? null : wider } }
  }
const ADULT_AGE = 18

const yearsText = ({ min, max }: { readonly min: number | null; readonly max: number | null }): string => {
  if (min === null) return `up to ${String(max)}`
  return max === null ? `from ${min}` : `${min} to ${max}`
}

/** What kind of company or help it must be becomes what it had better be; a word that must be said still must. */
const kinder: Rung = (conditions) => {
  const kinds = conditions.said.filter(({ kind }) => kind !== 'words')
  if (kinds.length === 0) return null
  const said = conditions.said.filter(({ kind }) => kind === 'words')
  return {
    widened: { filter: 'kind', from: kinds.map(({ text }) => text).join(', '), to: null },
    conditions: { ...conditions, said },
  }
}

const rungs: readonly Rung[] = [
  farther(2),
  farther(5),
  farther(Number.POSITIVE_INFINITY),
  older(5),
  older(10),
  older(Number.POSITIVE_INFINITY),
  kinder,
]
