/** Lines of a file that were not kept: how many, and the first of them by number. */

export interface BadLines {
  readonly count: number
  readonly first: readonly { readonly line: number; readonly why: string }[]
}

const NAMED_MAX = 20

export interface BadLineList extends BadLines {
  add(line: number, why: string): void
}

export function badLineList(): BadLineList {
  const first: { line: number; why: string }[] = []
  let count = 0
  return {
    first,
    get count() {
      return count
    },
    add(line, why) {
      count += 1
      if (first.length < NAMED_MAX) first.push({ line, why })
    },
  }
}

/** A sentence for each of the first, and one for the others; none where all lines were good. */
export function sayBadLines(file: string, { count, first }: BadLines): readonly string[] {
  if (count === 0) return []
  const others = count > first.length ? [`… and ${count - first.length} more.`] : []
  const head = count === 1 ? `1 line of ${file} was not read:` : `${count} lines of ${file} were not read:`
  return [head, ...first.map(({ line, why }) => `  line ${line}: ${why}`), ...others]
}
