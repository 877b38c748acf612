/** What the score of a search is the sum of, as `SEARCH_WEIGHTS` names it. */
export const searchFactors = [
  'topic_meaning',
  'topic_words',
  'preferences',
  'interests',
  'shared_needs',
  'needs_met',
  'offers_wanted',
  'about',
  'distance',
  'age',
  'activity',
] as const

export type SearchFactor = (typeof searchFactors)[number]
