/** How the clients of the services before us are spoken to, where that is more than all clients hear. */
import type { Problem } from '../../base/index.ts'
import type { Dialect, Route } from '../../platform/http/index.ts'

interface Manners {
  /** What stands in a problem beside the members of all problems. */
  members(problem: Problem): Readonly<Record<string, unknown>>
  /** Whether the token of a member who is let in is renewed, where we are its issuer. */
  readonly renewsTokens: boolean
  /** The members in JSON Schema. */
  readonly schema: { readonly required: readonly string[]; readonly properties: Readonly<Record<string, unknown>> }
}

export const dialects: Readonly<Record<Dialect, Manners>> = {
  circle: {
    members: ({ detail }) => ({ error: detail, success: false }),
    renewsTokens: true,
    schema: {
      required: ['error', 'success'],
      properties: {
        error: { type: 'string', description: 'The same sentence as `detail`.' },
        success: { type: 'boolean', const: false },
      },
    },
  },
}

export const renewedTokenHeader = 'X-Renewed-Token'

/** Only where members may call is there a token to renew. */
export const renewsTokens = ({ access, dialect }: Route): boolean =>
  access !== 'open' && access.members === true && dialect !== undefined && dialects[dialect].renewsTokens
