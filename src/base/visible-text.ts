/** What people write is read by others, and must not change how the text around it reads, nor carry what nobody sees. */

/** A flag of a region is a black flag and letters that nobody sees, up to their end: https://unicode.org/reports/tr51 */
const REGION_FLAG = String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}`
/**
 * Control characters but tab and line ends; what overrides or isolates directions (UTS 55: it makes text read as another);
 * invisible operators, deprecated and annotation controls, marks of byte order, and letters of flags without a flag.
 */
const HIDDEN = String.raw`[^\P{Cc}\n\r\t]|[\u202A-\u202E\u2061-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0001}\u{E0020}-\u{E007F}]`
const FLAG_OR_HIDDEN = new RegExp(`(${REGION_FLAG})|${HIDDEN}`, 'gu')

/** Most texts: a tenth of the time is enough to see that nothing in them is hidden. */
const PLAIN = /^[\t\n\r -~]*$/

/** Joiners, left-to-right and right-to-left marks stay: scripts and emoji need them, and they turn nothing around. */
export const visibleText = (text: string): string => (PLAIN.test(text) ? text : text.replace(FLAG_OR_HIDDEN, '$1'))
