const BLANK = /[\s\p{Cc}\u200b\ufeff]+/gu

/** One space for every run of blanks, line breaks and control characters; none at the ends. */
export function cleanWhitespace(text: string): string {
  return text.replace(BLANK, ' ').trim()
}
