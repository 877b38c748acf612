/** The rules of the house, held against a set of files. */
import { builtinModules } from 'node:module'
import { complain } from './rooms-complaint.ts'
import type { Complaint } from './rooms-complaint.ts'
import { importsOf } from './rooms-imports.ts'
import type { Import } from './rooms-imports.ts'
import { innerRooms, isTest, placeOf, settingsPath } from './rooms-map.ts'
import { purityFaults, readsEnvironment } from './rooms-purity.ts'
import { parseFile } from './rooms-source.ts'
import type { Files, Parsed } from './rooms-source.ts'
import { tableFaults } from './rooms-tables.ts'

export interface Inspection {
  readonly complaints: readonly Complaint[]
  readonly files: number
  readonly imports: number
}

/** Reads everything that is TypeScript, and the READMEs and migrations beside it. */
export function inspectRooms(files: Files): Inspection {
  const parsed = [...files].filter(([path]) => path.endsWith('.ts')).map(([path, text]) => parseFile(path, text))
  const imports = parsed.flatMap(importsOf)
  const inner = innerRooms(files)
  const complaints = [
    ...parsed
      .filter(({ path }) => placeOf(path) === null)
      .map(({ path }) => complain('known room', path, 'lies in no room')),
    ...imports.flatMap((each) => importFaults(each, files)),
    ...imports.flatMap((each) => innerFaults(each, inner)),
    ...listFaults(files, inner),
    ...cycleFaults(imports),
    ...parsed.filter(isEngine).flatMap(purityFaults),
    ...imports.filter(({ from }) => from.startsWith('src/engine/') && !isTest(from)).flatMap(impureImport),
    ...tableFaults(
      files,
      parsed.filter(({ path }) => !isTest(path)),
      imports,
    ),
    ...readerFaults(parsed.filter((file) => !isTest(file.path) && readsEnvironment(file)).map(({ path }) => path)),
  ]
  return { complaints, files: parsed.length, imports: imports.length }
}

const isEngine = ({ path }: Parsed): boolean => path.startsWith('src/engine/') && !isTest(path)

/** Arrows between rooms: downwards, never sideways, and in by the front door. */
function importFaults({ from, to, specifier }: Import, files: Files): readonly Complaint[] {
  // An adapter may be told which package to load; anywhere else that would be an arrow that nobody can see.
  if (specifier === null && !from.startsWith('src/platform/'))
    return [complain('readable import', from, 'imports what is only known while running')]
  if (to === null) return []
  const here = placeOf(from)
  const there = placeOf(to)
  if (!to.startsWith('src/'))
    return isTest(from) || here?.room === 'the roof' ? [] : [complain('no test in source', from, `imports ${to}`)]
  if (!files.has(to) && to.endsWith('.ts')) return [complain('missing file', from, `imports ${to}, which is not there`)]
  if (here === null || there === null) return []
  if (there.row > here.row) return [complain('row', from, `reaches up to ${to}`)]
  if (there.row === here.row && there.room !== here.room) return [complain('sibling', from, `reaches across to ${to}`)]
  return there.unit !== here.unit && to !== `${there.unit}/index.ts` && there.room !== 'the roof'
    ? [complain('index only', from, `enters ${there.unit} through ${to}`)]
    : []
}

/** Between inner rooms: only to those listed before, and in by the front door; nothing inside knows the top. */
function innerFaults({ from, to }: Import, inner: ReadonlyMap<string, readonly string[]>): readonly Complaint[] {
  if (to === null) return []
  for (const [capability, list] of inner) {
    if (!from.startsWith(`${capability}/`) || !to.startsWith(`${capability}/`)) continue
    const here = innerName(from, capability)
    const there = innerName(to, capability)
    if (here === there) return []
    if (there !== null && to !== `${capability}/${there}/index.ts`)
      return [complain('index only', from, `enters ${there}/ through ${to}`)]
    if (here === null) return []
    const isBefore = there !== null && list.indexOf(there) < list.indexOf(here)
    return isBefore ? [] : [complain('inner order', from, `${here}/ reaches for ${to}`)]
  }
  return []
}

function innerName(path: string, capability: string): string | null {
  const rest = path.slice(capability.length + 1).split('/')
  return rest.length > 1 ? (rest[0] ?? null) : null
}

/** The list and the folders are the same: a room that is not listed would have no order to keep to. */
function listFaults(files: Files, inner: ReadonlyMap<string, readonly string[]>): readonly Complaint[] {
  return [...inner].flatMap(([capability, list]) => {
    const sources = [...files.keys()].filter((path) => path.startsWith(`${capability}/`) && path.endsWith('.ts'))
    const folders = new Set(sources.map((path) => innerName(path, capability)).filter((name) => name !== null))
    const unlisted = [...folders].filter((name) => !list.includes(name)).map((name) => `${name}/ is not listed`)
    const missing = list.filter((name) => !folders.has(name)).map((name) => `${name}/ is listed and not there`)
    return [...unlisted, ...missing].map((detail) => complain('inner list', `${capability}/README.md`, detail))
  })
}

/** Things of one room import each other's face; two that need each other are one thing. */
function cycleFaults(imports: readonly Import[]): readonly Complaint[] {
  const needs = new Map<string, Set<string>>()
  for (const { from, to } of imports) {
    const here = placeOf(from)?.unit
    const there = to === null ? undefined : placeOf(to)?.unit
    if (here === undefined || there === undefined || here === there || isTest(from)) continue
    needs.set(here, (needs.get(here) ?? new Set()).add(there))
  }
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    [...(needs.get(from) ?? [])].some(
      (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
    )
  return [...needs.keys()]
    .filter((unit) => reaches(unit, unit, new Set()))
    .map((unit) => complain('no cycle of things', unit, 'needs itself in the end'))
}

function readerFaults(readers: readonly string[]): readonly Complaint[] {
  const astray = readers.filter((path) => !settingsPath.test(path))
  const many = readers.length > 1 && astray.length === 0 ? [readers.join(', ')] : []
  return [...astray, ...many].map((file) =>
    complain('one reader of the environment', file, 'only one file of the settings may'),
  )
}

const builtins = new Set(builtinModules)

function impureImport({ from, specifier }: Import): readonly Complaint[] {
  const isBuiltin = specifier !== null && (specifier.startsWith('node:') || builtins.has(specifier))
  return isBuiltin ? [complain('pure engine', from, `imports ${specifier}`)] : []
}
