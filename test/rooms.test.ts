/** The rooms of the house and the arrows between them: held here, and shown to be held by breaking each rule once. */
import { expect, test } from 'vitest'
import { inspectRooms } from './support/rooms.ts'
import type { Complaint, Rule } from './support/rooms-complaint.ts'
import { importsOf } from './support/rooms-imports.ts'
import { listedRooms } from './support/rooms-map.ts'
import { parseFile, readFiles } from './support/rooms-source.ts'
import type { Files } from './support/rooms-source.ts'

const ours = await readFiles(['src'], ['.ts', '.md', '.sql'])

/** Far below what there is, and far above nothing: a reader that finds nothing must not pass. */
const FILES_MIN = 150
const IMPORTS_MIN = 500

const say = ({ rule, file, detail }: Complaint): string => `${rule}: ${file} ${detail}`

test('no arrow in our source breaks a rule', () => {
  expect(inspectRooms(ours).complaints.map(say)).toEqual([])
})

test('the rules were held against the whole source', () => {
  const { files, imports } = inspectRooms(ours)
  expect(files).toBeGreaterThan(FILES_MIN)
  expect(imports).toBeGreaterThan(IMPORTS_MIN)
})

/** A second, simpler reader: what it sees, the parser must have seen as well. */
test('no import that a plain search finds escapes the parser', () => {
  const found = new Set(inspectSources(ours).map(({ from, specifier }) => `${from} ${specifier}`))
  const missed: string[] = []
  for (const [path, text] of ours) {
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue
    for (const [, specifier] of text.matchAll(/^(?:import|export|\}) [^'"\n;]*from '([^']+)'/gmu)) {
      if (!found.has(`${path} ${specifier}`)) missed.push(`${path} ${specifier}`)
    }
  }
  expect(missed).toEqual([])
})

const inspectSources = (files: Files) =>
  [...files].filter(([path]) => path.endsWith('.ts')).flatMap(([path, text]) => importsOf(parseFile(path, text)))

/** A small house in order. */
const house: Files = new Map(
  Object.entries({
    'src/base/index.ts': `export const one = 1`,
    'src/engine/index.ts': `import { one } from '../base/index.ts'\nexport const two = one + Math.sqrt(4)`,
    'src/engine/rank/top.ts': `import type { one } from '../../base/index.ts'\nexport const time = (clock: { Date: number }) => clock.Date`,
    'src/platform/db/index.ts': `export const tablesOf = () => {}\nexport const sql = () => {}`,
    'src/platform/db/migrations/0001-a.sql': `create table blocks (id text);\ncreate table if not exists pairs (id text);`,
    'src/platform/jobs/index.ts': `export * from '../db/index.ts'`,
    'src/platform/jobs/store.ts': `import { sql } from '../db/index.ts'\nexport const q = sql\`select 1 from jobs\``,
    'src/people/README.md':
      '# people\n\n## Rooms\n\n1. `registry/` who\n2. `matching/` with whom\n\n## Words\n- `other/` is none\n',
    'src/people/index.ts': `export * from './registry/index.ts'\nexport * from './matching/index.ts'`,
    'src/people/registry/index.ts': `export const register = 1`,
    'src/people/registry/store.ts': `export const q = (k) => k.selectFrom('blocks').innerJoin('jobs as j')`,
    'src/people/matching/index.ts': `import { register } from '../registry/index.ts'\nexport { register }`,
    'src/people/matching/store.ts': `import { sql } from '../../platform/db/index.ts'\nexport const q = sql\`insert into pairs values (1)\``,
    'src/people/matching/store.test.ts': `import { testDb } from '../../../test/support/db.ts'\nprocess.env['TEST']`,
    'src/items/index.ts': `import { q } from '../platform/jobs/index.ts'\n// import { register } from '../people/index.ts'\nexport const s = "from '../people/index.ts'"`,
    'src/api/index.ts': `import '../base/index.ts'`,
    'src/settings/index.ts': `export { read } from './read.ts'`,
    'src/settings/read.ts': `export const read = () => process.env.PORT`,
    'src/main.ts': `import './people/index.ts'\nimport './api/index.ts'\nimport './settings/index.ts'`,
  }),
)

/** What is complained about when `path` holds `text`. */
function complaintsAbout(path: string, text: string): readonly Complaint[] {
  return inspectRooms(new Map([...house, [path, text]])).complaints
}

test('a house in order is not complained about', () => {
  expect(inspectRooms(house).complaints.map(say)).toEqual([])
})

const broken: readonly (readonly [Rule, what: string, path: string, text: string])[] = [
  ['row', 'an arrow upwards', 'src/platform/db/up.ts', `import { register } from '../../people/index.ts'`],
  ['row', 'an arrow upwards for a type only', 'src/base/up.ts', `import type { Q } from '../platform/db/index.ts'`],
  ['row', 'an arrow upwards inside a type', 'src/base/up.ts', `export type A = import('../api/index.ts').A`],
  ['row', 'an arrow upwards that is re-exported', 'src/engine/up.ts', `export { q } from '../platform/jobs/index.ts'`],
  ['row', 'an arrow upwards while running', 'src/base/up.ts', `export const a = () => import('../people/index.ts')`],
  ['row', 'an arrow upwards in a template', 'src/base/up.ts', 'export const a = () => import(`../people/index.ts`)'],
  ['row', 'an arrow upwards of the old kind', 'src/base/up.ts', `export const a = require('../people/index.ts')`],
  [
    'row',
    'an arrow upwards by a worker',
    'src/base/up.ts',
    `new Worker(new URL('../people/index.ts', import.meta.url))`,
  ],
  ['row', 'a room that reads the settings', 'src/people/up.ts', `import { read } from '../settings/index.ts'`],
  ['row', 'a room that starts the program', 'src/api/up.ts', `import '../main.ts'`],
  ['row', 'a test with an arrow upwards', 'src/base/up.test.ts', `import '../people/index.ts'`],
  ['sibling', 'an arrow between siblings', 'src/items/across.ts', `import { register } from '../people/index.ts'`],
  ['index only', 'a side door of a room', 'src/api/side.ts', `import { q } from '../people/registry/store.ts'`],
  ['index only', 'a side door of a thing', 'src/people/side.ts', `import { q } from '../platform/jobs/store.ts'`],
  ['index only', 'a side door between things', 'src/platform/cache/a.ts', `import { q } from '../jobs/store.ts'`],
  [
    'index only',
    'a side door of an inner room',
    'src/people/matching/a.ts',
    `import { q } from '../registry/store.ts'`,
  ],
  ['index only', 'a side door from the top', 'src/people/routes.ts', `import { q } from './registry/store.ts'`],
  ['inner order', 'a later inner room', 'src/people/registry/a.ts', `import { register } from '../matching/index.ts'`],
  ['inner order', 'the top from inside', 'src/people/registry/a.ts', `import { register } from '../index.ts'`],
  ['inner list', 'an inner room that is not listed', 'src/people/extra/index.ts', `export const a = 1`],
  ['known room', 'a room that is not in the design', 'src/utils/index.ts', `export const a = 1`],
  ['known room', 'a file on the roof', 'src/helpers.ts', `export const a = 1`],
  ['readable import', 'an arrow that nobody can see', 'src/people/a.ts', `export const a = (b) => import(b)`],
  ['missing file', 'an arrow to nowhere', 'src/people/a.ts', `import './gone.ts'`],
  [
    'no test in source',
    'source that needs a test',
    'src/people/a.ts',
    `import { testDb } from '../../test/support/db.ts'`,
  ],
  ['no cycle of things', 'two things that need each other', 'src/platform/db/a.ts', `import '../jobs/index.ts'`],
  ['pure engine', 'a clock', 'src/engine/a.ts', `export const now = () => new Date()`],
  ['pure engine', 'a clock by another name', 'src/engine/a.ts', `export const now = performance.now()`],
  ['pure engine', 'chance', 'src/engine/a.ts', `export const a = Math.random()`],
  ['pure engine', 'chance by another spelling', 'src/engine/a.ts', `export const a = Math['random']()`],
  ['pure engine', 'the process', 'src/engine/a.ts', `export const a = process.memoryUsage()`],
  ['pure engine', 'the process as a value', 'src/engine/a.ts', `export const a = { process }`],
  ['pure engine', 'a module of Node', 'src/engine/a.ts', `import { join } from 'node:path'`],
  ['pure engine', 'a module of Node without its name', 'src/engine/a.ts', `import { join } from 'path'`],
  ['pure engine', 'the network', 'src/engine/a.ts', `export const a = () => fetch('http://localhost')`],
  ['pure engine', 'a timer', 'src/engine/a.ts', `export const a = () => setTimeout(() => {}, 1)`],
  ['pure engine', 'a noun of what is sold', 'src/engine/a.ts', `export const rankPersonas = 1`],
  [
    'one store per table',
    'a table with two homes',
    'src/items/store.ts',
    `export const q = (k) => k.updateTable('pairs')`,
  ],
  [
    'one store per table',
    'a table with two homes in text',
    'src/items/store.ts',
    'export const q = (sql) => sql`delete from pairs`',
  ],
  [
    'SQL in stores',
    'a table outside a store',
    'src/people/matching/match.ts',
    `export const q = (k) => k.leftJoin('pairs as p')`,
  ],
  ['SQL in stores', 'a table in SQL text', 'src/people/matching/match.ts', `export const q = 'select * from pairs'`],
  [
    'SQL in stores',
    'a query builder outside a store',
    'src/items/a.ts',
    `import { tablesOf } from '../platform/db/index.ts'`,
  ],
  ['one reader of the environment', 'a second reader', 'src/api/a.ts', `export const a = process.env['PORT']`],
  ['one reader of the environment', 'an imported environment', 'src/api/a.ts', `import { env } from 'node:process'`],
  ['one reader of the environment', 'a renamed process', 'src/api/a.ts', `const p = process\nexport const a = p.env`],
  [
    'one reader of the environment',
    'two readers among the settings',
    'src/settings/list.ts',
    `export const a = process.env`,
  ],
]

test.each(broken)('%s: %s is complained about', (rule, _what, path, text) => {
  const complaints = complaintsAbout(path, text)
  expect(complaints.map((complaint) => complaint.rule)).toContain(rule)
  expect(
    complaints
      .filter((complaint) => complaint.rule === rule)
      .map(({ file }) => file)
      .join(),
  ).toContain(rule === 'inner list' ? 'src/people/README.md' : rule === 'no cycle of things' ? 'src/platform/db' : path)
})

test('every rule is broken at least once above', () => {
  const rules: Record<Rule, true> = {
    'known room': true,
    row: true,
    sibling: true,
    'index only': true,
    'inner order': true,
    'inner list': true,
    'readable import': true,
    'missing file': true,
    'no test in source': true,
    'no cycle of things': true,
    'pure engine': true,
    'one store per table': true,
    'SQL in stores': true,
    'one reader of the environment': true,
  }
  expect(Object.keys(rules).filter((rule) => !broken.some(([shown]) => shown === rule))).toEqual([])
})

test('an upward arrow added to our own source is found among all the others', () => {
  const path = 'src/base/arrow-of-a-test.ts'
  const { complaints } = inspectRooms(new Map([...ours, [path, `import '../api/index.ts'`]]))
  expect(complaints.filter(({ file }) => file === path).map(say)).toEqual([
    `row: ${path} reaches up to src/api/index.ts`,
  ])
})

test('an import in a comment or in a string is none', () => {
  const text = `// import 'a'\n/* import 'b' */\nexport const c = "import 'd'" + \`import 'e'\` // require('f')`
  expect(importsOf(parseFile('src/base/a.ts', text))).toEqual([])
})

test('a file that is no TypeScript is refused, not skipped', () => {
  expect(() => inspectRooms(new Map([['src/base/a.ts', 'export const = 1']]))).toThrow(/src\/base\/a\.ts/u)
})

test('what a test takes and what is asked of an environment in a test is its own affair', () => {
  const text = `import { testDb } from '../../test/support/db.ts'\nexport const a = process.env['TEST_DATABASE_URL']`
  expect(complaintsAbout('src/people/a.test.ts', text).map(say)).toEqual([])
})

test.each([
  ['bullets', '## Rooms\n- `one/` a\n* `two/` b\n', ['one', 'two']],
  ['numbers', '# x\n\n## Rooms\nIn order:\n1. `one/` a\n 2. `two/`\n\n## More\n- `three/`\n', ['one', 'two']],
  ['a folder that is not first in its item', '## Rooms\n- see `one/`\n', []],
  ['no such section', '# Rooms\n- `one/`\n', null],
])('the list of inner rooms is read from %s', (_what, readme, rooms) => {
  expect(listedRooms(readme)).toEqual(rooms)
})
