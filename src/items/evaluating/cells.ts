/** One line of a table, cut at its separators. */

export type Separator = ',' | '\t' | ';' | '|' | '::' | ' '

/** Where a cell that begins with a quote may hold anything; the other kinds of files know no quotes. */
const isQuoting = (separator: Separator): boolean => [',', ';', '|'].includes(separator)

/**
 * The cells of `text`, quotes resolved (RFC 4180); null where a quote is still open at its end, so that the next line
 * belongs to it. Spaces count as one, whatever their number.
 */
export function splitCells(text: string, separator: Separator): string[] | null {
  if (separator === ' ') return text.trim().split(/[ \t]+/u)
  if (!isQuoting(separator) || !text.includes('"')) return text.split(separator).map((cell) => cell.trim())
  return splitQuoted(text, separator)
}

function splitQuoted(text: string, separator: Separator): string[] | null {
  const cells: string[] = []
  let at = 0
  while (at <= text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator)
    if (end > text.length) return null
    cells.push(cell)
    const next = text.indexOf(separator, end)
    at = next === -1 ? Infinity : next + separator.length
  }
  return cells
}

interface Cut {
  readonly cell: string
  /** Behind the cell; beyond the text where a quote is open. */
  readonly end: number
}

function plainCell(text: string, start: number, separator: Separator): Cut {
  const found = text.indexOf(separator, start)
  const end = found === -1 ? text.length : found
  return { cell: text.slice(start, end).trim(), end }
}

function quotedCell(text: string, start: number): Cut {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  if (end === -1) return { cell: '', end: text.length + 1 }
  return {
    cell: text
      .slice(start + 1, end)
      .replaceAll('""', '"')
      .trim(),
    end: end + 1,
  }
}
