/** Words about age that name none. */
import { findAll, textBefore } from './line.ts'
import type { Line } from './line.ts'
import { genderWords } from './nouns.ts'
import { endsWith, FINE, pattern, phraseOf, wordOf } from './patterns.ts'
import type { Reading } from './reading.ts'
import { isSought } from './sought.ts'

const PERSON = wordOf(
  `${Object.values(genderWords).flat().join(' ')} person people adult adults folks crowd professional`,
)
const YOUNG = '(?:young|younger|youngish|old|older|elder|elderly|mature|grown up)'
const ABOUT = '(?:(?:who is|is|are|of|at|in|around|about|close to|near|roughly|approximately) ){0,2}'

const silences: readonly (readonly [because: string, phrases: string])[] = [
  [
    'Whoever is nearer to your own age comes first as it is.',
    `${ABOUT}my (?:own )?age(?: group| range)?
     ${ABOUT}(?:the |about the |roughly the )?same age(?: group| range)?(?: as (?:me|mine|i am|us))?
     ${ABOUT}(?:a )?similar age(?: to (?:me|mine))?`,
  ],
  [
    'Your own age is not in the sentence.',
    '(?:a (?:bit|little) |slightly |much |somewhat )?(?:older|younger) than (?:me|i am|myself|us)',
  ],
  [
    'Say it in years of age: a year of birth is not counted from.',
    String.raw`born (?:in|after|before|since|around|about|from|between|no (?:earlier|later) than) (?:the )?(?:early |mid |late )?(?:\d{2,4}(?: s)?(?: (?:-|to|and|or|until) \d{2,4}(?: s)?)?|[a-z]{3,6}ties)
     (?:year of birth|birth ?year)(?: :| is| of| in| after| before| between)? \d{4}(?: (?:-|to|and|or) \d{4})?`,
  ],
  [
    'It names no age.',
    `(?:not )?too (?:young|old)(?= $|$| (?:[.,;!?)]|and|or|for me))
     not (?:young|old)
     (?<!(?:^| )(?:years?|yrs?) )(?:(?:rather|quite|fairly|very) )?${YOUNG}(?= ${PERSON}(?: |$))
     (?<=(?:^| )(?:someone|somebody|anyone) (?:a bit |quite |rather |slightly )?)${YOUNG}(?! than)`,
  ],
]

const rules = silences.map(([because, phrases]) => ({ because, found: pattern(phraseOf(phrases)) }))

const othersBefore = endsWith(
  '(?:kids?|child|children|sons?|daughters?|toddlers?|bab(?:y|ies)|pupils?|dogs?|cats?|pets?|horses?|cars?|house|whisky|wine|' +
    'mother|father|parents?|grandm[a-z]{0,12}|grandf[a-z]{0,12})(?: is| are| who is| who are)?',
)
export const ANY_AGE = 'Any age will do.'
export const OTHERS_AGE = 'It is the age of somebody else.'

/** "kids between 8 and 14", "dogs of any age": nobody looks for them here. `index` is the first token of the age. */
export const isOthersAge = (line: Line, index: number): boolean =>
  othersBefore.test(textBefore(line, index)) || !isSought(line, index)

/** "any age over 18" names one. */
const NO_FIGURE = String.raw`(?! (?:(?:over|above|older than|from|between|under|below|younger than|up to|at least|of|>|<|≥|≤|shows?|events?|venues?|gigs?)(?: |$)|\d))`

const lifts = pattern(
  phraseOf(`
    (?:of |at )?(?:any|all|every|whatever) ages?(?: groups?)?${FINE}${NO_FIGURE}
    no matter how old`),
)

export const ageSilences = (line: Line): readonly Reading[] => [
  ...rules.flatMap(({ because, found }) =>
    findAll(line, found).map(({ first, last }) => ({ first, last, wanted: null, because })),
  ),
  ...findAll(line, lifts).map(({ first, last }): Reading => {
    if (isOthersAge(line, first)) return { first, last, wanted: null, because: OTHERS_AGE }
    return { first, last, wanted: null, because: ANY_AGE, lifts: 'age' }
  }),
]
