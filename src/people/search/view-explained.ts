/** An explanation, as it goes out, in words that tell a member nothing about somebody's standing. */
import type { z } from 'zod'
import type { ConditionName } from '../profiles/index.ts'
import type { Explained } from './explain.ts'
import type { SearchQuestion } from './question.ts'
import type { explainAnswer } from './schema.ts'
import { hiddenConditions } from './hidden.ts'
import { viewFactors } from './view-found.ts'

type ExplainAnswer = z.infer<typeof explainAnswer>

export function viewExplained(explained: Explained, question: SearchQuestion, personId: string): ExplainAnswer {
  const { prepared, judged } = explained
  const failed = failedOf(explained, question)
  const [first] = failed
  return {
    person_id: personId,
    found: judged !== null,
    filter: first ?? null,
    because: first === undefined ? sentences.found : sentences[first],
    failed: [...failed],
    match_score: judged?.score ?? null,
    factors: judged ? viewFactors(judged, prepared.measure) : [],
    understood: prepared.understood,
  }
}

type Told = ConditionName | 'not_found'

function failedOf({ failed, isKnown }: Explained, { isBlurred }: SearchQuestion): readonly Told[] {
  if (!isKnown || (isBlurred && failed.some((name) => hiddenConditions.has(name)))) return ['not_found']
  return failed
}

const sentences: Readonly<Record<Told | 'found', string>> = {
  found: 'Nothing keeps this person out: the place among the results is one of score.',
  not_found: 'Nobody who can be found has this id.',
  candidate_ids: 'The search is restricted to others.',
  exclude_user_ids: 'The search leaves this person out by id.',
  blocked: 'One of the two has blocked the other.',
  paused: 'This person is paused.',
  suspended: 'This person is suspended.',
  visible: 'This person does not want to be found.',
  inactive: 'This person has not been active for a long time.',
  distance: 'This person is too far away, or has told no place.',
  age: 'This person’s age does not fit, or is not known.',
  gender: 'This person’s gender does not fit, or is not known.',
  language: 'This person is not known to speak the language, or speaks one that is left out.',
  must: 'This person’s profile does not say what it must.',
  must_not: 'This person’s profile says what it must not.',
  where: 'This person’s profile does not fit an expression of `where`.',
  their_distance: 'The asker is farther away than this person wishes.',
  their_age: 'The asker is not of an age that this person wishes.',
  their_gender: 'The asker is not of a gender that this person wishes.',
  seen: 'The asker was shown this person lately.',
  unchanged: 'This person has not changed since the search last ran.',
}
