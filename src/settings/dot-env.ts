/** The file `.env`: every line of it is meant for us, so none is passed over without a word. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Problem } from '../base/index.ts'

/** Names and texts of the file in `folder`; none when there is no file. */
export const readDotEnv = (folder: string): Readonly<Record<string, string | undefined>> => parseEnv(textIn(folder))

/** Read by `compose.yaml` out of the same file. */
const ofCompose = new Set(['POSTGRES_PASSWORD'])

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`)?.*$/gmu

/** One sentence for each line that is no assignment, and for each name that `isKnown` does not know. */
export function dotEnvNotices(folder: string, isKnown: (name: string) => boolean): readonly string[] {
  const unknown: string[] = []
  const text = textIn(folder)
  // What an assignment spans is blanked, not cut out: the lines after it keep their numbers.
  const rest = text.replaceAll(ASSIGNMENT, (whole: string, name: string, offset: number) => {
    const line = text.slice(0, offset).split('\n').length
    if (!isKnown(name) && !ofCompose.has(name))
      unknown.push(`Line ${line} of .env is not used: ${name} is not a setting.`)
    return whole.replaceAll(/[^\n]/gu, '')
  })
  const malformed = rest.split('\n').flatMap((line, index) => {
    const isBlank = line.trim() === '' || line.trim().startsWith('#')
    return isBlank ? [] : [`Line ${index + 1} of .env is not used: it is not of the form NAME=value.`]
  })
  return [...malformed, ...unknown]
}

function textIn(folder: string): string {
  try {
    return readFileSync(join(folder, '.env'), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw new Problem('server.setting', 'The file .env cannot be read.', { cause: error })
  }
}
