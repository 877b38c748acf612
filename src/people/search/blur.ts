import { blurred } from '../../engine/index.ts'
import type { Candidate } from '../profiles/index.ts'

/** As a member may see her: with her place to about a kilometre. */
export function blurCandidate<Seen extends Pick<Candidate, 'place'>>(candidate: Seen): Seen {
  return candidate.place ? { ...candidate, place: blurred(candidate.place) } : candidate
}
