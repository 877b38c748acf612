/** Imports on the wire. */
import { z } from 'zod'
import { externalIdFault } from '../../base/index.ts'
import type { BadLine, Import } from './imports-store.ts'
import { badLinesMax } from './imports-store.ts'

export const importId = z
  .string()
  .describe('An id of your own for this file: sent again with it, whole, the file goes on where it broke off.')
  .check((context) => {
    const fault = externalIdFault(context.value)
    if (fault) context.issues.push({ code: 'custom', message: fault, input: context.value })
  })

export interface ImportAnswer {
  readonly import_id: string
  readonly lines: number
  readonly kept: number
  readonly bad_count: number
  readonly bad: readonly BadLine[]
  readonly finished: boolean
}

/** `idField` names what a bad line was about, where that could be read. */
export const importAnswer = (idField: string): z.ZodType<ImportAnswer> =>
  z.object({
    import_id: z.string(),
    lines: z.number().int().describe('The number of the last line that was taken; blank ones are counted.'),
    kept: z.number().int(),
    bad_count: z.number().int(),
    bad: z.array(badLine(idField)).describe(`The first ${badLinesMax} lines that were not kept, counted from 1.`),
    finished: z.boolean(),
  })

/** A name that is known while running only is none to the compiler: it takes the object for one of whatever fields. */
const badLine = (idField: string): z.ZodType<BadLine> =>
  z.object({
    line: z.number().int(),
    [idField]: z.string().optional(),
    message: z.string(),
  }) as unknown as z.ZodType<BadLine>

export const viewImport = (id: string, { linesTaken, kept, badCount, bad, finishedAt }: Import): ImportAnswer => ({
  import_id: id,
  lines: linesTaken,
  kept,
  bad_count: badCount,
  bad,
  finished: finishedAt !== null,
})
