/** Regular expressions that take time in proportion to the text, whatever they say: those of RE2. */
import { RE2JS, RE2JSSyntaxException } from 're2js'
import type { Pattern, Span } from './expression.ts'
import { refuse } from './faults.ts'

const LENGTH_MAX = 100

/** Instructions of the compiled program: each may cost a step for each character of a text. A plain word of 100 fits. */
const PROGRAM_MAX = 120
const TOO_LONG = 'The pattern repeats too much: written out, it would be too long to be looked for.'

const REPEATED = /\\[^]|\{(?:\d+,)?(\d+),?\}/gu
const ESCAPED = /\\[^]|\//gu

/** Compiled once for each pattern that was read, and again for one that came from elsewhere as data. */
const programs = new WeakMap<Pattern, RE2JS>()

/** `token` is `/source/` or `/source/i`, found at `at`; a slash in it is written `\/`. */
export function readPattern(token: string, at: number): Pattern {
  const end = token.lastIndexOf('/')
  const flags = token.slice(end + 1)
  if (flags !== '' && flags !== 'i') {
    refuse(
      { at: at + end + 1, length: flags.length },
      'After a pattern only "i" may stand: upper and lower case are one.',
    )
  }
  const source = token.slice(1, end).replace(ESCAPED, (pair) => (pair === '\\/' ? '/' : pair))
  if (source.length > LENGTH_MAX) {
    refuse({ at, length: token.length }, `The pattern has ${source.length} characters; at most ${LENGTH_MAX} are read.`)
  }
  const pattern = { source, ignoresCase: flags === 'i' }
  compileAt(pattern, { at, length: token.length })
  return pattern
}

export const describePattern = ({ source, ignoresCase }: Pattern): string =>
  `/${escapeSlashes(source)}/${ignoresCase ? 'i' : ''}`

const escapeSlashes = (source: string): string => source.replace(ESCAPED, (pair) => (pair === '/' ? '\\/' : pair))

/** Whether the pattern is found anywhere in the text. */
export const isMatch = (pattern: Pattern, text: string): boolean => programOf(pattern).test(text)

function programOf(pattern: Pattern): RE2JS {
  const known = programs.get(pattern)
  if (known !== undefined) return known
  const program = RE2JS.compile(pattern.source, pattern.ignoresCase ? RE2JS.CASE_INSENSITIVE : 0)
  programs.set(pattern, program)
  return program
}

/** Instructions that all patterns of an expression may have together. */
export const programsMax = 2 * PROGRAM_MAX

/** Of a pattern that was read. */
export const programSize = (pattern: Pattern): number => programOf(pattern).programSize()

/** Counted before compiling, which takes the longest for those that are refused. */
function compileAt(pattern: Pattern, span: Span): void {
  if (repetitionsIn(pattern.source) > PROGRAM_MAX) refuse(span, TOO_LONG)
  let size = 0
  try {
    size = programOf(pattern).programSize()
  } catch (error) {
    refuseSyntax(error, pattern.source, span)
  }
  if (size > PROGRAM_MAX) refuse(span, TOO_LONG)
}

/** All the counts of `{30}` and `{1,30}`: a program has no fewer instructions. */
const repetitionsIn = (source: string): number =>
  [...source.matchAll(REPEATED)].reduce((sum, [, count = '0']) => sum + Number(count), 0)

/** Points at the part that the library complains about, if it stands in the pattern once. */
function refuseSyntax(error: unknown, source: string, span: Span): never {
  const { error: reason, input: part } =
    error instanceof RE2JSSyntaxException ? error : { error: 'too complex', input: '' }
  const message = `The pattern does not follow the syntax of RE2, which has no look-around and no back references: ${reason}.`
  const place = part ? source.indexOf(part) : -1
  if (!part || place < 0 || place !== source.lastIndexOf(part)) return refuse(span, message)
  const before = escapeSlashes(source.slice(0, place))
  return refuse({ at: span.at + 1 + before.length, length: escapeSlashes(part).length }, message)
}
