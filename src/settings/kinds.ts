/** How the text of a setting becomes a value, and what to say when it does not. */

/** A kind of value, in words and as a parser. */
export interface Kind<Value> {
  /** The end of "… must be …". */
  readonly wants: string
  /** `undefined` when the text is not of this kind. */
  readonly parse: (text: string) => Value | undefined
}

export const text: Kind<string> = { wants: 'a text', parse: (given) => given }

export const wholeNumber = (min: number, max: number): Kind<number> => ({
  wants: `a whole number from ${min} to ${max}`,
  parse: (given) => (/^\d+$/u.test(given) && Number(given) >= min && Number(given) <= max ? Number(given) : undefined),
})

export const number = (min: number, max: number): Kind<number> => ({
  wants: `a number from ${min} to ${max}`,
  parse: (given) => {
    const value = Number(given)
    return given.trim() !== '' && value >= min && value <= max ? value : undefined
  },
})

const truths = new Set(['true', '1', 'yes', 'on'])
const untruths = new Set(['false', '0', 'no', 'off'])

export const yesOrNo: Kind<boolean> = {
  wants: 'true or false',
  parse: (given) => (truths.has(given.toLowerCase()) ? true : untruths.has(given.toLowerCase()) ? false : undefined),
}

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 }
const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/u

/** In seconds: `15min`, `2s`, `500ms`. Every one has a longest: timers overflow, and jobs are given up on. */
export const duration = (longest: string): Kind<number> => ({
  wants: `a duration such as 500ms, 2s, 15min, 1h or 1d, and at most ${longest}`,
  parse: (given) => {
    const seconds = secondsOf(given)
    return seconds > 0 && seconds <= secondsOf(longest) ? seconds : undefined
  },
})

/** Not a number for what is no duration. */
function secondsOf(given: string): number {
  const [, amount, unit] = DURATION.exec(given.trim()) ?? []
  return Number(amount) * (unitSeconds[unit ?? ''] ?? Number.NaN)
}

/** Upper or lower case, the choice is returned as we write it. */
export const oneOf = <const Choice extends string>(choices: readonly Choice[]): Kind<Choice> => ({
  wants: `one of ${choices.join(', ')}`,
  parse: (given) => choices.find((choice) => choice.toLowerCase() === given.toLowerCase()),
})

export const url = (...schemes: readonly string[]): Kind<string> => ({
  wants: `an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  parse: (given) => (URL.canParse(given) && schemes.includes(new URL(given).protocol.slice(0, -1)) ? given : undefined),
})

/** A JSON array, as the old deployments write it, or words between commas. */
export const list: Kind<readonly string[]> = {
  wants: 'a list: a JSON array of texts, or words between commas',
  parse: (given) => {
    if (!given.trim().startsWith('['))
      return given
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
    const parsed = parseJson(given)
    return Array.isArray(parsed) && parsed.every((word) => typeof word === 'string') ? parsed : undefined
  },
}

export type Weights<Name extends string> = Readonly<Partial<Record<Name, number>>>

const WEIGHT = /^([a-z_]+)\s*=\s*(\d+(?:\.\d+)?)$/u
const WEIGHT_MAX = 1000

/** `interests=25,needs_met=20`: what is not named keeps its own weight. With nothing but zeros there is nothing to sum. */
export const weights = <const Name extends string>(names: readonly Name[]): Kind<Weights<Name>> => ({
  wants: `weights such as ${names[0]}=25 between commas, each once, from 0 to ${WEIGHT_MAX} and not all 0, of ${names.join(', ')}`,
  parse: (given) => {
    const entries = (list.parse(given) ?? ['']).map((word) => weightIn(word, names))
    const known = entries.filter((entry) => entry !== null)
    const named = Object.fromEntries(known)
    const isWhole = known.length === entries.length && Object.keys(named).length === known.length
    return isWhole && names.some((name) => named[name] !== 0) ? (named as Weights<Name>) : undefined
  },
})

/** Null for what is no weight of one of the names. */
function weightIn(word: string, names: readonly string[]): readonly [string, number] | null {
  const [, name = '', figure] = WEIGHT.exec(word) ?? []
  return names.includes(name) && Number(figure) <= WEIGHT_MAX ? [name, Number(figure)] : null
}

export const longText = (lengthMin: number): Kind<string> => ({
  wants: `a text of at least ${lengthMin} characters`,
  parse: (given) => (given.length >= lengthMin ? given : undefined),
})

export const path: Kind<string> = {
  wants: 'a path that begins with "/", without blanks, "?" and "#"',
  parse: (given) => (/^\/[^\s?#]*$/u.test(given) ? given : undefined),
}

/** A value that `check` accepts by not returning a fault. */
export const checked = (wants: string, isGood: (given: string) => boolean): Kind<string> => ({
  wants,
  parse: (given) => (isGood(given) ? given : undefined),
})

/** `undefined` for what is no JSON. */
export function parseJson(given: string): unknown {
  try {
    return JSON.parse(given)
  } catch {
    return undefined
  }
}
