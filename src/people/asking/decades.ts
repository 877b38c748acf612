/** Ages by the decade and by name: "mid thirties", "in her 20s", "teenager". A decade of music is none. */
import { findAll, placesOf, textAfter, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { PERSON } from './nouns.ts'
import { numberOf, tens } from './numbers.ts'
import { beginsWith, endsWith, pattern, wordOf } from './patterns.ts'
import type { Reading } from './reading.ts'
import { isSought } from './sought.ts'
import type { AgeWish, Gender } from './wish.ts'

const names = ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties']
const DECADE = `((?:[2-9]0) s|fourties|${names.join('|')})`
const PART = '(?:(early|mid|middle|late)(?: to| or| -|,)? )?'
/** "80s music" */
const ERA = wordOf(
  'music song songs hits film films movie movies cinema fashion rock pop hip disco car cars style tv game games dance synth vinyl ' +
    'punk metal party parties radio comic comics cartoon cartoons nostalgia vibe vibes aesthetic jazz soul funk clothes decor',
)
const NO_ERA = `(?! ${ERA}(?: |$))`
const WHOSE = '(?:(?:in|of|from|around) )?(?:(his|her|their|your|my|the|there) )?'
const OTHER = `(?: (?:-|to|or|and|/) (?:in )?(?:(?:his|her|their|the) )?${PART}${DECADE})?`

const single = pattern(`${WHOSE}${PART}${DECADE}${OTHER}${NO_ERA}`)
const double = pattern(`${WHOSE}(early|mid|late) (?:to|or|and|-) (early|mid|late) ${DECADE}${NO_ERA}`)
const something = pattern(`([2-9]0) somethings?|(${tens.join('|')})somethings?`)

/** Years after the beginning of the decade. */
const yearsOf = { early: [0, 3], mid: [3, 7], middle: [3, 7], late: [7, 9] } as const
const WHOLE_DECADE = [0, 9] as const
type Part = keyof typeof yearsOf

export const decadeReadings = (line: Line): readonly Reading[] => [
  ...findAll(line, double).flatMap((found) => {
    const [whose = '', one = '', other = '', decade = ''] = found.groups
    return readingsOf(line, found, { whose, ages: hull(yearsIn(one, decade), yearsIn(other, decade)) })
  }),
  ...findAll(line, single).flatMap((found) => {
    const [whose = '', part = '', decade = '', otherPart = '', other = ''] = found.groups
    if (part === '' && !isSomebodys(line, found)) return []
    const [one, second] = [yearsIn(part, decade), other === '' ? null : yearsIn(otherPart, other)]
    const or = second && areApart(one, second) ? orIn(line, found) : null
    if (!second || or === null) return readingsOf(line, found, { whose, ages: hull(one, second) })
    return [
      ...readingsOf(line, { ...found, last: or - 1 }, { whose, ages: one }),
      ...readingsOf(line, { ...found, first: or + 1 }, { whose: '', ages: second }),
    ]
  }),
  ...findAll(line, something).map(({ groups: [decade = '', word = ''], first, last }) => ({
    first,
    last,
    wanted: yearsIn('', decade === '' ? String(numberOf(word)) : decade),
  })),
  ...findAll(line, stage).flatMap((found) => stageReading(line, found)),
]

interface Decade {
  readonly whose: string
  readonly ages: AgeWish
}

/** "in their 20s or 40s", but "20s or 30s" are one stretch. */
const areApart = (one: AgeWish, other: AgeWish): boolean =>
  Math.max(one.min ?? 0, other.min ?? 0) > Math.min(one.max ?? 0, other.max ?? 0) + 1

/** Null in "20s to 40s", which names all between. */
function orIn({ tokens }: Line, found: Found): number | null {
  return placesOf(found).findLast((index) => ['or', 'and', '/'].includes(tokens[index]?.word ?? '')) ?? null
}

/** "her" in "her 20s" is weak evidence of a gender: it makes a preference, and never drops anybody. */
function readingsOf(line: Line, { first, last }: Found, { whose, ages }: Decade): readonly Reading[] {
  if (whose === 'my') return [{ first, last, wanted: null, because: 'It is about whoever asks.' }]
  if (!isSought(line, first)) return []
  const reading = { first, last, wanted: ages }
  const gender: Gender | undefined = ({ her: 'female', his: 'male' } as const)[whose]
  if (!gender) return [reading]
  const at = line.tokens.findIndex(({ word }, index) => index >= first && word === whose)
  return [reading, { first: at, last: at, wanted: { kind: 'gender', values: [gender] }, isWeak: true, isShared: true }]
}

const personBefore = endsWith(`${PERSON}(?: ,)?`)
const inDecade = beginsWith('in')

/** "in her 20s", "in 30s", "a woman, 30s", "bass player, 20s": but "the 60s" are a time, and so are "songs, 80s". */
function isSomebodys(line: Line, { first, last, groups: [whose = '', , decade = ''] }: Found): boolean {
  if (whose !== '') return whose !== 'the'
  const [before, after] = [textBefore(line, first), textAfter(line, last)]
  if (before === '' || personBefore.test(before) || inDecade.test(line.tokens[first]?.word ?? '')) return true
  const isApart = (comma.test(before) && (after === '' || after.startsWith(','))) || personAfter.test(after)
  return isApart && startOf(decade) <= LAST_ALONE
}
const comma = endsWith(',')
const personAfter = beginsWith(PERSON)
/** Later decades are those of music and films as well. */
const LAST_ALONE = 50

function yearsIn(part: string, decade: string): AgeWish {
  const start = startOf(decade)
  const [first, last] = part in yearsOf ? yearsOf[part as Part] : WHOLE_DECADE
  return { kind: 'age', min: start + first, max: start + last }
}

function startOf(decade: string): number {
  const figures = Number.parseInt(decade, 10)
  if (Number.isFinite(figures)) return figures
  return decade === 'fourties' ? 40 : (names.indexOf(decade) + 2) * 10
}

function hull(one: AgeWish, other: AgeWish | null): AgeWish {
  if (!other) return one
  const [min, max] = [Math.min(one.min ?? 0, other.min ?? 0), Math.max(one.max ?? 0, other.max ?? 0)]
  return { kind: 'age', min, max }
}

/** Ages that have a name of their own. */
const stages: readonly (readonly [name: RegExp, ages: AgeWish])[] = [
  [/^teen/u, { kind: 'age', min: 13, max: 19 }],
  [/^adult/u, { kind: 'age', min: 18, max: null }],
  [/^middle/u, { kind: 'age', min: 40, max: 59 }],
  [/^(?:senior|pensioner|retiree)/u, { kind: 'age', min: 60, max: null }],
]
const stage = pattern(
  '(teenagers?|teenaged?|teens?|adults?(?= only)|adults|middle aged?|senior citizens?|pensioners?|retirees?)' +
    `(?! ${wordOf('education movie movies film films fiction literature novel novels content spirit angst counselor mental')}(?: |$))`,
)

function stageReading(line: Line, { groups: [name = ''], first, last }: Found): readonly Reading[] {
  const wanted = stages.find(([word]) => word.test(name))?.[1]
  return wanted && isSought(line, first) ? [{ first, last, wanted }] : []
}
