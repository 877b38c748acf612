/** Ages by the decade and by name: "mid thirties", "in her 20s", "teenager". A decade of music is none. */
import { findAll, pattern, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { genderWords, personWords } from './nouns.ts'
import type { Reading } from './reading.ts'
import { isSought } from './sought.ts'
import type { AgeWish, Gender } from './wish.ts'

const names = ['twenties', 'thirties', 'forties', 'fifties', 'sixties', 'seventies', 'eighties', 'nineties']
const DECADE = String.raw`((?:[2-9]0) s|${names.join('|')}|fourties)`
const PART = '(?:(early|mid|middle|late)(?: to| or| -|,)? )?'
/** "80s music" */
const ERA =
  '(?! (?:music|songs?|hits|films?|movies?|cinema|fashion|rock|pop|hip|disco|cars?|style|tv|games?|dance|synth|vinyl|punk|metal|party|parties|radio|comics?|cartoons?|nostalgia|vibes?|aesthetics?|jazz|soul|funk|clothes|decor)(?: |$))'
const WHOSE = '(?:(?:in|of|from|around) )?(?:(his|her|their|your|my|the|there) )?'
const PERSON = [...personWords, ...Object.values(genderWords).flat()].join('|')

/** A part of the decade must be named, or whose it is, or a person must stand before it. */
const spans = pattern(
  `${WHOSE}${PART}${DECADE}(?: (?:-|to|or|and|\\/) (?:in )?(?:(?:his|her|their|the) )?${PART}${DECADE})?${ERA}`,
)
const parts = pattern(`${WHOSE}(early|mid|late) (?:to|or|and|-) (early|mid|late) ${DECADE}${ERA}`)
const something = pattern(String.raw`([2-9]0) somethings?`)
const PERSON_BEFORE = new RegExp(`(?:^| )(?:${PERSON})(?: ,)? $`, 'u')

/** Years after the beginning of the decade. */
const yearsOf = { early: [0, 3], mid: [3, 7], middle: [3, 7], late: [7, 9] } as const
const WHOLE_DECADE = [0, 9] as const
type Part = keyof typeof yearsOf

export const decadeReadings = (line: Line): readonly Reading[] => [
  ...findAll(line, parts).flatMap((found) => {
    const [whose = '', one = '', other = '', decade = ''] = found.groups
    return readingsOf(line, found, { whose, ages: hull(yearsIn(one, decade), yearsIn(other, decade)) })
  }),
  ...findAll(line, spans).flatMap((found) => {
    const [whose = '', part = '', decade = '', otherPart = '', other = ''] = found.groups
    const isNamed =
      part !== '' || ['his', 'her', 'their', 'your', 'there', 'my'].includes(whose) || isAlone(line, found)
    const ages = hull(yearsIn(part, decade), other === '' ? null : yearsIn(otherPart, other))
    return isNamed ? readingsOf(line, found, { whose, ages }) : []
  }),
  ...findAll(line, something).map(({ groups: [decade = ''], ...span }) => ({ ...span, wanted: yearsIn('', decade) })),
  ...findAll(line, named).flatMap((found) => namedReading(line, found)),
]

interface Decade {
  readonly whose: string
  readonly ages: AgeWish
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

/** "in 30s", "a woman, 30s": without "the", which speaks of a time. */
function isAlone(line: Line, { first, groups: [whose = ''] }: Found): boolean {
  if (whose !== '') return false
  const before = textBefore(line, first)
  return PERSON_BEFORE.test(before) || line.text.startsWith('in ', line.starts[first]) || before === ''
}

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
  return {
    kind: 'age',
    min: Math.min(one.min ?? 0, other.min ?? 0),
    max: Math.max(one.max ?? 0, other.max ?? 0),
  }
}

const named = pattern(
  '(teenagers?|teenaged?|teens?|adults|adult only|adults only|middle aged?|senior citizens?|pensioners?|retirees?|over the hill)(?! (?:education|movies?|films?|fiction|literature|novels?|content|spirit|angst|counsell?or|mental))',
)
const ofName: readonly (readonly [RegExp, AgeWish])[] = [
  [/^teen/u, { kind: 'age', min: 13, max: 19 }],
  [/^adult/u, { kind: 'age', min: 18, max: null }],
  [/^middle/u, { kind: 'age', min: 40, max: 59 }],
  [/^(?:senior|pensioner|retiree)/u, { kind: 'age', min: 60, max: null }],
]

function namedReading(line: Line, { groups: [name = ''], first, last }: Found): readonly Reading[] {
  const wanted = ofName.find(([word]) => word.test(name))?.[1]
  return wanted && isSought(line, first) ? [{ first, last, wanted }] : []
}
