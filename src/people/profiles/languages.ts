/** Languages by their ISO 639-1 codes: hosts send codes, tags with a region, or names. */

/** Names that the table of the runtime spells otherwise, or has under a code of three letters. */
const otherNames: Readonly<Record<string, string>> = {
  mandarin: 'zh',
  cantonese: 'zh',
  'simplified chinese': 'zh',
  'traditional chinese': 'zh',
  farsi: 'fa',
  filipino: 'tl',
  tagalog: 'tl',
  castilian: 'es',
  flemish: 'nl',
  norwegian: 'no',
  bokmål: 'no',
  nynorsk: 'no',
  bangla: 'bn',
  bengali: 'bn',
  punjabi: 'pa',
  panjabi: 'pa',
  'scottish gaelic': 'gd',
  gaelic: 'gd',
  burmese: 'my',
  myanmar: 'my',
  sinhalese: 'si',
  kirghiz: 'ky',
  uyghur: 'ug',
}

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at))

/** Codes that are kept as another: of three letters where the standard has two, and of kinds of one language. */
const keptAs: Readonly<Record<string, string>> = { fil: 'tl', yue: 'zh', cmn: 'zh', nb: 'no', nn: 'no' }

/** Every code of two letters that the runtime has a name for, in its present spelling: `iw` is `he`. */
const codes: ReadonlySet<string> = new Set([
  ...letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => Intl.getCanonicalLocales(code)[0] === code && nameIn('en', code) !== undefined),
  ...Object.values(keptAs),
])

/** Names in English and in the language itself. */
const byName: ReadonlyMap<string, string> = new Map([
  ...[...codes].flatMap((code) =>
    ['en', code].flatMap((language) => {
      const name = nameIn(language, code)
      return name === undefined ? [] : [[name.toLowerCase(), code] as const]
    }),
  ),
  ...Object.entries(otherNames),
])

function nameIn(language: string, code: string): string | undefined {
  return new Intl.DisplayNames(language, { type: 'language', fallback: 'none' }).of(code)
}

const TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/iu

/** The code of a language by its code, a tag such as `pt-BR`, or its name in English or in itself; null when it is none. */
export function languageOf(text: string): string | null {
  const plain = text.trim().toLowerCase()
  const tag = (): string | null => (TAG.test(plain) ? codeOfTag(plain.replaceAll('_', '-')) : null)
  const code = codes.has(plain) ? plain : (byName.get(plain) ?? tag())
  return code && (keptAs[code] ?? code)
}

/** Three letters become two where there are two: `fra` is `fr`. */
function codeOfTag(tag: string): string | null {
  try {
    const { language } = new Intl.Locale(tag)
    return codes.has(language) || Object.hasOwn(keptAs, language) ? language : null
  } catch {
    return null
  }
}
