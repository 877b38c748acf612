/**
 * Keeping what a person said and what was concluded from it. Whatever is replaced is forgotten with all that was derived
 * from it, so that nothing is left to be found when the person leaves.
 */
import { splitSentences } from '../../engine/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { forgetTexts } from '../../platform/models/index.ts'
import { planInTurns } from '../composing/index.ts'
import type { CompositionInput } from '../composing/index.ts'
import type { HostCallbacks } from './callbacks.ts'
import type { PersonTexts, StoredPersona } from './person.ts'
import { findPersona, findTexts, putPersona, putTexts } from './store.ts'

/** Everything that is held of a person's words. */
export interface HeldWords {
  readonly texts: PersonTexts | null
  readonly persona: StoredPersona | null
}

/** What is held once a change is made. */
export type WordsChange = Partial<HeldWords>

/** A person's words, parted already as far as they were known before the transaction. */
export interface PartedWords {
  readonly personId: string
  /** What may have been embedded of `before` and is in `after` no more. */
  gone(before: HeldWords, after: HeldWords): Promise<readonly string[]>
}

/**
 * Parts what a change replaces before any transaction: a registration of a megabyte takes 0.4 s (2 cores). Under the lock
 * only what came in meanwhile is left to part, and where nothing is replaced nothing is parted at all.
 */
export async function partWords(tx: Tx, personId: string, change: WordsChange): Promise<PartedWords> {
  const known: Known = new Map()
  const words = { personId, gone: (before: HeldWords, after: HeldWords) => goneTexts(known, before, after) }
  const held = await heldWords(tx, personId)
  await words.gone(held, { ...held, ...change })
  return words
}

/** Texts by the piece that they were parted from. */
type Known = Map<string, ReadonlySet<string>>

async function goneTexts(known: Known, before: HeldWords, after: HeldWords): Promise<readonly string[]> {
  const kept = new Map(piecesOf(after).map((piece) => [JSON.stringify(piece), piece]))
  const lost = piecesOf(before).filter((piece) => !kept.has(JSON.stringify(piece)))
  if (lost.length === 0) return []
  const gone = await embeddable(lost, known)
  return [...gone.difference(await embeddable([...kept.values()], known))]
}

/** What is parted by itself: an answer, the résumé, the reasons, or a sentence of the persona. */
type Piece = CompositionInput | string

/** Each answer by itself: none changes how another is parted. */
function piecesOf({ texts, persona }: HeldWords): readonly Piece[] {
  const sentences = persona ? [...persona.requirements, ...persona.offerings].map(({ text }) => text) : []
  if (!texts) return sentences
  const empty = { questions: [], resumeText: null, rejections: [] }
  return [
    ...sentences,
    ...texts.questions.map((question) => ({ ...empty, questions: [question] })),
    { ...empty, resumeText: texts.resumeText },
    { ...empty, rejections: texts.rejections },
  ]
}

/** All texts that may have been embedded: while composing, clause by clause, and to be compared, sentence by sentence. */
async function embeddable(pieces: readonly Piece[], known: Known): Promise<ReadonlySet<string>> {
  const all = new Set<string>()
  for (const piece of pieces) {
    const key = JSON.stringify(piece)
    const texts = known.get(key) ?? (await textsOf(piece))
    known.set(key, texts)
    for (const text of texts) all.add(text)
  }
  return all
}

async function textsOf(piece: Piece): Promise<ReadonlySet<string>> {
  const whole = typeof piece === 'string' ? [piece] : (await planInTurns(piece)).clauses.map(({ text }) => text)
  return new Set(whole.flatMap((text) => [text, ...splitSentences(text).map((sentence) => sentence.text)]))
}

/** Under the lock of `lockPerson`. */
export async function saveTexts(tx: Tx, words: PartedWords, texts: PersonTexts): Promise<void> {
  const before = await heldWords(tx, words.personId)
  await putTexts(tx, words.personId, texts)
  await forgetTexts(tx, await words.gone(before, { ...before, texts }))
}

/** A persona, and the way to what the host was told of the one before. */
export interface NewPersona {
  readonly persona: StoredPersona
  readonly callbacks: Pick<HostCallbacks, 'outdate'>
}

/** Under the lock of `lockPerson`. What the host was told of a persona that is replaced is kept no longer than it takes. */
export async function savePersona(tx: Tx, words: PartedWords, { persona, callbacks }: NewPersona): Promise<void> {
  const { personId } = words
  const before = await heldWords(tx, personId)
  await putPersona(tx, personId, persona)
  if (before.persona) await callbacks.outdate(tx, { event: 'summary-ready', personId })
  await forgetTexts(tx, await words.gone(before, { ...before, persona }))
}

export async function heldWords(tx: Tx, personId: string): Promise<HeldWords> {
  return { texts: await findTexts(tx, personId), persona: await findPersona(tx, personId) }
}
