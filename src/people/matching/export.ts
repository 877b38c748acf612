/** Everything that is held about a person, for herself. */
import { Problem } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { findPerson, findPersona, findTexts, viewPerson } from '../registry/index.ts'
import { listBlocks } from './blocks-store.ts'
import { explanationOf, reasonsOf } from './explain.ts'
import { listFeedbackBy } from './feedback-store.ts'
import { listMatches } from './lists-store.ts'
import type { ListKind } from './lists-store.ts'
import { keptPerList } from './pairs.ts'

/** As JSON; instants are ISO 8601. */
export interface PersonExport {
  readonly person: unknown
  readonly matches: readonly unknown[]
  readonly feedback: readonly unknown[]
  readonly blocks: readonly unknown[]
  /** Callbacks that told the host of her, without what they said. */
  readonly deliveries: readonly unknown[]
}

export interface ExportDeps {
  readonly db: Db
  readonly deliveriesAbout: (tx: Tx, personId: string) => Promise<readonly unknown[]>
}

/** @throws Problem `person.not_found` */
export async function exportPerson({ db, deliveriesAbout }: ExportDeps, personId: string): Promise<PersonExport> {
  const tx = db.query
  const [person, texts, persona] = [
    await findPerson(tx, personId),
    await findTexts(tx, personId),
    await findPersona(tx, personId),
  ]
  if (!person || !texts) throw new Problem('person.not_found', 'Nobody with this id is registered.')
  const blocks = await listBlocks(tx, personId)
  return {
    person: viewPerson(person, texts, persona),
    matches: [...(await exportMatches(db, personId, 'needs')), ...(await exportMatches(db, personId, 'offers'))],
    deliveries: await deliveriesAbout(tx, personId),
    feedback: (await listFeedbackBy(tx, personId)).map((given) => ({
      ...given,
      createdAt: given.createdAt.toISOString(),
    })),
    blocks: blocks
      .filter((entry) => entry.personId === personId)
      .map(({ otherId, createdAt }) => ({ other_id: otherId, created_at: createdAt.toISOString() })),
  }
}

async function exportMatches(db: Db, personId: string, kind: ListKind): Promise<unknown[]> {
  const pages = [{ kind, after: null, limit: keptPerList }]
  const found = await listMatches(db.query, { generation: null, personId, scoreMin: 0, pages })
  return found[kind].map((match) => {
    const reasons = reasonsOf(match, kind)
    return {
      match_id: match.matchId,
      user_id: match.otherId,
      kind,
      score: match.score,
      mutual: match.mutual,
      reasons,
      explanation: explanationOf(kind, match.score, reasons),
    }
  })
}
