/** What a file takes from others, however it says so. */
import { posix } from 'node:path'
import { literalText, walk } from './rooms-source.ts'
import type { Node, Parsed } from './rooms-source.ts'

export interface Import {
  readonly from: string
  /** As written: `./store.ts`, `node:fs`, `zod`. Null when it is worked out while running. */
  readonly specifier: string | null
  /** The path of a file of ours; null for a package. */
  readonly to: string | null
  /** The names taken, where they are listed. */
  readonly names: readonly string[]
}

/** Static and dynamic imports, types too, re-exports, `require`, and files that are started as workers. */
export function importsOf(file: Parsed): readonly Import[] {
  const imports: Import[] = []
  const add = (source: unknown, names: readonly string[] = []): void => {
    const specifier = literalText(source)
    imports.push({ from: file.path, specifier, to: specifier === null ? null : resolve(file.path, specifier), names })
  }
  walk(file.program, (node) => {
    if (isImporting(node) && node['source']) add(node['source'], namesOf(node))
    if (node.type === 'TSExternalModuleReference') add(node['expression'])
    if (node.type === 'CallExpression' && isNamed(node['callee'], 'require')) add(firstArgument(node))
    if (isFileAddress(node)) add(firstArgument(node))
  })
  return imports
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ImportExpression',
  'ExportAllDeclaration',
  'ExportNamedDeclaration',
  'TSImportType',
])

const isImporting = ({ type }: Node): boolean => IMPORTING.has(type)

/** `new URL('./worker.ts', import.meta.url)`: code that runs elsewhere is taken all the same. Other files are data. */
function isFileAddress(node: Node): boolean {
  if (node.type !== 'NewExpression' || !isNamed(node['callee'], 'URL')) return false
  return /^\.{1,2}\/.*\.[cm]?[jt]s$/u.test(literalText(firstArgument(node)) ?? '')
}

const firstArgument = (node: Node): unknown => (node['arguments'] as readonly unknown[])[0]

const isNamed = (node: unknown, name: string): boolean =>
  (node as Node).type === 'Identifier' && (node as Node)['name'] === name

function namesOf(node: Node): string[] {
  const specifiers = (node['specifiers'] ?? []) as readonly Record<
    string,
    { name?: string; value?: string } | undefined
  >[]
  return specifiers.map(({ imported, local }) => imported?.name ?? imported?.value ?? local?.name ?? '')
}

function resolve(from: string, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from), specifier)) : null
}
