/** Following the host at once, for an operator who waits: what jobs do at their times, one page after the other. */
import { turnPage } from '../../platform/host-pass/index.ts'
import type { PassKind, TurnedPage } from '../../platform/host-pass/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import type { HostPages } from './main-host.ts'
import { clicksPass, newClicksPass } from './sync-clicks.ts'
import type { SyncDeps } from './sync-deps.ts'
import { itemsPass } from './sync-items.ts'
import type { Run } from './sync-items.ts'
import { likesPass, newLikesPass } from './sync-likes.ts'
import { newItemsPass } from './sync-new-items.ts'

export interface SyncNow extends Run {
  /** Everything is read anew; otherwise what is new. */
  readonly isFull: boolean
  /** Hears a sentence now and then: how far it is. */
  readonly tell: (line: string) => void
}

type MakePass = (deps: SyncDeps, run: Run) => PassKind

const full: readonly (readonly [string, MakePass])[] = [
  ['Items', itemsPass],
  ['Likes', likesPass],
  ['Clicks', clicksPass],
]
const recent: readonly (readonly [string, MakePass])[] = [
  ['New items', newItemsPass],
  ['New likes', newLikesPass],
  ['New clicks', newClicksPass],
]

/**
 * Turns the pages itself, whoever else does: a page that two read is written once. Ends when each pass has gone from its
 * beginning to its end meanwhile. @throws Problem `database.unavailable` when the host does not answer
 */
export async function syncNow(deps: SyncDeps, now: SyncNow): Promise<void> {
  for (const [name, makePass] of now.isFull ? [...full, ...recent] : recent)
    await passNow(deps, now, { name, makePass })
}

/** So many pages are read between two sentences. */
const PAGES_PER_LINE = 10

async function passNow(
  deps: SyncDeps,
  now: SyncNow,
  { name, makePass }: { readonly name: string; readonly makePass: MakePass },
): Promise<void> {
  const way: Way = { hasBegun: false, isOver: false, isTurned: false, rows: 0 }
  const pass = watched(makePass({ ...deps, pages: countingRows(deps.pages, way) }, now), way)
  let rows = 0
  for (let turned = 1; !way.isOver; turned += 1) {
    now.signal.throwIfAborted()
    Object.assign(way, { isTurned: false, rows: 0 })
    await turnPage({ db: deps.db, jobs: nobodyNext }, pass)
    if (way.isTurned) rows += way.rows
    if (turned % PAGES_PER_LINE === 0 && !way.isOver) now.tell(`${name}: ${figure(rows)} so far.`)
  }
  now.tell(`${name}: ${figure(rows)}.`)
}

const figure = (rows: number): string => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} read`

/** How a pass gets on. */
interface Way {
  /** It was seen at its beginning. */
  hasBegun: boolean
  isOver: boolean
  /** The page was ours: nobody else had turned it before. */
  isTurned: boolean
  /** Read for the page. */
  rows: number
}

/** One that somebody else had begun before is brought to its end, and then there is another. */
function watched(pass: PassKind, way: Way): PassKind {
  const turning =
    (step: keyof PassKind['turn']) =>
    async (after: readonly string[]): Promise<TurnedPage> => {
      way.hasBegun ||= step === 'taking' && after.length === 0
      const page = await pass.turn[step](after)
      return {
        last: page.last,
        async write(tx) {
          way.isTurned = true
          await page.write?.(tx)
        },
      }
    }
  return {
    ...pass,
    turn: { taking: turning('taking'), dropping: turning('dropping') },
    onEnd: async () => {
      way.isOver = way.hasBegun
    },
  }
}

/** The next page is turned by whoever waits, and no job need be made for it. */
const nobodyNext: Jobs = { enqueue: async () => '', enqueueAll: async () => {}, erase: async () => {} }

function countingRows(pages: HostPages, way: Way): HostPages {
  const counted = <Row>(rows: readonly Row[]): readonly Row[] => {
    way.rows += rows.length
    return rows
  }
  return {
    ...pages,
    itemsAfter: async (id, since) => counted(await pages.itemsAfter(id, since)),
    likesAfter: async (like, since) => counted(await pages.likesAfter(like, since)),
    clicksAfter: async (click, since) => counted(await pages.clicksAfter(click, since)),
  }
}
