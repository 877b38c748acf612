/** What the engine may not name, and who reads the environment. */
import { complain } from './rooms-complaint.ts'
import type { Complaint } from './rooms-complaint.ts'
import { dottedName, literalText, walk } from './rooms-source.ts'
import type { Node, Parsed } from './rooms-source.ts'

/** Clocks, chance, and everything that reaches out of a function. */
const forbidden: ReadonlySet<string> = new Set(
  (
    'Date Temporal performance process globalThis global console fetch crypto require setTimeout setInterval setImmediate ' +
    'queueMicrotask Worker WebSocket navigator'
  ).split(' '),
)

/** Nouns of what is sold. The engine ranks vectors and texts; whose they are it does not know. */
const domainNoun =
  /(?:^|_|[a-z\d])(?:persons?|people|personas?|requirements?|offerings?|members?|résumés?|resumes?|customers?)(?=$|_|[A-Z\d])/iu

export function purityFaults(file: Parsed): readonly Complaint[] {
  const found = new Set<string>()
  walk(file.program, (node, ancestors) => {
    const name = impureName(node, ancestors)
    if (name !== null) found.add(name)
    if (node.type === 'Identifier' && domainNoun.test(String(node['name']))) found.add(String(node['name']))
  })
  return [...found].map((name) => complain('pure engine', file.path, `names ${name}`))
}

function impureName(node: Node, ancestors: readonly Node[]): string | null {
  if (node.type === 'MetaProperty') return 'import.meta'
  const name = dottedName(node)
  if (name === 'Math.random') return name
  if (node.type !== 'Identifier' || name === null || !forbidden.has(name)) return null
  return isFieldName(node, ancestors.at(-1)) ? null : name
}

/** `cache.process` and `{ process: 1 }` only happen to be called so. */
function isFieldName(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined) return false
  if (parent.type === 'MemberExpression') return parent['property'] === node && parent['computed'] !== true
  const isKey = [
    'Property',
    'PropertyDefinition',
    'MethodDefinition',
    'TSPropertySignature',
    'TSMethodSignature',
  ].includes(parent.type)
  return isKey && parent['key'] === node && parent['computed'] !== true && parent['shorthand'] !== true
}

/** `process.env`, however it is reached. */
export function readsEnvironment(file: Parsed): boolean {
  let reads = false
  walk(file.program, (node) => {
    const name = dottedName(node)
    if (name === 'process.env' || name === 'globalThis.process.env') reads = true
    if (node.type === 'ImportDeclaration' && /^(?:node:)?process$/u.test(literalText(node['source']) ?? '')) {
      reads ||= importsEnv(node)
    }
    if (node.type === 'VariableDeclarator' && dottedName(node['init']) === 'process')
      reads ||= file.text.includes('env')
  })
  return reads
}

function importsEnv(node: Node): boolean {
  const specifiers = node['specifiers'] as readonly { imported?: { name?: string } }[]
  return specifiers.some(({ imported }) => imported === undefined || imported.name === 'env')
}
