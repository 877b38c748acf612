/** The source as the room and style tests see it: texts by path, and what a real parser says of each. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseSync } from 'vite'

/** Texts by path from the root of the project, with `/`: `src/people/index.ts`. Made up as easily as read. */
export type Files = ReadonlyMap<string, string>

export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export interface Comment {
  readonly start: number
  readonly end: number
  readonly value: string
}

export interface Parsed {
  readonly path: string
  readonly text: string
  readonly program: Node
  readonly comments: readonly Comment[]
}

const ROOT = new URL('../../', import.meta.url).pathname

/** Every file below `folders` whose name ends in one of `endings`. */
export async function readFiles(folders: readonly string[], endings: readonly string[]): Promise<Files> {
  const files = new Map<string, string>()
  for (const folder of folders) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || !endings.some((ending) => entry.name.endsWith(ending))) continue
      if (path.includes('/node_modules/')) continue
      files.set(relative(ROOT, path), await readFile(path, 'utf8'))
    }
  }
  return files
}

/** Throws on what is no TypeScript, so that nothing passes unread. */
export function parseFile(path: string, text: string): Parsed {
  const { program, comments, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`)
  return { path, text, program: program as unknown as Node, comments }
}

/** Calls `visit` on every node, parents first; `ancestors` are innermost last. */
export function walk(node: Node, visit: (node: Node, ancestors: readonly Node[]) => void): void {
  const ancestors: Node[] = []
  const step = (current: Node): void => {
    visit(current, ancestors)
    ancestors.push(current)
    for (const child of Object.values(current))
      for (const inner of Array.isArray(child) ? child : [child]) if (isNode(inner)) step(inner)
    ancestors.pop()
  }
  step(node)
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** The text of a literal, or of a template without holes; null for anything that is worked out while running. */
export function literalText(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node.type === 'TSLiteralType') return literalText(node['literal'])
  if (node.type !== 'TemplateLiteral') return null
  const [only, ...more] = node['quasis'] as readonly { value: { cooked: string } }[]
  return more.length === 0 ? (only?.value.cooked ?? null) : null
}

/** The dotted name of `a.b.c` and `a['b']`; null for anything else. */
export function dottedName(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Identifier') return String(node['name'])
  if (node.type !== 'MemberExpression') return null
  const object = dottedName(node['object'])
  const property = node['computed'] === true ? literalText(node['property']) : dottedName(node['property'])
  return object === null || property === null ? null : `${object}.${property}`
}

/** The line of a position, from 1. */
export const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length
