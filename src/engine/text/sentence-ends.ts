/** Finds where sentences end: full stops that are none (abbreviations, initials, decimals, addresses) are passed over. */
import type { Range } from './sentence-lines.ts'

/**
 * Where a sentence may end: a stop before a blank, a full-width stop anywhere, a semicolon, and a stop whose blank was
 * forgotten ("funding.I can"), which is told from a name like "Node.js" by the capital after it.
 */
const STOP =
  /(?<![.!?…؟۔։।॥])[.!?…؟۔։।॥]+["'”’»)\]]*(?=\s)|[。！？｡]+["”’」』）]*|;(?=\s)|(?<=\p{Ll}\p{Ll})[.!?](?=(?!Js\b|Net\b|Io\b|Ai\b|Com\b)\p{Lu}[\p{Ll}'’]*\s)/gu

/** A full stop after these never ends a sentence. */
const NEVER_LAST = new Set(
  'mr mrs ms dr prof st mt vs e.g eg i.e ie cf approx ca gen rev hon fig figs incl esp viz resp sra sr.a'.split(' '),
)
/** After these it does when what follows can only begin a sentence. */
const MAYBE_LAST = new Set(
  (
    'inc ltd co corp llc est dept jr sr ph.d phd b.sc m.sc b.a m.a a.m p.m am pm etc al no nr vol ed eds u.s u.k ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun hrs yrs min max avg'
  ).split(' '),
)
const ACRONYM = /^(?:\p{L}\.)*\p{L}$/u
const BARE_NUMBER = /^\d{1,2}$/u
const ORDINAL = /(?<![\p{L}])(?:der|die|das|dem|den|des|zum|zur|vom|beim|ins|im|(?<!I )am) \d{1,2}$/u
const STARTER = /^(?:I|I['’]\p{L}+|We|My|Our|The|This|That|It|He|She|They|You|But|And|So|If|In|At|For|What|Who|How)\b/u
const LAST_WORD = /[^\s"'“‘«([]+$/u
const LONGEST_ABBREVIATION = 12

/** The sentences of one paragraph, their stops included; together they are the paragraph. */
export function sentenceRanges(source: string, paragraph: Range): readonly Range[] {
  const text = source.slice(paragraph.start, paragraph.end)
  const ranges: Range[] = []
  let start = 0
  for (const stop of text.matchAll(STOP)) {
    const end = stop.index + stop[0].length
    if (!isEnd(text, start, stop)) continue
    ranges.push(trimmed(text, paragraph.start, { start, end }))
    start = end
  }
  ranges.push(trimmed(text, paragraph.start, { start, end: text.length }))
  return ranges.filter((range) => range.start < range.end)
}

function isEnd(text: string, start: number, stop: RegExpExecArray): boolean {
  const after = text.slice(stop.index + stop[0].length, stop.index + stop[0].length + 24).trimStart()
  if (/^(?:…|\.{2,})/u.test(stop[0])) return !/^\p{Ll}/u.test(after)
  if (stop[0] !== '.') return true
  const before = text.slice(Math.max(start, stop.index - LONGEST_ABBREVIATION), stop.index)
  const word = LAST_WORD.exec(before)?.[0] ?? ''
  if (word === text.slice(start, stop.index).trim() && BARE_NUMBER.test(word)) return false
  return !isOrdinal(before, after) && endsAfter(word, after)
}

/** "in der 8. Klasse": German counts places with a full stop, and writes large what it counts. */
function isOrdinal(before: string, after: string): boolean {
  return ORDINAL.test(before) && /^\p{Lu}\p{Ll}/u.test(after) && !STARTER.test(after)
}

function endsAfter(word: string, after: string): boolean {
  const lower = word.toLowerCase()
  if (NEVER_LAST.has(lower)) return false
  if (lower === 'no') return !/^\d/u.test(after)
  if (lower === 'i' || /^\d/u.test(word)) return true
  if (lower === 'etc') return /^\p{Lu}/u.test(after)
  if (MAYBE_LAST.has(lower) || ACRONYM.test(word)) return STARTER.test(after)
  return true
}

function trimmed(text: string, offset: number, range: Range): Range {
  const blank = /\S/u.exec(text.slice(range.start, range.end))
  return { start: offset + range.start + (blank?.index ?? range.end - range.start), end: offset + range.end }
}
