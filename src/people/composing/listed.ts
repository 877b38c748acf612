/** "A plumber, an electrician and someone to paint": a list of things that are asked for comes apart, a sentence never does. */
import { turnsOf } from './claim-turns.ts'
import { readCue } from './cues.ts'
import { isStatement } from './own-words.ts'

/** Outside brackets. */
const SEPARATOR = /(?:,\s+(?:(?:and|or|plus)\s+)?|\s+(?:and|plus)\s+)(?![^()]{0,80}\))/iu
const ITEMS_MIN = 3
const BARE_WORDS_MAX = 5

const LEAD = /^(?:(?:maybe|perhaps|possibly|also|ideally|probably),? )+/iu
const DETERMINED = /^(?:an?|some|someone|somebody|anyone|anybody|people|one|two|three|another) \p{L}/iu
/** With these something is told of what stands before, or begins a clause. */
const NO_NAME =
  /^(?:very|really|quite|so|too|who|that|which|what|when|where|if|because|in|on|at|near|with|without|for|from|to|by|of|not|no|only|but|or|the|my|our|this|these|it|\p{L}+(?:ed|ly))(?![\p{L}])/iu

/**
 * Verbatim parts; the sentence alone when it is no list. After "a patient, kind and funny teacher" an item without an
 * article can only be the last of those that have one.
 */
export function listItems(sentence: string): readonly string[] {
  const parts = sentence.split(SEPARATOR)
  if (parts.length < ITEMS_MIN || isStatement(sentence)) return [sentence]
  const areDetermined = parts.map((part) => DETERMINED.test(part.replace(LEAD, '')))
  const isList = areDetermined[0]
    ? areDetermined.slice(0, -1).every(Boolean) && parts.every((part, at) => areDetermined[at] || isBareName(part))
    : parts.every((part, at) => areDetermined[at] || (isBareName(part) && part.includes(' ')))
  return isList && parts.every(isName) ? parts : [sentence]
}

const isBareName = (part: string): boolean => {
  const bare = part.replace(LEAD, '')
  return bare.split(' ').length <= BARE_WORDS_MAX && !NO_NAME.test(bare) && readCue(part) === null
}

const isName = (part: string): boolean => !isStatement(part) && !turnsOf(part).has('past')
