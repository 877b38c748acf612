/** A host's names for its tables and columns: JSON in the setting itself, or in a file that the setting names. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Problem } from '../base/index.ts'
import { parseJson } from './kinds.ts'
import type { SettingName } from './list.ts'

/** The mapping of `shape` that `given` says; nothing given takes every default. @throws Problem `server.setting` */
export function readMapping<Mapping>(
  setting: SettingName,
  given: string | undefined,
  shape: z.ZodType<Mapping>,
): Mapping {
  const mapping = given === undefined ? {} : readJson(setting, given)
  const parsed = shape.safeParse(mapping)
  if (parsed.success) return parsed.data
  const why = mapping === undefined ? 'it is no JSON.' : z.prettifyError(parsed.error)
  throw new Problem('server.setting', `${setting} is not a mapping of tables: ${why}`)
}

function readJson(setting: SettingName, given: string): unknown {
  if (given.trim().startsWith('{')) return parseJson(given)
  try {
    return parseJson(readFileSync(given, 'utf8'))
  } catch {
    throw new Problem('server.setting', `${setting} names the file ${JSON.stringify(given)}, which cannot be read.`)
  }
}
