/** One line of an import: what it says, or what is wrong with it. */
import type { z } from 'zod'
import { externalIdFault, Problem } from '../../base/index.ts'
import type { Line } from '../http/index.ts'
import type { BadLine } from './imports-store.ts'

export type ReadLine<Value> =
  | { readonly isKept: true; readonly value: Value }
  | { readonly isKept: false; readonly bad: BadLine }

interface Fault {
  readonly path: string | readonly PropertyKey[]
  readonly message: string
}

/** What a line of a kind must be like. */
export interface LineShape<Value> {
  readonly schema: z.ZodType<Value>
  /** The field whose text names what a line is about, also of one that is not kept. */
  readonly idField: string
  /** Under which name that is told of a bad line. Default: under that of the field. */
  readonly namedAs?: string
  /** What no field shows by itself. Default: nothing. */
  readonly faultsOf?: (value: Value) => readonly Fault[]
}

/** Says what is wrong, the first few faults. The message quotes nothing of the line. */
export function readLine<Value>({ number, read }: Line, shape: LineShape<Value>): ReadLine<Value> {
  let value: unknown
  try {
    value = read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { isKept: false, bad: { line: number, message: error.detail } }
  }
  const parsed = shape.schema.safeParse(value)
  const faults = parsed.success ? (shape.faultsOf?.(parsed.data) ?? []) : parsed.error.issues
  if (parsed.success && faults.length === 0) return { isKept: true, value: parsed.data }
  return { isKept: false, bad: { line: number, ...idIn(value, shape), message: messageOf(faults) } }
}

/** An id that nobody could have is not repeated. */
function idIn(
  value: unknown,
  { idField, namedAs = idField }: Pick<LineShape<never>, 'idField' | 'namedAs'>,
): Readonly<Record<string, string>> {
  const id = isObject(value) ? value[idField] : undefined
  return typeof id === 'string' && externalIdFault(id) === null ? { [namedAs]: id } : {}
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** Whoever mends a line need not send it once for each. */
const FAULTS_MAX = 5

function messageOf(faults: readonly Fault[]): string {
  const more = faults.length > FAULTS_MAX ? [`${faults.length - FAULTS_MAX} more`] : []
  return [...faults.slice(0, FAULTS_MAX).map(saidOf), ...more].join('; ')
}

function saidOf({ path, message }: Fault): string {
  const at = typeof path === 'string' ? path : path.join('.')
  return `${at === '' ? 'line' : at}: ${message}`
}
