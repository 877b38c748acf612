/** Pages as tests read them: their blocks of code, their headings, their links. */
import { readFile } from 'node:fs/promises'

export const repository = new URL('../../', import.meta.url)

export const readPage = (path: string): Promise<string> => readFile(new URL(path, repository), 'utf8')

export interface Fence {
  readonly language: string
  readonly text: string
  /** The words of the heading above it. */
  readonly heading: string
}

/** Blocks between ``` lines, in order. */
export function fencesOf(page: string): readonly Fence[] {
  const fences: Fence[] = []
  let heading = ''
  let open: { readonly language: string; readonly lines: string[] } | null = null
  for (const line of page.split('\n')) {
    const mark = /^```(\w*)/u.exec(line)
    if (open && mark) {
      fences.push({ language: open.language, text: open.lines.join('\n'), heading })
      open = null
    } else if (open) open.lines.push(line)
    else if (mark) open = { language: mark[1] ?? '', lines: [] }
    else heading = /^#+ (.*)/u.exec(line)?.[1] ?? heading
  }
  if (open) throw new Error(`A block below "${heading}" is not closed.`)
  return fences
}

/** The text below a heading, down to the next of the same rank or a higher one. */
export function sectionOf(page: string, heading: string): string {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => /^#+ /u.test(line) && line.replace(/^#+ /u, '') === heading)
  if (start < 0) throw new Error(`There is no heading "${heading}".`)
  const rank = /^#+/u.exec(lines[start] ?? '')?.[0].length ?? 0
  const rest = lines.slice(start + 1)
  const isEnd = (line: string): boolean => (/^(#+) /u.exec(line)?.[1]?.length ?? 99) <= rank
  const end = rest.findIndex(isEnd)
  return rest.slice(0, end < 0 ? undefined : end).join('\n')
}

/** The cells of every row of the tables of a page, without the head and its rule. */
export function tableRowsOf(page: string): readonly (readonly string[])[] {
  const lines = page.split('\n')
  const isRow = (line: string | undefined): boolean => line?.startsWith('|') ?? false
  const isRule = (line: string | undefined): boolean => /^\|[-|\s:]+\|$/u.test(line ?? '')
  return lines
    .filter((line, index) => isRow(line) && !isRule(line) && !isRule(lines[index + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/u)
        .map((cell) => cell.trim()),
    )
}

/** Where the links of a page lead, without those to other hosts. */
export function localLinksOf(page: string): readonly string[] {
  const links = [...page.matchAll(/\]\(([^)\s]+)\)/gu)].map(([, target = '']) => target)
  return links.filter((target) => !/^[a-z]+:/u.test(target))
}
