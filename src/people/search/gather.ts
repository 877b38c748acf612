/**
 * Whom to score. While few fit, all of them are: the answer is exact. Beyond that those who are nearest by the vector
 * indexes and those who say the words are, as many as the page needs and more.
 */
import type { Tx } from '../../platform/db/index.ts'
import { countFitting, listFitting, listNearest, listRecent, listSaying } from '../profiles/index.ts'
import type { Compared, Conditions, Moment } from '../profiles/index.ts'

/** Up to here everybody who fits is scored; `bench/searching.ts` shows where the index becomes quicker. */
export const EXACT_MAX = 1000
/** Of each source, for a first page of ten. */
const SOURCE_MIN = 300
/** Whoever is to be among the best by the whole score is looked for among this many times as many of each source. */
const SOURCE_FACTOR = 10

export interface Gathering {
  readonly conditions: Conditions
  readonly compared: Compared
  /** What is looked for by words: stems of the topic, and of what the asker likes. */
  readonly stems: readonly string[]
  /** How many results are asked for, counted from the first page. */
  readonly wanted: number
}

export interface Gathered {
  readonly ids: readonly string[]
  /** How many fit; at least that many where `isExact` is false. */
  readonly fitting: number
  readonly isExact: boolean
}

export async function gather(tx: Tx, moment: Moment, gathering: Gathering): Promise<Gathered> {
  const question = { conditions: gathering.conditions, today: moment.today }
  const fitting = await countFitting(tx, question, EXACT_MAX + 1)
  if (fitting <= EXACT_MAX) return { ids: await listFitting(tx, question, EXACT_MAX), fitting, isExact: true }
  const limit = Math.max(SOURCE_MIN, gathering.wanted * SOURCE_FACTOR)
  const found = new Set<string>()
  for (const source of sourcesOf(tx, moment, gathering)) for (const id of await source(limit)) found.add(id)
  return { ids: [...found], fitting, isExact: false }
}

type Source = (limit: number) => Promise<readonly string[]>

/** The last one has always enough: nobody who asks is answered with fewer than there are. */
function sourcesOf(tx: Tx, moment: Moment, { conditions, compared, stems }: Gathering): readonly Source[] {
  const { topic, about } = compared
  const sought = topic ?? compared.needs
  const nearest = (by: 'gives' | 'needs' | 'about', vector: Float32Array | null): Source[] =>
    vector ? [(limit) => listNearest(tx, moment, { conditions, by, vector, limit })] : []
  const question = { conditions, today: moment.today }
  return [
    ...nearest(compared.side === 'needs' ? 'needs' : 'gives', sought),
    ...nearest('about', topic ?? about),
    ...(stems.length > 0 ? [(limit: number) => listSaying(tx, { ...question, stems }, limit)] : []),
    (limit) => listRecent(tx, question, limit),
  ]
}
