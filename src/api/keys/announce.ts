/** How processes tell each other that a key is not what it was. */
import type { Db, Tx } from '../../platform/db/index.ts'

const CHANNEL = 'api_keys'

export interface KeyHearing {
  readonly onChange: (keyId: string) => void
  /** Changes may have been missed. */
  readonly onGap: () => void
}

/** Who listens in this process: it hears of its own changes before the verb returns, not when the database says so. */
const local = new WeakMap<Db, Set<KeyHearing>>()

/** Runs `change` in a transaction and tells every process when it is in. */
export async function changeKey(db: Db, id: string, change: (tx: Tx) => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await change(tx)
    await db.notify(tx, CHANNEL, id)
  })
  for (const hearing of local.get(db) ?? []) hearing.onChange(id)
}

/** Returns what ends the listening. */
export function hearKeyChanges(db: Db, hearing: KeyHearing): () => void {
  const here = local.get(db) ?? new Set<KeyHearing>()
  local.set(db, here.add(hearing))
  const stop = db.listen(CHANNEL, { onPayload: hearing.onChange, onGap: hearing.onGap, onReady: hearing.onGap })
  return () => {
    here.delete(hearing)
    stop()
  }
}
