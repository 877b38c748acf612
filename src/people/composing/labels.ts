/** "Looking for: a bookkeeper" – what a label announces on its own line, as an announcement does for the lines below it. */
import { readHeading } from './resume.ts'
import type { Prompt } from './types.ts'

export interface Labelled {
  readonly prompt: Prompt
  /** What stands after the label. */
  readonly text: string
}

const LABELLED = /^(?<label>[^:：]{2,40}?)\s*[:：](?!\/\/)\s*(?<text>\S.*)$/su
const NEED =
  /^(?:(?:i(?:['’]m| am)|we(?:['’]re| are)) |(?:also |currently |now )+)*(?:looking for|searching for|seeking|in search of|needs?|i need|we need|wanted|needed|i want|wish(?:es|list)?|asks?|suche|ich suche|gesucht|brauche|ich brauche|busco|necesito|se busca|cherche|je cherche|cerco|procuro|zoek)$/iu
const OFFER =
  /^(?:also |currently |now )*(?:offer(?:s|ed|ing|ings)?|(?:i|we) (?:can )?(?:also )?(?:offer|provide|give)|can offer|on offer|to offer|giving|gives?|what (?:i|we) (?:can )?(?:offer|give|bring)|biete|ich biete|ofrezco|se ofrece|je propose|propose|offro|ofereço|bied)$/iu

const INLINE =
  /(?:^|[,;/|.]|\s(?=[^\p{L}\p{N}\s]))[^\p{L}\p{N},;/|.]*(?=(?:i(?:['’]m| am) |also )?(?:looking for|searching for|seeking|needs?|i need|wanted|needed|offer(?:s|ing|ings)?|can offer|i (?:can )?offer|giving|suche|ich suche|brauche|biete|ich biete|busco|necesito|ofrezco|cherche|propose)\s*[:：])/giu
const MARKS_BEFORE = /^[^\p{L}\p{N}]+/u
const MARKS_AFTER = /[^\p{L}\p{N}.!?)"”’]+$/u

/** "Need: a plumber / offer: cakes": labels on one line each speak for what stands up to the next. */
export function splitLabels(sentence: string): readonly string[] {
  const cuts = Array.from(sentence.matchAll(INLINE), (cut) => cut.index + cut[0].length).filter((cut) => cut > 0)
  if (cuts.length === 0) return [sentence]
  const edges = [0, ...cuts, sentence.length]
  const parts = edges
    .slice(1)
    .map((end, index) => sentence.slice(edges[index], end).replace(index < cuts.length ? MARKS_AFTER : /$/u, ''))
  return parts.map((part) => part.replace(MARKS_BEFORE, '')).filter((part) => part !== '')
}

/** Null without a label. Under a question that asks for one side only a side that is named in so many words overrules it. */
export function readLabel(sentence: string, asked: Prompt): Labelled | null {
  const { label, text } = LABELLED.exec(sentence.replace(MARKS_BEFORE, ''))?.groups ?? {}
  if (label === undefined || text === undefined) return null
  if (NEED.test(label)) return { prompt: { side: 'need', topics: new Set() }, text }
  if (OFFER.test(label)) return { prompt: { side: 'offer', topics: new Set() }, text }
  const isAsked = asked.side === 'need' || asked.side === 'offer'
  const prompt = isAsked ? null : readHeading(label)
  return prompt && { prompt, text }
}
