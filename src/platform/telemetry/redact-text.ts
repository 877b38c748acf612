/** Takes what looks like a secret out of a sentence. A last line of defence: nobody should have put one there. */

/** What is left of a text in a log line, in characters. */
const TEXT_LENGTH_MAX = 2_000

/** Longer texts are cut here before the patterns run, so that a hostile one costs no time. */
const SCANNED_LENGTH_MAX = 4_000

const SECRET_NAME = '[\\w-]*(?:token|key|secret|password|passwd|pwd|signature|credential)[\\w-]*'

interface Mask {
  /** What every text that the pattern changes has in it, in any case: a text without any of them is left alone. */
  readonly sign: string
  readonly pattern: RegExp
  readonly leaves: string
}

/** The patterns have no nested repetition: a hostile text cannot make them slow. */
const masks: readonly Mask[] = [
  { sign: '://', pattern: /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>]*@/giu, leaves: '$1[redacted]@' },
  { sign: 'whsec_', pattern: /whsec_[\w+/=-]*/gu, leaves: 'whsec_[redacted]' },
  { sign: 'bearer|basic', pattern: /\b(bearer|basic)\s+[\w.~+/=-]+/giu, leaves: '$1 [redacted]' },
  { sign: 'eyJ', pattern: /\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/gu, leaves: '[redacted]' },
  { sign: '[spr]k[-_]', pattern: /\b(?:sk|pk|rk)[-_][\w-]{12,}/gu, leaves: '[redacted]' },
  { sign: 'a[ks]ia', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu, leaves: '[redacted]' },
  { sign: 'aiza', pattern: /\bAIza[\w-]{30,}/gu, leaves: '[redacted]' },
  { sign: '=', pattern: new RegExp(`([?&;\\s]${SECRET_NAME}=)[^\\s&;"']+`, 'giu'), leaves: '$1[redacted]' },
  {
    sign: `["']`,
    pattern: new RegExp(`(["']${SECRET_NAME}["']\\s*:\\s*)(?:"[^"]*"|'[^']*')`, 'giu'),
    leaves: '$1"[redacted]"',
  },
]

/** One look for all signs: most texts have none, and a line has a dozen texts. */
const anySign = new RegExp(masks.map(({ sign }) => sign).join('|'), 'iu')

/** `text` without user and password in addresses, webhook secrets, bearer tokens and named secrets, and not too long. */
export function redactText(text: string): string {
  const scanned = cutAtWord(text, SCANNED_LENGTH_MAX)
  const clean = anySign.test(scanned) ? mask(scanned) : scanned
  return clean.length > TEXT_LENGTH_MAX ? `${clean.slice(0, TEXT_LENGTH_MAX)}…` : clean
}

function mask(text: string): string {
  let clean = text
  for (const { pattern, leaves } of masks) clean = clean.replace(pattern, leaves)
  return clean
}

/** Cuts between words: half an address with a password in it is not recognised as one any more. */
function cutAtWord(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const cut = text.slice(0, lengthMax)
  const space = cut.search(/\s\S*$/u)
  return space < 0 ? `[${text.length} characters]` : `${cut.slice(0, space)}…`
}
