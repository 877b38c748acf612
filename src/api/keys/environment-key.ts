/** `SERVICE_API_KEY`: a key with every scope that lives in the environment and in no row. */
import { Problem } from '../../base/index.ts'

/** The id under which it is listed and counted. */
export const environmentKeyId = 'environment'

/** What was not made here cannot be unmade here. */
export function refuseEnvironmentKey(id: string): void {
  if (id !== environmentKeyId) return
  throw new Problem(
    'key.not_revocable',
    'This key is SERVICE_API_KEY: change the setting and start again. One that was made here is a line of ' +
      'DATA_DIR/secrets: delete that line, start again, and another is made.',
  )
}

export const unknownKey = (id: string): Problem =>
  new Problem('key.not_found', `There is no live key with the id ${id}.`)
