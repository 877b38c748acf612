/** People, as the rest of the house sees them. */
export { hostMappingShape, openPeopleHost } from './matching/index.ts'
export type { HostMapping, PeopleHost } from './matching/index.ts'
export { openProfilesHost, profilesMappingShape } from './profiles/index.ts'
export type { ProfilesHost, ProfilesMapping } from './profiles/index.ts'
export { openPeople } from './open-people.ts'
export type { People, PeopleDeps, PeopleSettings } from './open-people.ts'
export { factorNames } from './search/index.ts'
export type { FactorName } from './search/index.ts'
