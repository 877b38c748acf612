/**
 * Who may be among the best. While few fit, all of them: the answer is exact. Beyond that those who are nearest by the vector
 * indexes and those who say the words, as many as the page needs and more.
 */
import type { Tx } from '../../platform/db/index.ts'
import { guess, sketchFitting, sketchNearest, sketchPromising, sketchRecent, sketchSaying } from '../profiles/index.ts'
import type { Guess, Moment, Prospects, Sketch, Sketching } from '../profiles/index.ts'

/** Up to here everybody who fits is compared. */
export const EXACT_MAX = 1000
/** How many of each source, for the first pages: among 100,000 with 300 the ten best are found 0.96 of the time, with 400 0.98. */
const SOURCE = 400
const SOURCE_OF = 100_000
/** Whoever turns further pages looks among as many as a list may show: the same people on each page, so none is passed over. */
const SOURCE_DEEP = 1000
const FIRST_PAGES = 50
/**
 * The more fit, the more stand nearer who are worse in all else: among a million the ten best of two questions were found 0.55 of
 * the time with 400 of each source, and always with 1000.
 */
export const sourceOf = (fitting: number): number =>
  Math.min(SOURCE_DEEP, Math.round(SOURCE * Math.max(1, fitting / SOURCE_OF) ** GROWTH))
const GROWTH = 0.4
/** More than a list may show. */
const PROMISING_DEEP = 1100
/**
 * The fewer fit, the longer an index search goes on until it has enough of them, and the sooner all of them are looked at:
 * it passes SOURCE times everybody over fitting, at twice what one costs who fits, in two indexes.
 */
export const areFew = ({ everybody, fitting }: Pick<Guess, 'everybody' | 'fitting'>): boolean =>
  fitting ** 2 < 1.5 * SOURCE * everybody
/**
 * Up to so many who say the words are told apart one by one. Of more those are who like two of the things that the asker
 * likes; where these are as many, nobody: then the nearest say the words anyway.
 */
const SAYING_MAX = 10_000
/** Of words that more say, whether they fit or not, nobody is looked up: those who say them stand near by meaning anyway. */
const LOOKED_UP_MAX = 50_000

export interface Gathering extends Sketching {
  /** Words of the topic, or of what the asker likes, that tell most: each its stem and those that mean the same. */
  readonly telling: readonly (readonly string[])[]
  /** What the asker likes, each as a group of stems. */
  readonly liked: readonly (readonly string[])[]
  /** By what those who say the words are told apart. */
  readonly prospects: Prospects
  /** What the asker has said of herself, to go by where there is no topic. */
  readonly own: readonly ('needs' | 'about')[]
  /** How many results are asked for, counted from the first page. */
  readonly wanted: number
}

export interface Gathered {
  readonly sketches: readonly Sketch[]
  /** How many fit; at least that many where `isExact` is false. */
  readonly fitting: number
  readonly isExact: boolean
}

export async function gather(tx: Tx, moment: Moment, gathering: Gathering): Promise<Gathered> {
  const { fitting, sketches } = await sketchFitting(tx, moment, { sketching: gathering, atMost: EXACT_MAX })
  if (fitting <= EXACT_MAX) return { sketches, fitting, isExact: true }
  const guessed = await guess(tx, moment, { conditions: gathering.conditions, says: gathering.telling })
  if (areFew(guessed)) {
    const limit = gathering.wanted <= FIRST_PAGES ? SOURCE : PROMISING_DEEP
    const asked = { sketching: gathering, prospects: gathering.prospects, limit }
    return { sketches: await sketchPromising(tx, moment, asked), fitting, isExact: false }
  }
  const found = new Map<string, Sketch>()
  const limit = gathering.wanted <= FIRST_PAGES ? sourceOf(guessed.fitting) : SOURCE_DEEP
  const sources = await Promise.all(sourcesOf(tx, moment, { gathering, guessed }).map((source) => source(limit)))
  for (const sketch of sources.flat()) found.set(sketch.personId, sketch)
  // Vectors and words may be missing: this source never ends before enough are found, and one more.
  if (found.size <= gathering.wanted)
    for (const sketch of await sketchRecent(tx, moment, { sketching: gathering, limit }))
      found.set(sketch.personId, sketch)
  return { sketches: [...found.values()], fitting, isExact: false }
}

type Source = (limit: number) => Promise<readonly Sketch[]>

function sourcesOf(
  tx: Tx,
  moment: Moment,
  { gathering, guessed }: { readonly gathering: Gathering; readonly guessed: Guess },
): readonly Source[] {
  const { telling: says, liked, prospects } = gathering
  const sketching = gathering
  const saying = async (limit: number): Promise<readonly Sketch[]> => {
    const asked = { sketching, says, prospects, atMost: SAYING_MAX, limit }
    const few = await sketchSaying(tx, moment, asked)
    if (few || liked.length === 0) return few ?? []
    return (await sketchSaying(tx, moment, { ...asked, also: liked })) ?? []
  }
  return [
    ...nearestOf(gathering).map((near) => (limit: number) => sketchNearest(tx, moment, { sketching, ...near, limit })),
    ...(says.length > 0 && guessed.saying <= LOOKED_UP_MAX ? [saying] : []),
  ]
}

type Nearest = Pick<Parameters<typeof sketchNearest>[2], 'by' | 'to'>

/** To what is looked for; where nothing is, to what the asker needs and to what she writes of herself. */
function nearestOf({ compared: { topic, side }, own }: Gathering): readonly Nearest[] {
  if (!topic) return own.map((to) => ({ to, by: to === 'needs' ? 'offers' : 'gives' }))
  if (side === 'needs') return [{ to: topic, by: 'needs' }]
  return [
    { to: topic, by: 'gives' },
    { to: topic, by: 'offers' },
  ]
}
