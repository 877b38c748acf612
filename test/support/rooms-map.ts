/** The rooms of the house, and where a file lies among them. */
import type { Files } from './rooms-source.ts'

/** From the ground up. A file imports its own room and those on lower rows; the rooms of one row are siblings. */
const rows: readonly (readonly string[])[] = [
  ['base'],
  ['engine'],
  ['platform'],
  ['credits'],
  ['members'],
  ['people', 'items', 'chats'],
  ['api'],
  ['settings'],
  ['main'],
  ['cli'],
]

/** Rooms that hold things, each with a face of its own. */
const holdingThings: ReadonlySet<string> = new Set(['platform'])

/** Files that stand on the roof: they put the house together. */
const roof: ReadonlySet<string> = new Set(['main.ts', 'cli.ts', 'settings.ts'])

/** Where the environment is read: in one file, of this room. */
export const settingsPath = /^src\/settings(?:\.ts$|\/)/u

export interface Place {
  readonly room: string
  readonly row: number
  /** `src/people`, or `src/platform/jobs`: what is imported from outside only through its `index.ts`. */
  readonly unit: string
}

/** Null for a file in no room that we know. */
export function placeOf(path: string): Place | null {
  const [source, room = '', thing = ''] = path.split('/')
  if (source !== 'src') return null
  const isRootFile = path.split('/').length === 2
  if (isRootFile)
    return roof.has(room.replace('.test.ts', '.ts')) ? { room: 'the roof', row: rows.length, unit: path } : null
  const row = rows.findIndex((rooms) => rooms.includes(room))
  if (row === -1) return null
  const isInThing = holdingThings.has(room) && path.split('/').length > 3
  return { room, row, unit: isInThing ? `src/${room}/${thing}` : `src/${room}` }
}

/** Tests, and the suites that the adapters of a port share. */
export const isTest = (path: string): boolean =>
  !path.startsWith('src/') || path.endsWith('.test.ts') || /(?:^|[-./])contract\.ts$/u.test(path)

/** The inner rooms that a README lists under `## Rooms`, in order; null when it has no such list. */
export function listedRooms(readme: string): readonly string[] | null {
  const section = /^## Rooms\s*$(.*?)(?=^#{1,2} |(?![\s\S]))/msu.exec(readme)?.[1]
  if (section === undefined) return null
  return [...section.matchAll(/^\s*(?:[-*]|\d+\.)\s+`([\w-]+)\/`/gmu)].map(([, name]) => name ?? '')
}

/** The rooms with inner rooms, by path: `src/people` with its list. */
export function innerRooms(files: Files): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>()
  for (const [path, text] of files) {
    const list = path.endsWith('/README.md') ? listedRooms(text) : null
    if (list !== null) lists.set(path.slice(0, -'/README.md'.length), list)
  }
  return lists
}
