/** Lines into paragraphs: a list item or a résumé line stands alone, a line that was only wrapped goes on. */

/** A stretch of the source, `end` not included, in UTF-16 units. */
export interface Range {
  readonly start: number
  readonly end: number
}

interface Line extends Range {
  /** A bullet or number stood before it. */
  readonly isItem: boolean
}

const LINE = /[^\n\r\v\f\u0085\u2028\u2029]+/gu
const BULLET = /^[\s\p{Cc}]*(?:[-*+•‣▪◦●○■□➢➤✓✔–—·»>]+|\(?\d{1,3}[.)]|\(?[a-z][.)])[\s\p{Cc}]+/u
const BLANK_BEFORE = /^[\s\p{Cc}]+/u
const INNER_BULLET = /\s[•‣▪●■➢➤✓✔]\s/gu
const FIRST_NUMBER = /^\s*1[.)]\s/u
const INNER_NUMBER = /\s(?=\d{1,2}[.)]\s)/gu

const GOES_ON = /(?:[,&(/–-]|\b(?:and|or|the|of|a|an|to|for|with|in|on|at|by|from))$/iu
const CLOSED = /[.!?…。！？:;]["'”’»)\]]{0,3}$/u
/** Characters that are enough to see how a line ends. */
const TAIL = 12
const LOWER_FIRST = /^\p{Ll}/u
/** Shorter lines are entries of their own; only a line about as wide as a page was broken by its width. */
const WRAP_WIDTH_MIN = 50

/** Stretches that no sentence crosses, without the bullets before them. */
export function paragraphRanges(source: string): readonly Range[] {
  const paragraphs: { start: number; end: number }[] = []
  let last: Line | undefined
  for (const line of linesOf(source)) {
    const open = paragraphs.at(-1)
    if (open && last && continues(source, last, line)) open.end = line.end
    else paragraphs.push({ start: line.start, end: line.end })
    last = line
  }
  return paragraphs
}

function continues(source: string, last: Line, next: Line): boolean {
  if (next.isItem || hasBlankLine(source.slice(last.end, next.start))) return false
  const tail = source.slice(Math.max(last.start, last.end - TAIL), last.end).trimEnd()
  if (CLOSED.test(tail)) return false
  if (GOES_ON.test(tail)) return true
  return last.end - last.start >= WRAP_WIDTH_MIN && LOWER_FIRST.test(source.slice(next.start, next.start + 2))
}

function hasBlankLine(gap: string): boolean {
  return gap.replaceAll('\r\n', '\n').replace(/[^\n\r\u2029]/gu, '').length > 1 || gap.includes('\u2029')
}

function linesOf(source: string): readonly Line[] {
  return Array.from(source.matchAll(LINE))
    .flatMap((line) => itemRanges(source, { start: line.index, end: line.index + line[0].length }))
    .map((range) => withoutBullet(source, range))
    .filter((line) => line.start < line.end)
}

/** Lists that were flattened into one line are lists all the same. */
function itemRanges(source: string, line: Range): readonly Range[] {
  const text = source.slice(line.start, line.end)
  const cuts = Array.from(text.matchAll(FIRST_NUMBER.test(text) ? INNER_NUMBER : INNER_BULLET), (cut) => cut.index)
  const edges = [0, ...cuts, text.length].map((edge) => line.start + edge)
  return edges.slice(1).map((end, index) => ({ start: edges[index] ?? end, end }))
}

function withoutBullet(source: string, range: Range): Line {
  const text = source.slice(range.start, range.end)
  const bullet = BULLET.exec(text)?.[0].length ?? 0
  const blank = BLANK_BEFORE.exec(text)?.[0].length ?? 0
  return { start: range.start + Math.max(bullet, blank), end: range.end, isItem: bullet > 0 }
}
