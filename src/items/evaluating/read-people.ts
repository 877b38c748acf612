/** A file of people: the segment of each, as far as it is known. */
import type { Segment } from '../fitting/index.ts'
import { sayBadLines } from './bad-lines.ts'
import { userColumns } from './columns.ts'
import type { UserColumn } from './columns.ts'
import { readNamed } from './read-named.ts'

export interface FilePeople {
  readonly segments: ReadonlyMap<string, Segment>
  /** What the file has that could not be read, as sentences. */
  readonly remarks: readonly string[]
}

/** @throws Problem `request.invalid` as `readNamed` does */
export async function readPeople(path: string): Promise<FilePeople> {
  const { rows, bad } = await readNamed<UserColumn>(path, userColumns)
  const segments = new Map(
    [...rows].map(([id, { gender, age }]) => [id, { gender: genderIn(gender), age: ageIn(age) }]),
  )
  return { segments, remarks: sayBadLines(path, bad) }
}

/** Words that say that nothing is known. */
const unknown = new Set(['', 'unknown', 'any', 'null', 'none', 'nan', 'n/a', '-', '?'])

/** As the product keeps it: "m" and "f", and any other word as it is. */
function genderIn(text = ''): string | null {
  const word = text.toLowerCase()
  if (unknown.has(word)) return null
  if (word === 'male' || word === 'female') return word.slice(0, 1)
  return word
}

/** From which age on somebody is of which group. */
const groups = [
  [45, '45+'],
  [35, '35-44'],
  [25, '25-34'],
  [18, '18-24'],
  [1, 'under 18'],
] as const

/** A number of years is put into its group; a group stays what it is. */
function ageIn(text = ''): string | null {
  if (unknown.has(text.toLowerCase())) return null
  const years = Number(text)
  if (!Number.isFinite(years)) return text
  return groups.find(([from]) => years >= from)?.[1] ?? null
}
