/** What somebody is concerned with, as short items in their own words. */
import { wordsOf } from '../../engine/index.ts'
import { isStatement } from './own-words.ts'
import type { SortedClause } from './types.ts'

const ITEMS_MAX = 8
const ITEM_WORDS_MAX = 5
const WHOLE_WORDS_MAX = 10

const STATED =
  /\b(?:(?:i|we)(?:['’]m| am|['’]re| are)? ?(?:focus(?:ed|ing)? on|specialis(?:e|ed|ing) in|specializ(?:e|ed|ing) in|passionate about|interested in (?!meeting|finding|learning|hiring|getting|joining|buying|working|connecting)|concentrate on)|(?:my|our) (?:focus|interests?|passions?|field|fields|areas?|industry|industries|sector|sectors|specialt(?:y|ies)|speciality) (?:is|are|include|includes|lies in)|(?:skills|interests|industries|technologies|languages|focus|expertise|tools)\s*:)\s*(?<items>.+)$/iu
const SEPARATOR = /\s*(?:[,;|/•·]|\s[–—-]\s|\.(?:\s|$)|\s(?:and|or|und|et|y|as well as)\s|&)\s*/iu
const LEAD = /^(?:(?:and|or|the|mainly|mostly|especially|also|both|in|of|on|like|such as|things like)\s+)+/iu
const VERB = /(?<![\p{L}])(?:is|are|was|were|am|has|have|had)(?![\p{L}])/iu
const TAIL = /[\s.!?:]+$/u

/** Null when nobody named anything. */
export function findFocus(clauses: readonly SortedClause[]): string | null {
  const seen = new Set<string>()
  const items = clauses.flatMap(itemsOf).filter((item) => {
    const key = wordsOf(item).join(' ')
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
  return items.slice(0, ITEMS_MAX).join(' | ') || null
}

/** A short answer to a question after interests is a list; in a sentence the list follows "interested in" and its like. */
function itemsOf({ text, kind, prompt, cue }: SortedClause): readonly string[] {
  if (kind === 'need' || prompt.topics.has('leisure')) return []
  const stated = STATED.exec(text)?.groups?.['items']
  if (stated) return split(stated)
  return prompt.topics.has('focus') && cue === null ? split(text) : []
}

/** Lists of short noun phrases come apart; anything else stays as it was said, or is too much to be an item. */
function split(list: string): readonly string[] {
  const items = list
    .split(SEPARATOR)
    .map((item) => item.replace(LEAD, '').replace(TAIL, '').trim())
    .filter((item) => item !== '')
  if (!isStatement(list) && !VERB.test(list) && items.every((item) => wordCount(item) <= ITEM_WORDS_MAX)) return items
  const whole = list.replace(TAIL, '').trim()
  return wordCount(whole) <= WHOLE_WORDS_MAX ? [whole] : []
}

const wordCount = (text: string): number => text.split(' ').length
