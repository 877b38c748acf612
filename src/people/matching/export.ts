/** Everything that is held about a person, for herself. */
import { Problem } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { findPerson, findPersona, findTexts, viewPerson } from '../registry/index.ts'
import type { Person, StoredPersona } from '../registry/index.ts'
import { listBlocks } from './blocks-store.ts'
import { explanationOf, reasonsOf } from './explain.ts'
import { exportAnnouncements, exportFacets, exportMirrored, exportUpdates } from './export-store.ts'
import { listFeedbackBy } from './feedback-store.ts'
import { listMatches } from './lists-store.ts'
import type { ListKind } from './lists-store.ts'
import { shownPerList } from './pairs.ts'

/** As JSON; instants are ISO 8601. */
export interface PersonExport {
  readonly person: unknown
  /** Why she turned personas down since she last answered, oldest first. */
  readonly rejections: readonly string[]
  readonly matches: readonly unknown[]
  /** What she gave. What others say of her is theirs, and so are their blocks. */
  readonly feedback: readonly unknown[]
  readonly blocks: readonly unknown[]
  /** Callbacks that told the host of her, without what they said. */
  readonly deliveries: readonly unknown[]
  /** What is derived from her words so that they can be compared. */
  readonly facets: readonly unknown[]
  /** Pairs that the host was told of, and those that its own table holds. */
  readonly announcements: readonly unknown[]
  readonly mirrored: readonly unknown[]
  /** Update batches that she was part of. */
  readonly updates: readonly unknown[]
  /** What the registry notes for itself: how often she changed, how often an update of hers failed. */
  readonly standing: unknown
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
    rejections: texts.rejections,
    standing: standingOf(person, persona),
    ...(await exportDerived(tx, personId)),
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

/** As JSON has it: instants as text, vectors as lists of figures. */
async function exportDerived(
  tx: Tx,
  personId: string,
): Promise<Pick<PersonExport, 'facets' | 'announcements' | 'mirrored' | 'updates'>> {
  const figures = (vector: string | null): unknown => (vector === null ? null : JSON.parse(vector))
  return {
    facets: (await exportFacets(tx, personId)).map(({ need, offer, ...facets }) => ({
      ...facets,
      need: figures(need),
      offer: figures(offer),
    })),
    announcements: await exportAnnouncements(tx, personId),
    mirrored: await exportMirrored(tx, personId),
    updates: await exportUpdates(tx, personId),
  }
}

function standingOf(person: Person, persona: StoredPersona | null): unknown {
  return {
    version: person.version,
    update_attempts: person.updateAttempts,
    update_due_at: person.updateDueAt?.toISOString() ?? null,
    given_designation: person.givenDesignation,
    first_matched_at: person.firstMatchedAt?.toISOString() ?? null,
    persona_version: persona?.version ?? null,
    edited: persona?.edited ?? [],
    made_of: persona?.madeOf ? Buffer.from(persona.madeOf).toString('hex') : null,
  }
}

async function exportMatches(db: Db, personId: string, kind: ListKind): Promise<unknown[]> {
  const pages = [{ kind, after: null, limit: shownPerList }]
  const [found] = await listMatches(db.query, { generation: null, personIds: [personId], scoreMin: 0, pages })
  return (found?.[kind] ?? []).map((match) => {
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
