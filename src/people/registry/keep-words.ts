/**
 * Keeping what a person said and what was concluded from it. Whatever is replaced is forgotten with all that was derived
 * from it, so that nothing is left to be found when the person leaves.
 */
import { splitSentences } from '../../engine/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { forgetTexts } from '../../platform/models/index.ts'
import { planInTurns } from '../composing/index.ts'
import type { PersonTexts, StoredPersona } from './person.ts'
import { findPersona, findTexts, putPersona, putTexts } from './store.ts'

/** Everything that is held of a person's words. */
export interface HeldWords {
  readonly texts: PersonTexts | null
  readonly persona: StoredPersona | null
}

/**
 * All texts that may have been embedded: while composing, clause by clause, and to be compared, sentence by sentence. A
 * registration of a megabyte takes 0.4 s to part (2 cores), so others get their turn between its answers.
 */
export async function embeddableTexts({ texts, persona }: HeldWords): Promise<ReadonlySet<string>> {
  const whole = persona ? [...persona.requirements, ...persona.offerings].map(({ text }) => text) : []
  if (texts) whole.push(...(await planInTurns(texts)).clauses.map(({ text }) => text))
  return new Set([...new Set(whole)].flatMap((text) => [text, ...splitSentences(text).map((piece) => piece.text)]))
}

/** Under the lock of `lockPerson`. */
export async function saveTexts(tx: Tx, personId: string, texts: PersonTexts): Promise<void> {
  const before = await heldWords(tx, personId)
  await putTexts(tx, personId, texts)
  await forgetReplaced(tx, before, { ...before, texts })
}

/** Under the lock of `lockPerson`. */
export async function savePersona(tx: Tx, personId: string, persona: StoredPersona): Promise<void> {
  const before = await heldWords(tx, personId)
  await putPersona(tx, personId, persona)
  await forgetReplaced(tx, before, { ...before, persona })
}

export async function heldWords(tx: Tx, personId: string): Promise<HeldWords> {
  return { texts: await findTexts(tx, personId), persona: await findPersona(tx, personId) }
}

async function forgetReplaced(tx: Tx, before: HeldWords, after: HeldWords): Promise<void> {
  const gone = (await embeddableTexts(before)).difference(await embeddableTexts(after))
  await forgetTexts(tx, [...gone])
}
