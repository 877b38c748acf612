import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Corner } from '../../../test/support/db.ts'
import { heldWords, partWords, savePersona, saveTexts } from './keep-words.ts'
import type { HeldWords } from './keep-words.ts'
import type { PersonTexts, Sentence, StoredPersona } from './person.ts'
import { holdPeople } from './store.ts'
import { silentPersona } from '../../../test/support/silent-persona.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

const textsOf = (answer: string, rejections: readonly string[] = []): PersonTexts => ({
  questions: [{ prompt: 'Tell us', answer }],
  resumeLink: null,
  resumeStatus: 'none',
  resumeReason: null,
  resumeText: null,
  rejections,
})
const sentence = (text: string): Sentence => ({ text, source: { kind: 'edit' } })
const personaOf = (...requirements: string[]): StoredPersona => ({
  version: 1,
  persona: silentPersona,
  requirements: requirements.map(sentence),
  offerings: [],
  composer: 'extractive',
  generatedAt: new Date('2026-01-01T00:00:00Z'),
  edited: [],
  madeOf: null,
})

const nothing: HeldWords = { texts: null, persona: null }
/** All that may have been embedded. */
const embeddable = async (held: HeldWords): Promise<readonly string[]> =>
  (await partWords(corner.db.query, 'nobody', {})).gone(held, nothing)

const outdated: string[] = []
const callbacks = { outdate: async (_tx: Tx, told: { personId: string }) => void outdated.push(told.personId) }
const keepTexts = async (id: string, texts: PersonTexts) =>
  saveTexts(corner.db.query, await partWords(corner.db.query, id, { texts }), texts)
const keepPersona = async (id: string, persona: StoredPersona) =>
  savePersona(corner.db.query, await partWords(corner.db.query, id, { persona }), { persona, callbacks })

const hash = `sha256(convert_to($1, 'utf8'))`
/** As if somebody had embedded it. */
async function keepVectors(...texts: string[]): Promise<void> {
  const insert = `insert into embedding_cache values ('m', ${hash}, '\\x00', now()) on conflict do nothing`
  for (const text of texts) await corner.db.statements(insert, [text])
}
async function isKept(text: string): Promise<boolean> {
  return (await corner.db.statements(`select 1 from embedding_cache where text_hash = ${hash}`, [text])).rows.length > 0
}
async function somebody(id: string): Promise<string> {
  await holdPeople(corner.db.query, [id])
  return id
}

test('what may have been embedded are clauses, sentences and what a rejection adds, of both lists', async () => {
  const texts = textsOf('I teach Spanish and I need a drum kit.', ['You forgot that I teach piano.'])
  const held = await embeddable({ texts, persona: personaOf('I want a cat. I want a dog.') })
  for (const text of ['I teach Spanish', 'I need a drum kit.', 'I teach piano.', 'I want a cat.', 'I want a dog.'])
    expect(held).toContain(text)
  expect(await embeddable(nothing)).toEqual([])
})

test('others get their turn between the answers of a long registration', async () => {
  const questions = Array.from({ length: 30 }, (_, index) => ({ prompt: 'Tell us', answer: `I need a cook ${index}.` }))
  let turns = 0
  const others = setInterval(() => (turns += 1), 0)
  const slow = questions.map(({ prompt, answer }) => ({ prompt, answer: answer.repeat(200) }))
  await embeddable({ texts: { ...textsOf(''), questions: slow }, persona: null })
  clearInterval(others)
  expect(turns).toBeGreaterThan(5)
})

test('answers that are replaced are forgotten, and those that are said again stay', async () => {
  const id = await somebody('answers')
  await keepTexts(id, textsOf('I was born in Rome. I like tea.'))
  await keepVectors('I was born in Rome.', 'I like tea.')
  await keepTexts(id, textsOf('I like tea. I like rain.'))
  expect([await isKept('I was born in Rome.'), await isKept('I like tea.')]).toEqual([false, true])
})

test('what is concluded from replaced answers stays until it is concluded anew', async () => {
  const id = await somebody('persona')
  await keepTexts(id, textsOf('I need a cook.'))
  await keepPersona(id, personaOf('I need a cook.'))
  await keepVectors('I need a cook.')
  await keepTexts(id, textsOf('I need a maid.'))
  expect(await isKept('I need a cook.')).toBe(true)
  await keepPersona(id, personaOf('I need a maid.'))
  expect(await isKept('I need a cook.')).toBe(false)
})

test('every reason is kept in its order, and one that the version before wrote is the last', async () => {
  const id = await somebody('reasons')
  const reasonsAfter = async (): Promise<unknown> => (await heldWords(corner.db.query, id)).texts?.rejections
  await keepTexts(id, textsOf('I sing.', ['One.', 'Two.']))
  expect(await reasonsAfter()).toEqual(['One.', 'Two.'])
  await corner.db.statements(`update person_texts set rejection = 'Three.' where person_id = $1`, [id])
  expect(await reasonsAfter()).toEqual(['One.', 'Two.', 'Three.'])
  await corner.db.statements(`update person_texts set rejections = null where person_id = $1`, [id])
  expect(await reasonsAfter()).toEqual(['Three.'])
  await corner.db.statements(`update person_texts set rejection = null where person_id = $1`, [id])
  expect(await reasonsAfter()).toEqual([])
})

test('what was told of a persona is outdated when another takes its place, and not when it is the first', async () => {
  const id = await somebody('told')
  await keepPersona(id, personaOf('I need a cook.'))
  expect(outdated).not.toContain(id)
  await keepPersona(id, personaOf('I need a maid.'))
  expect(outdated).toContain(id)
})

/** About a megabyte of answers. */
const long = (text: string): PersonTexts => ({
  ...textsOf(''),
  questions: Array.from({ length: 40 }, (_, at) => ({ prompt: 'Tell us', answer: `${text} ${at}. `.repeat(800) })),
})

/** Texts are parted in turns of the event loop: what takes none of them parts nothing. */
async function turnsOf(work: () => Promise<unknown>): Promise<number> {
  let turns = -1
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await work()
  isDone = true
  await new Promise(setImmediate)
  return turns
}

test('where nothing is replaced nothing is parted, and what is replaced is parted before the lock', async () => {
  const words = await partWords(corner.db.query, 'nobody', {})
  const held = { texts: long('I need a cook'), persona: null }
  expect(await turnsOf(() => words.gone(nothing, held))).toBe(0)
  expect(await turnsOf(() => words.gone(held, nothing))).toBeGreaterThan(10)
  expect(await turnsOf(() => words.gone(held, nothing))).toBe(0)
})
