/** Everything that is held about a person, for herself. */
import type { Db, Tx } from '../../platform/db/index.ts'
import { exportProfile } from '../profiles/index.ts'
import type { ProfileExport } from '../profiles/index.ts'
import { findPerson, findPersona, findTexts, personNotFound, viewPerson } from '../registry/index.ts'
import type { Person, StoredPersona } from '../registry/index.ts'
import { listBlocks } from './blocks-store.ts'
import { explanationOf, reasonsOf, unmetOf } from './explain.ts'
import { exportAnnouncements, exportFacets, exportMirrored, exportPairs, exportUpdates } from './export-store.ts'
import { listFeedbackBy } from './feedback-store.ts'
import type { ExportedFeedback } from './feedback-store.ts'
import type { ListKind } from './lists-store.ts'

/** As JSON; instants are ISO 8601. */
export interface PersonExport extends ProfileExport {
  readonly person: unknown
  /** Why she turned personas down since she last answered, oldest first. */
  readonly rejections: readonly string[]
  /** All her pairs, once in each direction, also those that no list shows. */
  readonly matches: readonly unknown[]
  /** What she gave. What others say of her is theirs, and so are their blocks. */
  readonly feedback: readonly unknown[]
  readonly blocks: readonly unknown[]
  /** Her saved searches, and whom she was shown. */
  readonly saved_searches: readonly unknown[]
  readonly shown: readonly unknown[]
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
  readonly searchesOf: (tx: Tx, personId: string) => Promise<Pick<PersonExport, 'saved_searches' | 'shown'>>
}

/**
 * All of one moment: whoever leaves meanwhile is exported whole, or is not there.
 * @throws Problem `person.not_found`
 */
export async function exportPerson(deps: ExportDeps, personId: string): Promise<PersonExport> {
  return deps.db.snapshot(async (tx) => {
    const [person, texts, persona] = [
      await findPerson(tx, personId),
      await findTexts(tx, personId),
      await findPersona(tx, personId),
    ]
    if (!person) throw personNotFound()
    const deliveries = await deps.deliveriesAbout(tx, personId)
    const [needs, offers] = [await exportMatches(tx, personId, 'needs'), await exportMatches(tx, personId, 'offers')]
    return {
      person: viewPerson(person, texts, persona),
      rejections: texts?.rejections ?? [],
      standing: standingOf(person, persona),
      ...(await exportDerived(tx, personId)),
      ...(await exportGiven(tx, personId)),
      matches: [...needs, ...offers],
      ...(await exportProfile(tx, personId)),
      ...(await deps.searchesOf(tx, personId)),
      deliveries,
    }
  })
}

/** What she said of others, and whom she keeps away. */
async function exportGiven(tx: Tx, personId: string): Promise<Pick<PersonExport, 'feedback' | 'blocks'>> {
  const feedback = await listFeedbackBy(tx, personId)
  const blocks = await listBlocks(tx, personId)
  return {
    feedback: feedback.map(feedbackOf),
    blocks: blocks
      .filter((entry) => entry.personId === personId)
      .map(({ otherId, source, createdAt }) => ({ other_id: otherId, source, created_at: createdAt.toISOString() })),
  }
}

/** Whom it is about only where a match says so: otherwise it would tell who is registered. */
const feedbackOf = (given: ExportedFeedback): unknown => ({
  id: given.id,
  kind: given.kind,
  subject_id: given.subjectId,
  match_id: given.pairId,
  other_id: given.pairId === null ? null : given.otherId,
  text: given.text,
  rating: given.rating,
  outcome: given.outcome,
  sentiment: given.sentiment,
  created_at: given.createdAt.toISOString(),
})

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

async function exportMatches(tx: Tx, personId: string, kind: ListKind): Promise<unknown[]> {
  return (await exportPairs(tx, personId, kind)).map((pair) => {
    const reasons = reasonsOf(pair, kind)
    return {
      match_id: pair.matchId,
      user_id: pair.otherId,
      kind,
      model: pair.model,
      score: pair.score,
      mutual: pair.mutual,
      reasons,
      unmet: unmetOf(pair),
      explanation: pair.score === null ? null : explanationOf(kind, pair.score, reasons),
    }
  })
}
