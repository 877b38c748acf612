/** How the clients of the services before us are spoken to, where that is more than all clients hear. */
import type { Problem } from '../../base/index.ts'
import type { Dialect } from '../../platform/http/index.ts'

interface Manners {
  /** What stands in a problem beside the members of all problems. */
  members(problem: Problem): Readonly<Record<string, unknown>>
  /** The same in JSON Schema. */
  readonly schema: { readonly required: readonly string[]; readonly properties: Readonly<Record<string, unknown>> }
}

export const dialects: Readonly<Record<Dialect, Manners>> = {
  circle: {
    members: ({ detail }) => ({ error: detail, success: false }),
    schema: {
      required: ['error', 'success'],
      properties: {
        error: { type: 'string', description: 'The same sentence as `detail`.' },
        success: { type: 'boolean', const: false },
      },
    },
  },
}
