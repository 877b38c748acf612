export { findFacts, listFailed, listFitting, loadCandidates, topicFields } from './candidates-store.ts'
export type { Candidate, Compared, Moment } from './candidates-store.ts'
export { conditionNames, isSaid, KM_SLACK, noConditions, sayingOf } from './conditions.ts'
export type { Among, ConditionName, Conditions, Near, Saying, WordsCondition } from './conditions.ts'
export type { Facts } from './facts.ts'
export { countKeptOut, listKeptOut } from './loosened-store.ts'
export type { Keeping } from './loosened-store.ts'
export type { Prospects } from './prospects-store.ts'
export {
  guess,
  sketchFitting,
  sketchNearest,
  sketchPromising,
  sketchRecent,
  sketchSaying,
  wordsMax,
} from './sketches-store.ts'
export type { Guess, Sketch, Sketching, SoughtWords } from './sketches-store.ts'
export { wantedGenders } from './genders.ts'
export { embedMissing, embedProfilesHandler } from './embed-profiles.ts'
export type { EmbedProfilesDeps } from './embed-profiles.ts'
export { openProfilesHost } from './host-profiles.ts'
export type { ProfilesHost } from './host-profiles.ts'
export type { HostBlock } from './host-profiles-store.ts'
export { exportProfile } from './export-profile.ts'
export type { ProfileExport } from './export-profile.ts'
export { forgetInImports } from './import-profiles.ts'
export { syncBlocks, syncProfiles } from './jobs.ts'
export type { JoinedPersona, Profile, SaidProfile, Wants } from './profile.ts'
export { profilesMappingShape } from './profiles-mapping.ts'
export type { ProfilesMapping } from './profiles-mapping.ts'
export { profileRoutes } from './routes.ts'
export { goneTexts } from './searchable.ts'
export { findProfile, setProfileListed } from './store.ts'
export { syncProfilesHandler } from './sync-profiles.ts'
export { clearProfileVectors, createProfileIndexes, dropProfileIndexes, listUnembeddedIn } from './vectors-store.ts'
export { joinPersona, requireNotSuspended } from './write-profile.ts'
