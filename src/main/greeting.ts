/** What is said once the program is up: for people at a terminal; a reader of logs sees lines among others. */
import { join } from 'node:path'
import type { Settings } from '../settings/index.ts'

export interface Arrival {
  /** Null without the role `api`. */
  readonly address: string | null
  /** Whether a person reads this. What goes into a file or a journal holds no key. */
  readonly isTerminal: boolean
}

export function greeting(settings: Settings, { address, isTerminal }: Arrival): readonly string[] {
  const { keys, dataDir } = settings
  const place = join(dataDir, 'secrets')
  const shown = isTerminal
    ? [`Your service key, shown only this once (it is kept in ${place}):`, `  ${keys.serviceApiKey}`]
    : [`The service key that was made here is the line SERVICE_API_KEY of ${place}.`]
  return [...whereabouts(settings, address), ...(keys.isUnseen ? shown : [])]
}

function whereabouts(settings: Settings, address: string | null): readonly string[] {
  if (address === null) return ['Reciprocity works on jobs.']
  const greeted = `Reciprocity answers at ${address}. Documentation: ${address}/docs`
  // Whoever set HOST knows who can reach us.
  return settings.isHostGiven ? [greeted] : [greeted, `It ${reachOf(settings, address)}.`]
}

/** Who can reach us may change with a key that was made since the last start: nobody should have to guess why. */
function reachOf({ keys }: Settings, address: string): string {
  if (new URL(address).hostname === '127.0.0.1') return 'answers this machine alone, for its only key is the made one'
  const reason = keys.isMade ? 'there is a key that you made' : 'SERVICE_API_KEY is set'
  return `answers other machines too, for ${reason}; HOST says where it listens`
}
