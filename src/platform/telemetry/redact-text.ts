/** Takes what looks like a secret out of a sentence. A last line of defence: nobody should have put one there. */

/** What is left of a text in a log line, in characters. */
const TEXT_LENGTH_MAX = 2_000

/** Longer texts are cut here before the patterns run, so that a hostile one costs no time. */
const SCANNED_LENGTH_MAX = 4_000

const SECRET_NAME = '[\\w-]*(?:token|key|secret|password|passwd|pwd|signature|credential)[\\w-]*'

/** Each pattern with what it leaves. The patterns have no nested repetition: a hostile text cannot make them slow. */
const masks: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>]*@/giu, '$1[redacted]@'],
  [/whsec_[\w+/=-]*/gu, 'whsec_[redacted]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/giu, '$1 [redacted]'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/gu, '[redacted]'],
  [/\b(?:sk|pk|rk)[-_][\w-]{12,}/gu, '[redacted]'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu, '[redacted]'],
  [/\bAIza[\w-]{30,}/gu, '[redacted]'],
  [new RegExp(`([?&;\\s]${SECRET_NAME}=)[^\\s&;"']+`, 'giu'), '$1[redacted]'],
  [new RegExp(`(["']${SECRET_NAME}["']\\s*:\\s*)(?:"[^"]*"|'[^']*')`, 'giu'), '$1"[redacted]"'],
]

/** `text` without user and password in addresses, webhook secrets, bearer tokens and named secrets, and not too long. */
export function redactText(text: string): string {
  let clean = cutAtWord(text, SCANNED_LENGTH_MAX)
  for (const [pattern, replacement] of masks) clean = clean.replace(pattern, replacement)
  return clean.length > TEXT_LENGTH_MAX ? `${clean.slice(0, TEXT_LENGTH_MAX)}…` : clean
}

/** Cuts between words: half an address with a password in it is not recognised as one any more. */
function cutAtWord(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text
  const cut = text.slice(0, lengthMax)
  const space = cut.search(/\s\S*$/u)
  return space < 0 ? `[${text.length} characters]` : `${cut.slice(0, space)}…`
}
