/** Bodies as JSON: a batch may name hundreds of thousands of pairs, and nobody else waits for that. */
import { inSlices } from '../../base/index.ts'

/** What a callback says. */
export type Body = Readonly<Record<string, unknown>>

/** Elements of a list that are written at once: about a millisecond's work. */
const SLICE = 2000

/** As `JSON.stringify` of an object, where long lists right below its top are written slice by slice. */
export async function serialise(body: Body): Promise<string> {
  const members: string[] = []
  for (const [name, value] of Object.entries(body)) {
    const text = Array.isArray(value) ? await serialiseList(value) : JSON.stringify(value)
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`)
  }
  return `{${members.join(',')}}`
}

async function serialiseList(list: readonly unknown[]): Promise<string> {
  const slices: string[] = []
  for await (const slice of inSlices(list, SLICE)) slices.push(JSON.stringify(slice).slice(1, -1))
  return `[${slices.join(',')}]`
}
