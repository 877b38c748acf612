import { SignJWT } from 'jose'
import { Problem, externalIdFault } from '../../base/index.ts'

/** A token for a member, signed with `JWT_SECRET`: for trying things out, and for hosts that sign none. */
export async function printToken(memberId: string, jwtSecret: string, hours = 24): Promise<string> {
  const fault = externalIdFault(memberId)
  if (fault !== null) throw new Problem('request.invalid', `The id of a member ${fault}.`)
  if (!(hours > 0)) throw new Problem('request.invalid', 'A token lives for more than 0 hours.')
  const issuedAt = Math.floor(Date.now() / 1_000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(memberId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.round(hours * 3_600))
    .sign(new TextEncoder().encode(jwtSecret))
}
