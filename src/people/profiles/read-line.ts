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

/** Says the first thing that is wrong. The message quotes nothing of the line. */
export function readProfileLine({ number, read }: Line, now: Date): ReadLine {
  let value: unknown
  try {
    value = read()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { isKept: false, bad: { line: number, message: error.detail } }
  }
  const parsed = importedProfile.safeParse(value)
  const [fault] = parsed.success ? faultsOf(parsed.data, now) : parsed.error.issues
  if (parsed.success && !fault) return { isKept: true, personId: parsed.data.user_id, said: saidIn(parsed.data) }
  return { isKept: false, bad: { line: number, ...idIn(value), message: messageOf(fault) } }
}

/** An id that nobody could have is not repeated. */
function idIn(value: unknown): Pick<BadLine, 'user_id'> {
  const id = typeof value === 'object' && value !== null && 'user_id' in value ? value.user_id : undefined
  return typeof id === 'string' && externalIdFault(id) === null ? { user_id: id } : {}
}

function messageOf(
  fault: { readonly path: string | readonly PropertyKey[]; readonly message: string } | undefined,
): string {
  const path = typeof fault?.path === 'string' ? fault.path : (fault?.path ?? []).join('.')
  return `${path === '' ? 'line' : path}: ${fault?.message ?? 'is not as it should be'}`
}
