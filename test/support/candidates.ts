/** Candidates, and what they are measured against, with nothing known but what a test says. */
import { defaultWeights } from '../../src/people/search/index.ts'
import type { Judged, Measure } from '../../src/people/search/judge.ts'
import { relate } from '../../src/people/search/relate.ts'
import type { SearchQuestion } from '../../src/people/search/question.ts'
import type { Understood } from '../../src/people/asking/index.ts'
import type { Candidate } from '../../src/people/profiles/index.ts'

export const nobodyWanted = { km: null, ageMin: null, ageMax: null, genders: [], needs: [] }
export const noCosines = { topic: null, about: null, met: null, meets: null }

export const candidateOf = (some: Partial<Candidate> = {}): Candidate => ({
  personId: 'otto',
  name: null,
  age: null,
  gender: null,
  genders: [],
  about: null,
  interests: [],
  needs: [],
  offers: [],
  languages: [],
  place: null,
  lastActive: null,
  persona: null,
  wants: nobodyWanted,
  words: [],
  cosines: noCosines,
  ...some,
})

/** Of an asker who says nothing, and asks for nothing. */
export const measureOf = (some: Partial<Measure> = {}): Measure => ({
  asker: null,
  interests: [],
  needs: [],
  asks: { interests: false, needs: false },
  standpoint: { place: null, radiusKm: 50 },
  topic: null,
  hasTopic: false,
  preferences: [],
  clauses: [],
  weights: defaultWeights,
  relate,
  today: '2026-03-01',
  ...some,
})

export const questionOf = (some: Partial<SearchQuestion> = {}): SearchQuestion => ({
  askerId: 'mira',
  prompt: '',
  understood: null,
  preferences: { interests: [], needs: [] },
  place: null,
  candidateIds: null,
  excludedIds: [],
  weights: {},
  where: [],
  isTwoWay: true,
  mayWiden: false,
  seenDays: null,
  limit: 10,
  ageFloor: null,
  isBlurred: false,
  ...some,
})

export const nothingUnderstood: Understood = {
  filters: [],
  preferences: [],
  excluded: [],
  topic: null,
  ignored: [],
  lifted: [],
}

export const judgedOf = (personId: string, exact: number, some: Partial<Candidate> = {}): Judged => ({
  candidate: candidateOf({ personId, ...some }),
  exact,
  score: Math.round(exact * 10_000) / 100,
  factors: [],
})
