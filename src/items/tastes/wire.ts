/** Between the wire and what is known of people. */
import type { DemographicsBody, DemographicsOutput, ProfileOutput } from './schema.ts'
import { genderWord } from './gender-words.ts'
import type { KnownPerson } from './read-profile.ts'
import type { Demographics } from './store.ts'

export const demographicsOf = ({
  gender,
  age_group: ageGroup,
  locale,
  geo_id: geoId,
}: DemographicsBody): Demographics => ({
  gender: gender && genderWord(gender),
  ageGroup,
  locale,
  geoId: geoId ?? null,
})

export const viewDemographics = ({ gender, ageGroup, locale, geoId }: Demographics): DemographicsOutput => ({
  gender,
  age_group: ageGroup,
  locale,
  geo_id: geoId,
})

export const viewProfile = ({ profile, count }: KnownPerson): ProfileOutput => ({
  preferred_categories: profile.categories,
  preferred_platforms: profile.platforms,
  avg_price: profile.prices.mean,
  price_range_min: profile.prices.min,
  price_range_max: profile.prices.max,
  buying_patterns_target_ages: profile.ages,
  buying_patterns_relationships: profile.relationships,
  buying_patterns_gender_targets: profile.genders,
  interaction_count: count.likes,
  last_interaction_at: count.lastLikeAt?.toISOString() ?? null,
})
