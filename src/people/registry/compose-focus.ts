/** What somebody is concerned with, as short items in their own words. */
import { wordsOf } from '../../engine/index.ts'
import type { SortedClause } from './compose-types.ts'

const ITEMS_MAX = 8
const ITEM_WORDS_MAX = 5

const STATED =
  /\b(?:(?:i|we)(?:['’]m| am|['’]re| are)? ?(?:focus(?:ed|ing)? on|specialis(?:e|ed|ing) in|specializ(?:e|ed|ing) in|passionate about|interested in (?!meeting|finding|learning|hiring|getting|joining|buying|working|connecting)|concentrate on)|(?:my|our) (?:focus|interests?|passions?|field|fields|areas?|industry|industries|sector|sectors|specialt(?:y|ies)|speciality) (?:is|are|include|includes|lies in)|(?:skills|interests|industries|technologies|languages|focus|expertise|tools|hobbies)\s*:)\s*(?<items>.+)$/iu
const SEPARATOR = /\s*(?:[,;|/•·]|\s[–—-]\s|\.(?:\s|$)|\s(?:and|or|und|et|y|as well as)\s|&)\s*/iu
const LEAD = /^(?:(?:and|or|the|mainly|mostly|especially|also|both|in|of|on|like|such as|things like)\s+)+/iu
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
  if (kind === 'need') return []
  const stated = STATED.exec(text)?.groups?.['items']
  if (stated) return split(stated)
  return prompt.topics.has('focus') && cue === null ? split(text) : []
}

function split(list: string): readonly string[] {
  return list
    .split(SEPARATOR)
    .map((item) => item.replace(LEAD, '').replace(TAIL, '').trim())
    .filter((item) => item !== '' && item.split(' ').length <= ITEM_WORDS_MAX)
}
