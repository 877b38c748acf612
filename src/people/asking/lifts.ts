/** "Age or gender doesn't matter": facts about people that are named to say that nobody is left out for them. */
import { ANY_AGE, isOthersAge, OTHERS_AGE } from './age-silences.ts'
import { ANY_GENDER } from './genders.ts'
import { findAll } from './line.ts'
import type { Line, Span } from './line.ts'
import { FINE, pattern, phraseOf, wordOf } from './patterns.ts'
import type { Reader, Reading } from './reading.ts'
import { isSought } from './sought.ts'
import type { Lifted } from './wish.ts'

const kindOf: ReadonlyMap<string, Lifted> = new Map([
  ['age', 'age'],
  ['ages', 'age'],
  ['gender', 'gender'],
  ['genders', 'gender'],
  ['sex', 'gender'],
  ['distance', 'distance'],
  ['location', 'distance'],
])
/** Nobody is asked for these, so nobody is left out for them. */
const others =
  'race ethnicity nationality religion faith background looks appearance height weight size job income status orientation sexuality politics level experience'

const ITEM = `(?:(?:the|their|your|what|which) )?(?:skill |body )?(?:${wordOf(`${[...kindOf.keys()].join(' ')} ${others}`)})`
const ITEMS = `${ITEM}(?:(?: ,)?(?: (?:and|or|nor|/|&|and / or))? ${ITEM}){0,5}`
const NO_MATTER = `(?:(?:really|truly|at all) )?(?:matters?|important|relevant|an? (?:issue|problem|factor|concern))`
const NOT = '(?:doesnt|does not|dont|do not|isnt|is not|arent|are not|not)'

const silences = pattern(
  phraseOf(`
    ${ITEMS} ${NOT} ${NO_MATTER}
    ${ITEMS} (?:(?:is|are) )?(?:irrelevant|unimportant|no (?:object|issue|problem))
    ${ITEMS} (?:is|are) just a number
    (?:regardless|irrespective) of ${ITEMS}
    (?:whatever|no matter) ${ITEMS}${FINE}
    no ${ITEMS} (?:limits?|restrictions?|preferences?|requirements?)
    no preferences? (?:of|for|on|in|about|regarding|as to) ${ITEMS}
    i (?:dont|do not) (?:care|mind)(?: about)? ${ITEMS}`),
)

export const readLifts: Reader = (line) => findAll(line, silences).flatMap((found) => liftsOf(line, found))

/** A reading for each fact that is named, from its word up to the next. */
function liftsOf(line: Line, { first, last }: Span): readonly Reading[] {
  const named = line.tokens.flatMap(({ word }, index) => {
    const kind = index < first || index > last ? undefined : kindOf.get(word)
    return kind ? [{ kind, index }] : []
  })
  if (named.length === 0) return [{ first, last, wanted: null, because: 'Nobody is left out for it.' }]
  return named.map(({ kind, index }, at) => {
    const span = { first: at === 0 ? first : index, last: (named[at + 1]?.index ?? last + 1) - 1 }
    return { ...span, wanted: null, ...liftOf(line, kind, first) }
  })
}

/** Of whoever is looked for alone: "my son's age doesn't matter" says nothing of the teacher. */
function liftOf(line: Line, kind: Lifted, first: number): Pick<Reading, 'because' | 'lifts'> {
  if (kind === 'distance') return { lifts: kind }
  if (kind === 'age') return isOthersAge(line, first) ? { because: OTHERS_AGE } : { because: ANY_AGE, lifts: kind }
  return isSought(line, first) ? { because: ANY_GENDER, lifts: kind } : {}
}
