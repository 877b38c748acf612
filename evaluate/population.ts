/** A seeded population of believable people whose truth is known: who gives what whom lacks. */
import { professions } from './professions.ts'
import type { Profession } from './professions.ts'
import { memories, needTalk, offerTalk } from './talk.ts'
import { topics } from './topics.ts'

/** One sentence and the topic that it was planted for; null for talk that asks and gives nothing. */
export interface PlantedSentence {
  readonly text: string
  readonly topic: string | null
}

export interface PlantedPerson {
  readonly id: string
  readonly title: string
  readonly requirements: readonly PlantedSentence[]
  readonly offerings: readonly PlantedSentence[]
}

export type Random = () => number

/** mulberry32 by T. Ettinger: the same seed gives the same people everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Of a hundred people about 6 say nothing of their needs, 6 nothing of their offers, and 5 write pages. */
const SILENT_SHARE = 0.06
const LONG_SHARE = 0.05

export function makePopulation(size: number, seed: number): readonly PlantedPerson[] {
  const random = seededRandom(seed)
  return Array.from({ length: size }, (_, index) => makePerson(`person-${index}`, random))
}

function makePerson(id: string, random: Random): PlantedPerson {
  const profession = pick(professions, random)
  const isLong = random() < LONG_SHARE
  const needs = random() < SILENT_SHARE ? [] : draw(profession.needs, random)
  const offers = random() < SILENT_SHARE ? [] : draw(profession.offers, random)
  return {
    id,
    title: profession.title,
    requirements: write(needs, 'needs', { random, isLong, talk: needTalk }),
    offerings: write(offers, 'offers', { random, isLong, talk: [profession.background, ...offerTalk] }),
  }
}

/** One to three of the profession's topics, and now and then one that nobody would expect. */
function draw(names: Profession['needs'], random: Random): readonly string[] {
  const wanted = shuffle(names, random).slice(0, 1 + Math.floor(random() * 3))
  const odd = random() < 0.25 ? [pick(Object.keys(topics), random)] : []
  return [...new Set([...wanted, ...odd])]
}

interface Style {
  readonly random: Random
  readonly isLong: boolean
  readonly talk: readonly string[]
}

function write(names: readonly string[], side: 'needs' | 'offers', style: Style): readonly PlantedSentence[] {
  const { random, isLong, talk } = style
  if (names.length === 0) return []
  const said = names.flatMap((topic) =>
    shuffle(topics[topic]?.[side] ?? [], random)
      .slice(0, random() < 0.4 ? 2 : 1)
      .map((text) => ({ text, topic })),
  )
  const chatter = isLong ? shuffle([...talk, ...memories[side]], random) : shuffle(talk, random).slice(0, random() * 3)
  const idle = chatter.map((text) => ({ text, topic: null }))
  return shuffle([...said, ...idle], random)
}

function pick<Element>(list: readonly Element[], random: Random): Element {
  return list[Math.floor(random() * list.length)] as Element
}

/** Fisher–Yates. */
function shuffle<Element>(list: readonly Element[], random: Random): Element[] {
  const mixed = [...list]
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const kept = mixed[index] as Element
    mixed[index] = mixed[other] as Element
    mixed[other] = kept
  }
  return mixed
}
