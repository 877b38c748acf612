/** Who names which table. The tables are those that the migrations make. */
import { posix } from 'node:path'
import type { Import } from './rooms-imports.ts'
import { isTest } from './rooms-map.ts'
import { complain } from './rooms-complaint.ts'
import type { Complaint } from './rooms-complaint.ts'
import { dottedName, literalText, walk } from './rooms-source.ts'
import type { Files, Node, Parsed } from './rooms-source.ts'

const MADE = /create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:reciprocity\.)?"?(\w+)"?/giu

export function tablesIn(files: Files): ReadonlySet<string> {
  const migrations = [...files].filter(([path]) => /\/migrations\/[^/]+\.sql$/u.test(path))
  return new Set(migrations.flatMap(([, text]) => [...text.matchAll(MADE)].map(([, name]) => name ?? '')))
}

/** Methods of a query builder whose first argument is a table, or a list of tables. */
const BUILDING = new Set(
  'selectFrom insertInto updateTable deleteFrom mergeInto replaceInto from using innerJoin leftJoin rightJoin fullJoin crossJoin'.split(
    ' ',
  ),
)
const IN_SQL = /\b(?:from|join|into|update|truncate|table|only)\s+(?:only\s+)?(?:reciprocity\.)?"?(\w+)"?/giu

export function tableFaults(files: Files, parsed: readonly Parsed[], imports: readonly Import[]): readonly Complaint[] {
  const tables = tablesIn(files)
  const named = new Map<string, Set<string>>()
  for (const file of parsed) {
    for (const table of tablesNamed(file))
      if (tables.has(table)) named.set(table, (named.get(table) ?? new Set()).add(file.path))
  }
  const roomsOf = (paths: ReadonlySet<string>) => new Set([...paths].map((path) => posix.dirname(path)))
  const shared = [...named].filter(([, paths]) => roomsOf(paths).size > 1)
  const astray = [...named].flatMap(([table, paths]) =>
    [...paths].filter((path) => !isStore(path)).map((path) => ({ table, path })),
  )
  return [
    ...shared.map(([table, paths]) =>
      complain('one store per table', [...paths].join(', '), `name ${table} in several rooms`),
    ),
    ...astray.map(({ table, path }) => complain('SQL in stores', path, `names the table ${table}`)),
    ...imports.filter(writesSql).map(({ from }) => complain('SQL in stores', from, 'takes what only a store needs')),
  ]
}

/** A long store may be several files of one room: `pairs-store.ts`, `lists-store.ts`. */
const isStore = (path: string): boolean => /[/-]store\.ts$/u.test(path)

const FOR_STORES = new Set(['tablesOf', 'sql', 'rows'])

function writesSql({ from, to, names }: Import): boolean {
  const isDoor = to === 'src/platform/db/index.ts'
  return isDoor && !isStore(from) && !isTest(from) && names.some((name) => FOR_STORES.has(name))
}

/** Every table-like name in builder calls and in SQL text. */
export function tablesNamed(file: Parsed): ReadonlySet<string> {
  const names = new Set<string>()
  walk(file.program, (node) => {
    for (const argument of builderArguments(node)) names.add(argument.split(/\s/u)[0] ?? '')
    for (const text of sqlTexts(node)) for (const [, name] of text.matchAll(IN_SQL)) names.add(name ?? '')
  })
  return names
}

function builderArguments(node: Node): readonly string[] {
  if (node.type !== 'CallExpression') return []
  const callee = node['callee'] as Node
  const method = callee.type === 'MemberExpression' ? dottedName(callee['property']) : null
  if (method === null || !BUILDING.has(method)) return []
  const [first] = node['arguments'] as readonly Node[]
  const parts = first?.type === 'ArrayExpression' ? (first['elements'] as readonly unknown[]) : [first]
  return parts.map(literalText).filter((text) => text !== null)
}

/** Templates tagged `sql`, and any text that begins like a statement. */
function sqlTexts(node: Node): readonly string[] {
  if (node.type === 'TaggedTemplateExpression' && dottedName(node['tag']) === 'sql')
    return [templateText(node['quasi'] as Node)]
  const text = node.type === 'TemplateLiteral' ? templateText(node) : literalText(node)
  return text !== null && /^\s*(?:select|insert\s+into|update|delete\s+from|with|truncate)\s/iu.test(text) ? [text] : []
}

const templateText = (node: Node): string =>
  (node['quasis'] as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked).join(' ? ')
