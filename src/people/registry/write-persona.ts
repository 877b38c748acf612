/** From what was said to a persona: by a text model where one is configured, by the extractive composer otherwise. */
import { createHash } from 'node:crypto'
import { Problem } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun, Jobs } from '../../platform/jobs/index.ts'
import type { Embedder, TextModel } from '../../platform/models/index.ts'
import { acceptPersona } from './approve.ts'
import type { HostCallbacks } from './callbacks.ts'
import { compose, composeWithModel, planInTurns, sortSaid } from '../composing/index.ts'
import type { Composition, CompositionInput, SaidInput } from '../composing/index.ts'
import { failStage, returnToStage, workingOn } from './fail-stage.ts'
import { composePersona } from './jobs.ts'
import { partWords, savePersona } from './keep-words.ts'
import type { Person, PersonTexts, StoredPersona } from './person.ts'
import { findPerson, findTexts, lockPerson, moveStage, updatePerson } from './store.ts'
import type { PersonChange } from './store.ts'
import { quoted } from './said-words.ts'
import type { QuotedSentence } from './said-words.ts'
import { preciseTime } from './view-person.ts'

export interface PersonaDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly textModel: TextModel | null
  readonly embedderOf: (model?: string) => Promise<Embedder>
  readonly callbacks: HostCallbacks
  readonly requireApproval: boolean
}

/** A persona that is not written down yet. */
export interface WrittenPersona {
  readonly stored: StoredPersona
  readonly designation: QuotedSentence | null
}

/** What a persona is written from. */
export interface PersonaSource {
  readonly person: Pick<Person, 'version'>
  readonly texts: PersonTexts
  readonly signal: AbortSignal
}

/** Composes, and writes nothing down. */
export async function writePersona(
  deps: PersonaDeps,
  { person, texts, signal }: PersonaSource,
): Promise<WrittenPersona> {
  const { composition, composer } = await chooseComposer(deps, texts, signal)
  const { persona, requirements, offerings, designation } = composition
  const lists = {
    requirements: requirements.map((sentence) => quoted(sentence, texts)),
    offerings: offerings.map((sentence) => quoted(sentence, texts)),
  }
  const made = { composer, generatedAt: deps.clock(), edited: [], madeOf: digestOf(texts) }
  return {
    stored: { version: person.version, persona, ...lists, ...made },
    designation: designation && quoted(designation, texts),
  }
}

/** Of everything that a persona is composed from. */
export function digestOf({ questions, resumeText, rejections }: PersonTexts): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([questions, resumeText, rejections]))
    .digest()
}

async function chooseComposer(
  deps: PersonaDeps,
  input: CompositionInput,
  signal: AbortSignal,
): Promise<{ composition: Composition; composer: string }> {
  const plan = await planInTurns(input)
  if (deps.textModel) {
    const written = await askModel(deps.textModel, { input, sorting: sortSaid(plan, []) }, signal)
    if (written) return written
  }
  const embedder = await deps.embedderOf()
  const vectors = await embedder.embed(plan.texts, { signal })
  return { composition: compose(plan, vectors), composer: 'extractive' }
}

type Written = Awaited<ReturnType<typeof chooseComposer>>

/** Null when the model gives no usable answer: the person's own sentences serve as well, and nobody waits for ever. */
async function askModel(model: TextModel, said: SaidInput, signal: AbortSignal): Promise<Written | null> {
  try {
    return { composition: await composeWithModel(model, said, signal), composer: `${model.provider}:${model.model}` }
  } catch (error) {
    if (error instanceof Problem && error.code === 'model.refused') return null
    throw error
  }
}

/** A title that the host gave stands; otherwise the one that was said, or none. */
export function designationChange(
  person: Pick<Person, 'givenDesignation'>,
  { designation }: WrittenPersona,
): PersonChange {
  if (person.givenDesignation !== null) return { designation: person.givenDesignation, designation_source: null }
  return {
    designation: designation?.text ?? null,
    designation_source: designation ? JSON.stringify(designation.source) : null,
  }
}

/**
 * The answer of a model is stored with the stage that follows it, so a kill repeats only a call that was in the air.
 */
export const composePersonaHandler = (deps: PersonaDeps): JobHandler =>
  handles({
    job: composePersona,
    handle: async ({ personId }, run) => {
      await returnToStage(deps.db, personId, 'persona')
      const person = await findPerson(deps.db.query, personId)
      if (person) await workingOn(person, () => handleComposing(deps, person, run))
    },
    onFailed: failStage(deps.db, 'persona'),
  })

async function handleComposing(deps: PersonaDeps, person: Person, run: JobRun): Promise<void> {
  const personId = person.id
  const texts = await findTexts(deps.db.query, personId)
  if (!texts) return
  if (!(await moveStage(deps.db.query, person, { from: ['registered', 'persona'], to: 'persona' }))) return

  const written = await writePersona(deps, { person, texts, signal: run.signal })

  const words = await partWords(deps.db.query, personId, { persona: written.stored })
  await deps.db.transaction(async (tx) => {
    const current = await lockPerson(tx, personId)
    if (current?.version !== person.version) return
    if (!(await moveStage(tx, person, { from: ['persona'], to: 'awaiting_approval' }))) return
    await savePersona(tx, words, { persona: written.stored, callbacks: deps.callbacks })
    await updatePerson(tx, personId, designationChange(current, written))
    await tellSummaryReady(tx, deps, { personId, stored: written.stored })
    if (!deps.requireApproval) await acceptPersona(deps, tx, current)
  })
}

/** The host hears of a persona when it is written, with the transaction that writes it. */
async function tellSummaryReady(
  tx: Tx,
  { callbacks }: PersonaDeps,
  told: { personId: string; stored: StoredPersona },
): Promise<void> {
  const { personId, stored } = told
  await callbacks.send(tx, {
    event: 'summary-ready',
    path: callbacks.paths.summaryReady,
    body: { user_id: personId, persona: { ...stored.persona, generated_at: preciseTime(stored.generatedAt) } },
    subjectIds: [personId],
  })
}
