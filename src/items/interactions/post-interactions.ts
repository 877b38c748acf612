/** What people did, as our own API hears of it: one event or some, a file of them, or in the words of MySanta. */
import { newId } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { readImport, readLine, takeFile } from '../../platform/imports/index.ts'
import type { ImportAnswer, LineShape, SentFile } from '../../platform/imports/index.ts'
import { futureFaults, instantOf } from '../catalogue/index.ts'
import { derivedEventId } from './interaction.ts'
import type { Interaction } from './interaction.ts'
import { interaction } from './schema.ts'
import type { InteractionBody, UserInteractionBody } from './schema.ts'
import { takeInteractions } from './take-interactions.ts'
import type { TakeDeps, Taken } from './take-interactions.ts'
import { faultsOf, interactionOf, requireSound } from './wire.ts'

export interface InteractionDeps extends TakeDeps {
  readonly db: Db
  readonly clock: Clock
}

/** All of them or none. @throws Problem `request.invalid` */
export async function postInteractions(
  deps: InteractionDeps,
  body: InteractionBody | readonly InteractionBody[],
): Promise<Taken> {
  const now = deps.clock()
  const bodies = isOne(body) ? [body] : body
  requireSound(bodies.flatMap((each, index) => faultsOf(each, now, isOne(body) ? '' : `${index}.`)))
  return deps.db.transaction((tx) =>
    takeInteractions(
      tx,
      deps,
      bodies.map((each) => interactionOf(each, now)),
    ),
  )
}

const isOne = (body: InteractionBody | readonly InteractionBody[]): body is InteractionBody => !Array.isArray(body)

const kind = 'interactions'
/** Names what a bad line is about. */
export const idField = 'event_id'

/** Every line counts, once by its event. @throws Problem `import.running`, `request.timeout` */
export async function importInteractions(deps: InteractionDeps, file: SentFile): Promise<ImportAnswer> {
  const shape: LineShape<InteractionBody> = {
    schema: interaction,
    idField,
    faultsOf: (body) => faultsOf(body, deps.clock()),
  }
  return takeFile<Interaction>(deps.db, file, {
    kind,
    read(line) {
      const read = readLine(line, shape)
      return read.isKept ? { isKept: true, value: interactionOf(read.value, deps.clock()) } : read
    },
    write: async (tx, events) => void (await takeInteractions(tx, deps, events)),
  })
}

/** @throws Problem `import.not_found` */
export const readInteractionImport = (tx: Tx, id: string): Promise<ImportAnswer> => readImport(tx, { kind, id })

/** Whether there was anything new. @throws Problem `request.invalid` */
export async function postUserInteraction(
  deps: InteractionDeps,
  userId: string,
  body: UserInteractionBody,
): Promise<boolean> {
  const now = deps.clock()
  requireSound(futureFaults(body.timestamp, 'timestamp', now))
  const event = userInteractionOf(userId, body, now)
  return deps.db.transaction(async (tx) => {
    if (event) return (await takeInteractions(tx, deps, [event])).accepted > 0
    await deps.felt(tx, [userId], [])
    return true
  })
}

function userInteractionOf(userId: string, body: UserInteractionBody, now: Date): Interaction | null {
  const { interaction_type: type, item_id: itemId, timestamp } = body
  if (itemId == null) return null
  const time = timestamp == null ? now : instantOf(timestamp)
  const eventId =
    timestamp == null ? newId(now) : derivedEventId(['user-interaction', userId, itemId, type, time.getTime()])
  return { eventId, userId, itemId, type, time, value: null, recommendationId: null, source: 'api' }
}
