export type { Callback, CallbackPaths, HostCallbacks } from './callbacks.ts'
export { failStage, returnToStage, workingOn } from './fail-stage.ts'
export { advanceBatch, embedPerson, matchPerson } from './jobs.ts'
export type { BatchReason } from './jobs.ts'
export { heldWords, partWords, savePersona, saveTexts } from './keep-words.ts'
export { isSamePersona, keepEdits } from './person.ts'
export type { Person, PersonTexts, Sentence, StoredPersona } from './person.ts'
export { readFrom, readResumeHandler, withResume } from './read-resume.ts'
export type { ResumeDeps } from './read-resume.ts'
export { personNotFound, requirePerson } from './require-person.ts'
export { registryRoutes } from './routes.ts'
export type { RegistryRoutesDeps } from './routes.ts'
export { personId, spoken } from './schema.ts'
export { isRegistered } from './stage.ts'
export {
  clearMatchmaking,
  countPeople,
  findDesignations,
  findPerson,
  findPersona,
  findTexts,
  holdPeople,
  holdThere,
  listStale,
  listUnsettled,
  lockPerson,
  moveStage,
  removePerson,
  updatePerson,
} from './store.ts'
export type { Held } from './store.ts'
export { sweepHandler } from './sweep.ts'
export { viewPerson } from './view-person.ts'
export { composePersonaHandler, designationChange, digestOf, writePersona } from './write-persona.ts'
export type { PersonaDeps } from './write-persona.ts'
