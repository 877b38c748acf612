/** One line of an import: somebody's profile, or what is wrong with it. */
import { externalIdFault, Problem } from '../../base/index.ts'
import type { Line } from '../../platform/http/index.ts'
import type { BadLine } from './imports-store.ts'
import type { SaidProfile } from './profile.ts'
import { importedProfile } from './schema.ts'
import { faultsOf, saidIn } from './wire.ts'

export type ReadLine =
  | { readonly isKept: true; readonly personId: string; readonly said: SaidProfile }
  | { readonly isKept: false; readonly bad: BadLine }

/** Says what is wrong, the first few faults. The message quotes nothing of the line. */
export function readProfileLine({ number, read }: Line, now: Date): ReadLine {
  let value: unknown
  try {
    value = read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { isKept: false, bad: { line: number, message: error.detail } }
  }
  const parsed = importedProfile.safeParse(value)
  const faults = parsed.success ? faultsOf(parsed.data, now) : parsed.error.issues
  if (parsed.success && faults.length === 0)
    return { isKept: true, personId: parsed.data.user_id, said: saidIn(parsed.data) }
  return { isKept: false, bad: { line: number, ...idIn(value), message: messageOf(faults) } }
}

/** An id that nobody could have is not repeated. */
function idIn(value: unknown): Pick<BadLine, 'user_id'> {
  const id = typeof value === 'object' && value !== null && 'user_id' in value ? value.user_id : undefined
  return typeof id === 'string' && externalIdFault(id) === null ? { user_id: id } : {}
}

interface Fault {
  readonly path: string | readonly PropertyKey[]
  readonly message: string
}

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
