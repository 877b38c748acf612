/** What can be counted of style: lengths, comments, and words that are not used here. */
import { dottedName, isNode, lineAt, walk } from './rooms-source.ts'
import type { Node, Parsed } from './rooms-source.ts'

export interface CountedFunction {
  readonly file: string
  readonly line: number
  readonly lines: number
  readonly parameters: number
}

/** `file:line: what`, for things of which there may be none. */
export type Finding = string

/** Lines of a text; a line break at the end begins no line. */
export const countLines = (text: string): number => (text === '' ? 0 : text.replace(/\n$/u, '').split('\n').length)

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Every function with a body, arrows and methods too. `this` as a parameter is a type, not a parameter. */
export function functionsOf({ path, text, program }: Parsed): readonly CountedFunction[] {
  const counted: CountedFunction[] = []
  walk(program, (node) => {
    if (!FUNCTIONS.has(node.type) || !isNode(node['body'])) return
    const parameters = (node['params'] as readonly Node[]).filter(
      (parameter) => dottedName(parameter) !== 'this',
    ).length
    const lines = countLines(text.slice(node.start, node.end))
    counted.push({ file: path, line: lineAt(text, node.start), lines, parameters })
  })
  return counted
}

/** Lines that hold a comment, alone or behind code. */
export function commentLines({ text, comments }: Parsed): number {
  const lines = new Set<number>()
  for (const { start, end } of comments) {
    for (let line = lineAt(text, start); line <= lineAt(text, end); line += 1) lines.add(line)
  }
  return lines.size
}

const LITERALS = new Set(['ArrayExpression', 'ObjectExpression', 'TemplateLiteral', 'Literal'])
const TABLE_SHARE_MIN = 0.7

/** A file that is mostly one literal with no function in it is data, however long. */
export function isDataTable({ text, program }: Parsed): boolean {
  let longest = 0
  walk(program, (node) => {
    if (!LITERALS.has(node.type) || holdsFunction(node)) return
    longest = Math.max(longest, countLines(text.slice(node.start, node.end)))
  })
  return longest >= countLines(text) * TABLE_SHARE_MIN
}

function holdsFunction(node: Node): boolean {
  let holds = false
  walk(node, (inner) => {
    if (FUNCTIONS.has(inner.type)) holds = true
  })
  return holds
}

const TEST_WORDS = new Set(['test', 'it', 'describe', 'suite', 'bench'])
const LEFT_OUT = new Set(['only', 'skip', 'todo', 'fails'])
const MOCKS = new Set(['vi.mock', 'vi.doMock', 'vi.hoisted', 'jest.mock', 'mock.module'])

/** Of these there are none: `any`, default exports, mocked modules, tests left out, and checks that check nothing. */
export function unwanted(file: Parsed): readonly Finding[] {
  const findings: Finding[] = []
  walk(file.program, (node) => {
    const what = unwantedAt(node)
    // The types of a package say what the package does.
    const isTheirs = file.path.endsWith('.d.ts')
    if (what !== null && !isTheirs) findings.push(`${file.path}:${lineAt(file.text, node.start)}: ${what}`)
  })
  return findings
}

function unwantedAt(node: Node): string | null {
  if (node.type === 'TSAnyKeyword') return 'any'
  if (node.type === 'ExportDefaultDeclaration') return 'a default export'
  if (node.type === 'CallExpression' && MOCKS.has(dottedName(node['callee']) ?? '')) return 'a mocked module'
  if (OWN_CASE.test(textOf(node))) return 'a group with a case of its own'
  if (node.type !== 'MemberExpression') return null
  const names = (dottedName(node) ?? '').split('.')
  const last = names.at(-1) ?? ''
  if (TEST_WORDS.has(names[0] ?? '') && names.length > 1 && LEFT_OUT.has(last)) return 'a test that is left out'
  return dottedName(node['property']) === 'toBeDefined' ? 'a check that anything passes' : null
}

/**
 * `(?i:…)`: V8 finds nothing with some of these once it stops optimising expressions, as it does in a process that has
 * compiled a megabyte of them (`node --no-regexp-optimization` shows it).
 */
const OWN_CASE = /\(\?(?:[ims]+(?:-[ims]*)?|-[ims]+):/u

function textOf({ type, raw, value }: Node): string {
  if (type === 'Literal') return String(raw)
  return type === 'TemplateElement' && typeof value === 'object' ? JSON.stringify(value) : ''
}

/** The value at or below which `share` of the numbers lie. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
