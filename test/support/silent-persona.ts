/** The persona of somebody about whom nothing was said. */
export const silentPersona = {
  name: null,
  archetype: null,
  experience: null,
  focus: null,
  profile_essence: null,
  investment_philosophy: null,
  what_theyre_looking_for: null,
  engagement_style: null,
} as const
