/** What was recommended, held in memory until it is written: one addition each, whatever the database is doing. */
import { tally } from '../../base/index.ts'
import type { Algorithm, Answered, Recommended, SourceName } from '../recommending/index.ts'
import { emptyHistogram, stepOf } from './histogram.ts'

export interface MadeRecommendation extends Recommended {
  readonly madeAt: Date
}

export interface AnswerCount {
  readonly slot: Date
  readonly algorithm: Algorithm
  readonly variant: string | null
  readonly answers: number
  readonly hits: number
  readonly histogram: readonly number[]
}

export interface ShownCount {
  readonly slot: Date
  readonly source: SourceName
  readonly variant: string | null
  readonly shown: number
}

export interface ShownItem {
  readonly itemId: string
  readonly source: SourceName
  readonly variant: string | null
  /** To the minute. */
  readonly shownAt: Date
}

/** A batch for one transaction. */
export interface Gathered {
  readonly recommendations: readonly MadeRecommendation[]
  readonly answers: readonly AnswerCount[]
  readonly shown: readonly ShownCount[]
  readonly shownItems: readonly ShownItem[]
}

export interface Gathering {
  recommended(it: Recommended, now: Date): void
  answered(it: Answered, now: Date): void
  /** All counts, and at most so many of the rest; null when nothing is left. */
  take(rowsMax: number): Gathered | null
  /** What could not be written is taken again the next time, before what is newer. */
  putBack(gathered: Gathered): void
  /** Recommendations that were given up since this was last asked, because too many waited. */
  lost(): number
}

/** A count covers so much time, from a multiple of it on. */
export const slotMs = 300_000
const MINUTE_MS = 60_000

const startOf = (now: Date, ms: number): Date => new Date(Math.floor(now.getTime() / ms) * ms)

/** Variants are names of ours, without this character. */
const keyOf = (...parts: readonly (string | number | null)[]): string => parts.join('|')

type Growing<Type> = { -readonly [Name in keyof Type]: Type[Name] }
type GrowingAnswers = Omit<Growing<AnswerCount>, 'histogram'> & { readonly histogram: number[] }

/** Of `recommendationsMax` that wait, the oldest are given up first. What is counted needs no bound: it grows with time alone. */
export function openGathering(recommendationsMax: number): Gathering {
  const waiting = openQueue(recommendationsMax)
  const answers = new Map<string, GrowingAnswers>()
  const shown = new Map<string, Growing<ShownCount>>()
  const items = openShownItems()

  function addAnswers(more: AnswerCount): void {
    const key = keyOf(more.slot.getTime(), more.algorithm, more.variant)
    const sum = answers.get(key)
    if (!sum) return void answers.set(key, { ...more, histogram: [...more.histogram] })
    sum.answers += more.answers
    sum.hits += more.hits
    for (const [step, count] of more.histogram.entries()) sum.histogram[step] = (sum.histogram[step] ?? 0) + count
  }
  function addShown(more: ShownCount): void {
    const key = keyOf(more.slot.getTime(), more.source, more.variant)
    const sum = shown.get(key)
    if (sum) sum.shown += more.shown
    else shown.set(key, { ...more })
  }

  return {
    recommended(it, now) {
      waiting.push({ ...it, madeAt: now })
      items.add(it, startOf(now, MINUTE_MS))
    },
    answered({ algorithm, variant, isHit, tookMs, items: shownIds, sources }, now) {
      // One that was made anew has been noted when it was made.
      if (isHit) items.add({ items: shownIds, sources, variant }, startOf(now, MINUTE_MS))
      const slot = startOf(now, slotMs)
      const key = keyOf(slot.getTime(), algorithm, variant)
      const begun = answers.get(key) ?? { slot, algorithm, variant, answers: 0, hits: 0, histogram: emptyHistogram() }
      answers.set(key, countAnswer(begun, { isHit, tookMs }))
      for (const [source, count] of tally(sources)) addShown({ slot, source, variant, shown: count })
    },
    take(rowsMax) {
      const gathered = {
        recommendations: waiting.take(rowsMax),
        answers: [...answers.values()],
        shown: [...shown.values()],
        shownItems: items.take(rowsMax),
      }
      answers.clear()
      shown.clear()
      return Object.values(gathered).some((part) => part.length > 0) ? gathered : null
    },
    putBack(gathered) {
      waiting.putBack(gathered.recommendations)
      for (const one of gathered.answers) addAnswers(one)
      for (const one of gathered.shown) addShown(one)
      items.putBack(gathered.shownItems)
    },
    lost: waiting.lost,
  }
}

function countAnswer(sum: GrowingAnswers, { isHit, tookMs }: Pick<Answered, 'isHit' | 'tookMs'>): GrowingAnswers {
  const step = stepOf(tookMs)
  sum.answers += 1
  if (isHit) sum.hits += 1
  sum.histogram[step] = (sum.histogram[step] ?? 0) + 1
  return sum
}

function openQueue(max: number) {
  let queue: MadeRecommendation[] = []
  let given = 0
  /** A tenth at a time: moving all for each new one would cost the request. */
  function giveUp(): void {
    const left = queue.slice(-Math.floor(max * 0.9))
    given += queue.length - left.length
    queue = left
  }
  return {
    push(one: MadeRecommendation): void {
      queue.push(one)
      if (queue.length > max) giveUp()
    },
    take: (count: number): MadeRecommendation[] => queue.splice(0, count),
    putBack(older: readonly MadeRecommendation[]): void {
      queue = [...older, ...queue]
      if (queue.length > max) giveUp()
    },
    lost(): number {
      const count = given
      given = 0
      return count
    },
  }
}

/** Each is written once a minute, however often it is shown in it. */
function openShownItems() {
  const waiting = new Map<string, ShownItem>()
  let minute = 0
  const noted = new Set<string>()
  return {
    add({ items, sources, variant }: Pick<Recommended, 'items' | 'sources' | 'variant'>, shownAt: Date): void {
      if (shownAt.getTime() !== minute) noted.clear()
      minute = shownAt.getTime()
      for (const [at, source] of sources.entries()) {
        const itemId = items[at] ?? ''
        const key = keyOf(source, variant, itemId)
        if (noted.has(key)) continue
        noted.add(key)
        waiting.set(key, { itemId, source, variant, shownAt })
      }
    },
    take(count: number): ShownItem[] {
      const taken: ShownItem[] = []
      for (const [key, item] of waiting) {
        if (taken.length === count) break
        waiting.delete(key)
        taken.push(item)
      }
      return taken
    },
    putBack(older: readonly ShownItem[]): void {
      for (const item of older) {
        const key = keyOf(item.source, item.variant, item.itemId)
        if (!waiting.has(key)) waiting.set(key, item)
      }
    },
  }
}
